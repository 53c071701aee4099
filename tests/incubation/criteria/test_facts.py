from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.divisions.codes import WHOLE
from app.extensions import db
from app.incubation.criteria.facts import facts_of
from app.incubation.criteria.models import Criterion
from app.organizations.models import Organization
from app.organizations.standings import Standing
from app.standpoint import Standpoint
from tests.conftest import undone
from tests.factories import OrganizationFactory, example_divisions
from tests.factories.organizations import GradeChangeFactory, StandingChangeFactory, operator_id

START = date(2020, 1, 1)
TODAY = date(2026, 11, 21)


def rule(id_, column, operator, value=None):
    return Criterion(id=id_, rule={"column": column, "operator": operator, "value": value})


CRITERIA = (
    rule(1, "standing", "one_of", ["filed", "registered"]),
    rule(2, "member_count", "at_least", 10),
    rule(3, "party_branch", "present"),
    rule(4, "registered_on", "held_for_months", 24),
    rule(5, "grade", "one_of", ["5A", "4A", "3A"]),
    rule(6, "trainings_not_yet_there", "at_least", 1),
    Criterion(id=7, rule=None),
)
days = st.integers(0, (TODAY - START).days).map(lambda n: START + timedelta(days=n))
moments = days.map(lambda day: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
points = st.lists(
    st.tuples(days, st.sampled_from(list(Standing)), moments, st.none() | moments), max_size=4
)
grades = st.lists(
    st.tuples(days, st.sampled_from(["5A", "3A", "1A", None]), st.none() | days, moments),
    max_size=2,
)
organizations = st.fixed_dictionaries(
    {
        "member_count": st.none() | st.integers(0, 20),
        "party_branch": st.none() | st.just("党支部"),
        "standings": points,
        "grades": grades,
    }
)


def enter(drawn):
    organization = OrganizationFactory.create(
        member_count=drawn["member_count"],
        party_branch=drawn["party_branch"],
        histories__standing=None,
    )
    live = set()
    for since, standing, recorded_at, superseded_at in drawn["standings"]:
        if superseded_at is None and since in live:
            continue  # one live point a day
        live |= {since} if superseded_at is None else set()
        StandingChangeFactory.create(
            organization_id=organization.id,
            since=since,
            standing=standing,
            recorded_at=recorded_at,
            superseded_at=superseded_at and max(superseded_at, recorded_at),
        )
    by_day = {since: rest for since, *rest in drawn["grades"]}
    for since, (grade, expires_on, recorded_at) in by_day.items():
        GradeChangeFactory.create(
            organization_id=organization.id,
            since=since,
            grade=grade,
            expires_on=expires_on,
            recorded_at=recorded_at,
        )
    return organization.id


def known(point, standpoint):
    """Recount what counted, row by row."""
    if standpoint.known_at is None:
        return point["superseded_at"] is None
    is_there = point["recorded_at"] <= standpoint.known_at
    return is_there and (
        point["superseded_at"] is None or point["superseded_at"] > standpoint.known_at
    )


def rows(table, organization_id, standpoint):
    found = db.session.execute(
        db.text(f"SELECT * FROM {table} WHERE organization_id = {organization_id}")
    ).mappings()
    read = [
        {
            **row,
            "since": date.fromisoformat(row["since"]),
            **{
                name: row[name] and datetime.fromisoformat(row[name]).replace(tzinfo=UTC)
                for name in ("recorded_at", "superseded_at")
            },
        }
        for row in found
    ]
    counted = [row for row in read if known(row, standpoint) and row["since"] <= standpoint.on]
    return sorted(counted, key=lambda row: (row["since"], row["recorded_at"], row["id"]))


def recount(organization_id, standpoint):
    standings = rows("standing_change", organization_id, standpoint)
    if not standings:
        return None
    grades = rows("grade_change", organization_id, standpoint)
    organization = db.session.get(Organization, organization_id)
    registered = [row["since"] for row in standings if row["standing"] == "registered"]
    grade = grades[-1] if grades else {"grade": None, "expires_on": None}
    is_valid = grade["expires_on"] is None or grade["expires_on"] >= standpoint.on.isoformat()
    return {
        1: standings[-1]["standing"] in {"filed", "registered"},
        2: (organization.member_count or 0) >= 10,
        3: organization.party_branch is not None,
        4: bool(registered) and two_years_after(registered[-1]) <= standpoint.on,
        5: grade["grade"] in {"5A", "4A", "3A"} and is_valid,
    }


def two_years_after(day):
    try:
        return day.replace(year=day.year + 2)
    except ValueError:
        return day.replace(year=day.year + 2, day=28)


def is_unambiguous(drawn):
    """No two points of one day: which of them counted is told by the instant alone, not here."""
    return len({since for since, *_ in drawn["standings"]}) == len(drawn["standings"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(organizations.filter(is_unambiguous), min_size=1, max_size=3),
    days,
    st.none() | moments,
)
def test_equal_a_recount_on_random_data_at_random_standpoints(app, drawn, on, known_at):
    with undone(app):
        ids = [enter(item) for item in drawn]
        standpoint = Standpoint(operator_id(), WHOLE, on, date(on.year, 1, 1), known_at)

        facts = facts_of(standpoint, ids, CRITERIA)

        for id_ in ids:
            expected = recount(id_, standpoint)
            assert (id_ in facts) is (expected is not None)
            if expected is not None:
                assert {key: item.is_met for key, item in facts[id_].items()} == expected


class TestFacts:
    def look(self, division=WHOLE):
        return Standpoint(operator_id(), division, TODAY, date(2026, 1, 1))

    def test_are_shown_in_words(self, session):
        id_ = OrganizationFactory.create(member_count=23).id

        assert facts_of(self.look(), [id_], CRITERIA)[id_][2].fact == "会员（成员）数 23"

    def test_leave_to_people_what_no_column_answers(self, session):
        id_ = OrganizationFactory.create().id

        assert set(facts_of(self.look(), [id_], CRITERIA)[id_]) == {1, 2, 3, 4, 5}

    def test_show_nothing_of_another_division(self, session):
        codes = example_divisions()
        id_ = OrganizationFactory.create(division_code=codes["云溪社区"]).id

        assert facts_of(self.look(codes["晴川街道"]), [id_], CRITERIA) == {}

    @pytest.mark.parametrize(
        ("since", "expires_on", "changes_on"),
        [
            ("2024-01-01", "2026-12-31", "2027-01-01"),
            ("2024-01-01", "2026-11-21", "2026-11-22"),  # its last valid day
            ("2024-01-01", "2026-11-20", None),
            ("2024-01-01", None, None),
            ("2027-01-01", "2031-12-31", "2027-01-01"),  # announced, not yet valid
        ],
    )
    def test_name_the_day_on_which_a_grade_turns(self, session, since, expires_on, changes_on):
        id_ = OrganizationFactory.create(histories__standing=Standing.REGISTERED).id
        GradeChangeFactory.create(
            organization_id=id_,
            since=date.fromisoformat(since),
            expires_on=expires_on and date.fromisoformat(expires_on),
        )

        answer = facts_of(self.look(), [id_], CRITERIA)[id_][5]

        assert answer.changes_on == (changes_on and date.fromisoformat(changes_on))

    def test_of_many_cost_one_statement(self, session, count_queries):
        ids = [OrganizationFactory.create().id for _ in range(5)]
        standpoint = self.look()

        with count_queries() as queries:
            facts_of(standpoint, ids, CRITERIA)

        assert len(queries) == 1
