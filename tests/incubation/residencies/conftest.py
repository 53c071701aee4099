import pytest

from tests.factories import OrganizationFactory
from tests.factories.residencies import RoomFactory
from tests.organizations.conftest import browser_of, street  # noqa: F401, fixtures
from tests.organizations.looks import look


@pytest.fixture
def here(session):
    return look()


@pytest.fixture
def organization(here):
    return OrganizationFactory.create()


@pytest.fixture
def room(here):
    return RoomFactory.create(name="201室", capacity=8)
