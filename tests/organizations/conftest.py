from types import SimpleNamespace

import pytest

from app.access.permissions import Role
from app.extensions import db
from tests.factories import AccountFactory, OrganizationFactory, example_divisions


def reading_anew(client):
    """Let the test read from the database what a request of this browser left there."""
    send = client.open

    def send_and_forget(*args, **kwargs):
        response = send(*args, **kwargs)
        db.session.expire_all()
        return response

    client.open = send_and_forget
    return client


@pytest.fixture
def street(session, sign_in):
    """晴川街道 with an organization, a member of staff who keeps it, and a neighbor's one."""
    divisions = example_divisions()
    staff = AccountFactory.create(name="甲子丑", division_code=divisions["晴川街道"])
    return SimpleNamespace(
        divisions=divisions,
        staff=staff,
        client=reading_anew(sign_in(staff)),
        organization=OrganizationFactory.create(
            division_code=divisions["晴湾社区"], name="晴湾合唱团", phone="13800000001"
        ),
        neighbor=OrganizationFactory.create(division_code=divisions["云溪社区"], name="云栖棋友会"),
    )


@pytest.fixture
def browser_of(street, sign_in):
    """Return a function that gives the browser of somebody in another role."""

    def sign_in_as(role):
        return sign_in(AccountFactory.create(role=role, division_code=street.divisions["晴川街道"]))

    return sign_in_as


@pytest.fixture(params=[Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR])
def outsider(request, browser_of):
    """The browser of somebody who may change nothing."""
    return browser_of(request.param)
