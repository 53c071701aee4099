from types import SimpleNamespace

import pytest

from app.access.permissions import Role
from tests.exchange.hub import Hub
from tests.factories import AccountFactory, example_divisions


@pytest.fixture
def hub(session):
    """晴川街道 with two communities, a neighbor street, and a member of staff who imports."""
    divisions = example_divisions()
    return Hub(divisions, AccountFactory.create(name="甲子丑", division_code=divisions["晴川街道"]))


@pytest.fixture
def browsers(hub, sign_in):
    """Browsers of people of the street by role, and of staff elsewhere."""

    def of(role=Role.STAFF, division="晴川街道"):
        return sign_in(AccountFactory.create(role=role, division_code=hub.divisions[division]))

    return SimpleNamespace(of=of, staff=sign_in(hub.staff))
