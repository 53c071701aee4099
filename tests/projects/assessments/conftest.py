from datetime import date

import pytest

from app.projects.words import Decision
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.people import MentorFactory, PersonFactory
from tests.factories.projects import ProjectFactory, RoundFactory

STREET, COMMUNITY = "330199001000", "330199001001"
CRITERIA = {
    "lines": [{"text": "需求", "points": 60}, {"text": "方案", "points": 40}],
    "bonus": 10,
    "pass_line": 60,
}


@pytest.fixture
def account(session):
    example_divisions()
    return AccountFactory.create(division_code=STREET)


@pytest.fixture
def standpoint(account):
    return make_standpoint({}, viewer=account.id, division=STREET)


@pytest.fixture
def organization(standpoint):
    return OrganizationFactory.create(name="晴湾棋社", division_code=COMMUNITY)


@pytest.fixture
def round_(standpoint):
    return RoundFactory.create(criteria=CRITERIA)


@pytest.fixture
def project(organization, round_):
    return ProjectFactory.create(
        division_code=COMMUNITY,
        pipeline_key="venture",
        round_id=round_.id,
        detail={"name": "银龄课堂"},
        organizations=[organization],
        steps=[(date(2026, 3, 1), "called", None), (date(2026, 4, 1), "running", Decision.PASS)],
    )


@pytest.fixture
def expert(standpoint):
    """Return a function that puts a person into the pool."""

    def make(name="甲子丑", **facts):
        person = PersonFactory.create(name=name, division_code=STREET, **facts)
        MentorFactory.create(person_id=person.id)
        return person

    return make
