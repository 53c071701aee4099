"""Numbers of qualified people equal a naive recount, and the register's column agrees."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.extensions import db
from app.metrics.queries import numbers
from app.metrics.rows import list_rows
from app.organizations.sources import Sources
from app.organizations.standings import Standing
from app.people.columns import SOCIAL_WORKERS_QUALIFIED
from app.people.labels import LEVEL_RANKS
from app.people.metrics import metrics
from app.people.models import QualificationLevel
from app.standpoint import make_standpoint
from tests.conftest import undone
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.people import PersonFactory, PersonLinkFactory, QualificationFactory

DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 1))
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "links": st.lists(st.tuples(st.integers(0, 3), DAYS, st.none() | DAYS), max_size=3),
            "held": st.lists(
                st.tuples(st.sampled_from(list(QualificationLevel)), DAYS), max_size=3
            ),
        }
    ),
    max_size=4,
)


def look(codes, on=None):
    account = AccountFactory.create(division_code=codes["晴川街道"])
    values = {} if on is None else {"on": on.isoformat()}
    return make_standpoint(values, viewer=account.id, division=account.division_code)


def organizations(codes):
    """Return one in force, an ended one, a branch, and one elsewhere."""
    own = {"division_code": codes["晴湾社区"]}
    return [
        OrganizationFactory.create(**own),
        OrganizationFactory.create(**own, histories__standing=Standing.DEREGISTERED),
        OrganizationFactory.create(**own, is_branch=True),
        OrganizationFactory.create(division_code=codes["云溪社区"]),
    ]


def enter(codes, homes, people):
    for item in people:
        person = PersonFactory.create(division_code=codes["云栖街道"])
        for at, since, until in item["links"]:
            PersonLinkFactory.create(
                person_id=person.id, organization_id=homes[at].id, since=since, until=until
            )
        for level, day in item["held"]:
            QualificationFactory.create(person_id=person.id, level=level, obtained_on=day)


def recount(people, standpoint):
    """Return holders by highest level, and levels obtained in the period."""
    holders, new = dict.fromkeys(QualificationLevel, 0), 0
    for item in people:
        is_linked = any(
            at == 0 and since <= standpoint.on and (until is None or until > standpoint.on)
            for at, since, until in item["links"]
        )
        held = [(LEVEL_RANKS[level], level) for level, day in item["held"] if day <= standpoint.on]
        if is_linked and held:
            holders[max(held)[1]] += 1
            new += sum(standpoint.since <= day <= standpoint.on for _level, day in item["held"])
    return holders, new


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PEOPLE, DAYS)
def test_equal_a_naive_recount(app, people, on):
    with undone(app):
        codes = example_divisions()
        enter(codes, organizations(codes), people)
        standpoint = look(codes, on)

        found = numbers(standpoint, metrics())

        holders, new = recount(people, standpoint)
        assert found["people.social_workers"] == sum(holders.values())
        assert {level: found[f"people.social_workers.{level}"] for level in holders} == holders
        assert found["people.newly_qualified"] == new


@pytest.fixture
def holder(session):
    codes = example_divisions()
    home = organizations(codes)[0]
    person = PersonFactory.create(division_code=codes["晴湾社区"])
    link = PersonLinkFactory.create(person_id=person.id, organization_id=home.id)
    held = QualificationFactory.create(person_id=person.id, obtained_on=date(2025, 6, 1))
    return codes, home, link, held


def qualified(standpoint, organization):
    sources = Sources(standpoint)
    (part,) = SOCIAL_WORKERS_QUALIFIED.select(sources)
    statement = sources.select(part).where(sources.organization.id == organization.id)
    return db.session.scalar(statement)


def test_the_column_counts_who_is_qualified_on_the_day(holder):
    codes, home, _link, _held = holder

    assert qualified(look(codes), home) == 1
    assert qualified(look(codes, date(2025, 5, 31)), home) == 0
    assert qualified(look(codes, date(2023, 5, 31)), home) == 0


def test_rows_behind_a_number_lead_to_the_people(holder):
    codes, home, link, _held = holder
    by_key = {metric.key: metric for metric in metrics()}

    for key in ("people.social_workers", "people.newly_qualified"):
        standpoint = look(codes, date(2025, 12, 31))
        [row] = list_rows(standpoint, by_key[key])
        assert row.subject == link.person_id
        assert row.values["person_organizations"] == home.name
