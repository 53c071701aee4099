from types import SimpleNamespace

import pytest

from app.access.permissions import Role
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.history.engines import either_session, postgresql_app

__all__ = ["either_session", "postgresql_app"]


@pytest.fixture
def street(session, sign_in):
    """晴川街道 with an organization, a member of staff who keeps it, and a neighbor's one."""
    divisions = example_divisions()
    staff = AccountFactory.create(name="甲子丑", division_code=divisions["晴川街道"])
    return SimpleNamespace(
        divisions=divisions,
        staff=staff,
        client=sign_in(staff),
        organization=OrganizationFactory.create(
            division_code=divisions["晴湾社区"],
            name="晴湾合唱团",
            leader_name="甲子丑",
            phone="13800004321",
        ),
        neighbor=OrganizationFactory.create(division_code=divisions["云溪社区"], name="云栖棋友会"),
    )


@pytest.fixture
def browser_of(street, sign_in):
    """Return a function that gives the browser of somebody in a role."""

    def sign_in_as(role):
        return sign_in(AccountFactory.create(role=role, division_code=street.divisions["晴川街道"]))

    return sign_in_as


@pytest.fixture
def leader(browser_of):
    return browser_of(Role.LEADER)
