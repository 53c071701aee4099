import pytest
from sqlalchemy import select

from app.audit.models import AuditEvent
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def staff(codes):
    return AccountFactory.create(division_code=codes["晴川街道"])


@pytest.fixture
def look(staff):
    return make_standpoint({}, viewer=staff.id, division=staff.division_code)


@pytest.fixture
def organization(codes):
    return OrganizationFactory.create(name="晴湾棋社", division_code=codes["晴湾社区"])


@pytest.fixture
def foreign(codes):
    return OrganizationFactory.create(name="云溪棋社", division_code=codes["云溪社区"])


@pytest.fixture
def last_event(session):
    """Return a function that returns the newest audit event."""
    statement = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)
    return lambda: session.scalars(statement).first()
