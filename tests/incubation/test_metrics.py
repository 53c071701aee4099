"""Incubation's numbers equal a naive recount, and each its rows."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import utc_now
from app.incubation.criteria.models import CriterionSet
from app.incubation.gates.models import GateResult
from app.incubation.metrics import days_in, metrics
from app.incubation.residencies.models import Residency, ResidencyStep, Room
from app.incubation.residencies.steps import RoomKind, Step
from app.incubation.supports.kinds import SupportKind
from app.metrics.catalog import all_metrics, find_metric
from app.metrics.queries import counts_by, numbers, numbers_a_year_earlier
from app.metrics.rows import count_rows, list_rows
from app.organizations.standings import IN_FORCE, Standing
from app.standpoint import Standpoint, today
from tests.conftest import undone
from tests.factories import (
    OrganizationFactory,
    StageChangeFactory,
    StandingChangeFactory,
    example_divisions,
)
from tests.factories.organizations import operator_id
from tests.factories.supports import SupportFactory
from tests.history.engines import either_session, postgresql_app

__all__ = ["either_session", "postgresql_app"]

START = date(2022, 1, 1)
RANKS = {"sprouting": 1, "starting": 2, "growing": 3}
LIVES = st.lists(
    st.fixed_dictionaries(
        {
            "community": st.sampled_from(["晴湾社区", "晴湾社区", "云溪社区"]),
            "is_branch": st.sampled_from([False, False, False, True]),
            "standings": st.lists(
                st.tuples(st.integers(0, 60), st.sampled_from(list(Standing))),
                min_size=1, max_size=4, unique_by=lambda point: point[0],
            ),
            "stages": st.lists(
                st.tuples(st.integers(0, 60), st.sampled_from(list(RANKS))),
                max_size=5, unique_by=lambda point: point[0],
            ),
        }
    ),
    max_size=4,
)  # fmt: skip


def at(days):
    return START + timedelta(days=days)


def recount(lives, day, first):
    """Count as a person with the change points on paper would."""
    found, stays = Counter(), {stage: [] for stage in RANKS}
    for life in lives:
        standings = sorted(point for point in life["standings"] if point[0] <= day)
        if life["is_branch"] or life["community"] != "晴湾社区" or not standings:
            continue
        filed = [since for since, value in standings if value == Standing.FILED]
        came = [
            since
            for since, value in standings
            if value == Standing.REGISTERED
            and since >= first
            and any(earlier < since for earlier in filed)
        ]
        found["filed_to_registered"] += bool(came)
        walk(life["stages"], day, first, standings[-1][1] in IN_FORCE, found, stays)
    found.update({f"days_in_{stage}": median(days) for stage, days in stays.items() if days})
    return found


def walk(stages, day, first, is_in_force, found, stays):
    """Go through one organization's stages, a repeated one being none."""
    here, since = None, None
    for when, stage in sorted(point for point in stages if point[0] <= day):
        if stage == here:
            continue
        if here is not None:
            stays[here].append(when - since)
        if when >= first:
            found["stage_changes"] += 1
            found["moves_up"] += here is not None and RANKS[stage] > RANKS[here]
            found["moves_back"] += here is not None and RANKS[stage] < RANKS[here]
        here, since = stage, when
    if here is not None and is_in_force:
        stays[here].append(day - since)


def enter(lives, codes):
    for life in lives:
        organization = OrganizationFactory.create(
            division_code=codes[life["community"]],
            is_branch=life["is_branch"],
            histories__standing=None,
        )
        for days, standing in life["standings"]:
            StandingChangeFactory.create(
                organization_id=organization.id, since=at(days), standing=standing
            )
        for days, stage in life["stages"]:
            StageChangeFactory.create(organization_id=organization.id, since=at(days), stage=stage)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lives=LIVES, day=st.integers(0, 70), period=st.integers(0, 60))
def test_numbers_equal_a_naive_recount(app, lives, day, period):
    with undone(app):
        compare(lives, day, day - period)


def compare(lives, day, first):
    codes = example_divisions()
    enter(lives, codes)
    expected = recount(lives, day, first)
    now = Standpoint(1, codes["晴川街道"], at(day), at(first))
    standpoints = [now, Standpoint(1, now.division, now.on, now.since, datetime.now(UTC))]
    for standpoint in standpoints:
        found = numbers(standpoint, metrics())
        for name in ("filed_to_registered", "stage_changes", "moves_up", "moves_back"):
            metric = find_metric(f"incubation.{name}")
            assert found[metric.key] == expected[name], name
            assert count_rows(standpoint, metric) == expected[name], name
        for stage in RANKS:
            value = expected.get(f"days_in_{stage}")
            # A half is rounded up.
            assert found[days_in(stage)] == (None if value is None else int(value + 0.5)), stage


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def year(codes):
    return Standpoint(1, codes["示例区"], today(), date(today().year, 1, 1))


class TestStageChanges:
    def test_are_grouped_and_listed_with_where_they_came_from(self, codes, year):
        organization = OrganizationFactory.create(
            division_code=codes["晴湾社区"], histories__stage="starting", name="晴湾合唱团"
        )
        StageChangeFactory.create(
            organization_id=organization.id, since=year.since, stage="growing"
        )
        changes = find_metric("incubation.stage_changes")

        by_pair = counts_by(year, changes, lambda s: s.change.before, lambda s: s.change.stage)
        (row,) = list_rows(year, changes)

        assert by_pair == {("starting", "growing"): 1}
        assert row.subject == organization.id
        assert row.values["name"] == "晴湾合唱团"
        assert row.values["from_stage"].label == "初创期"
        assert row.values["to_stage"].label == "成长期"
        assert row.values["changed_on"].date == year.since
        assert row.values["days_stayed"] == (today() - year.since).days

    def test_of_one_withdrawn_are_forgotten(self, codes, year, session):
        organization = OrganizationFactory.create(
            division_code=codes["晴湾社区"], histories__stage="starting"
        )
        point = StageChangeFactory.create(
            organization_id=organization.id, since=year.since, stage="growing"
        )
        point.superseded_at, point.superseded_by = datetime.now(UTC), point.recorded_by
        session.commit()

        assert numbers(year, [find_metric("incubation.moves_up")]) == {"incubation.moves_up": 0}


class TestGatePassed:
    def test_counts_todays_and_is_unknown_on_another_day(self, codes, year, session, make_gate):
        make_gate(OrganizationFactory.create(division_code=codes["晴湾社区"]), missing=0)
        make_gate(OrganizationFactory.create(division_code=codes["晴湾社区"]), missing=1)
        metric = find_metric("incubation.gate_passed")
        yesterday = Standpoint(1, year.division, today() - timedelta(days=1), year.since)

        assert numbers(year, [metric]) == {metric.key: 1}
        assert numbers(yesterday, [metric]) == {metric.key: None}
        assert count_rows(yesterday, metric) == 0


@pytest.fixture
def make_gate(session):
    standard = CriterionSet(
        name="标准", since=START, recorded_at=utc_now(), recorded_by=operator_id()
    )
    session.add(standard)
    session.flush()

    def make(organization, missing):
        session.add(
            GateResult(
                organization_id=organization.id, set_id=standard.id,
                set_version=1, to_stage="starting",
                total=3, met=3 - missing, missing=missing, computed_on=today(),
                computed_at=utc_now(), changes_on=date(9999, 12, 31),
            )
        )  # fmt: skip
        session.commit()

    return make


def numbers_of(standpoint, *keys):
    return [numbers(standpoint, [find_metric(key)])[key] for key in keys]


class TestSupports:
    @pytest.fixture
    def supported(self, codes, year):
        """Two of three organizations in force were supported this year, one in the other street."""
        first, second, _third = (
            OrganizationFactory.create(division_code=codes[name])
            for name in ("晴湾社区", "云溪社区", "晴湾社区")
        )
        SupportFactory.create(on=year.since, minutes=90, organizations=[first, second])
        SupportFactory.create(
            on=year.since, minutes=None, kind=SupportKind.POLICY, organizations=[first]
        )
        SupportFactory.create(on=year.since - timedelta(days=1), organizations=[first])
        return first

    def test_count_once_whomever_they_were_for(self, supported, year):
        found = numbers_of(
            year, "supports.times", "supports.times.policy", "supports.hours",
            "supports.hours.policy",
        )  # fmt: skip

        assert found == [2, 1, 1.5, 0]
        assert len(list_rows(year, find_metric("supports.hours"))) == 1

    def test_cover_some_of_the_organizations(self, supported, codes, year):
        street = Standpoint(1, codes["晴川街道"], year.on, year.since)
        keys = ("incubation.never_supported", "incubation.support_coverage")

        assert numbers_of(year, *keys) == [1, 66.7]
        assert numbers_of(street, *keys) == [1, 50.0]

    def test_are_unknown_for_a_year_without_any(self, supported, year):
        metric = find_metric("incubation.support_coverage")
        two_years_ago = Standpoint(1, year.division, date(year.on.year - 1, 6, 1), START)

        assert numbers_a_year_earlier(two_years_ago, [metric]) == {metric.key: None}

    def test_share_of_nobody_is_unknown(self, codes, year):
        assert numbers_of(year, "incubation.support_coverage") == [None]


class TestTheBase:
    def test_has_residents_and_desks_taken(self, codes, year, session):
        organization = OrganizationFactory.create(division_code=codes["晴湾社区"])
        by = {"recorded_at": utc_now(), "recorded_by": operator_id()}
        room = Room(
            division_code=codes["晴川街道"], name="101", kind=RoomKind.OPEN_DESKS, capacity=8
        )
        residency = Residency(organization_id=organization.id, purpose="办公", **by)
        session.add_all([room, residency])
        session.flush()
        session.add(
            ResidencyStep(
                residency_id=residency.id, since=year.since, step=Step.ENTERED,
                room_id=room.id, desks=3, **by,
            )
        )  # fmt: skip
        session.commit()
        keys = ("incubation.resident", "incubation.occupancy")
        before = Standpoint(1, year.division, year.since - timedelta(days=1), START)

        assert numbers_of(year, *keys) == [1, 37.5]
        assert numbers_of(before, *keys) == [0, 0.0]


def test_every_number_and_its_rows_can_be_asked_on_both_engines(either_session):
    codes = example_divisions()
    organization = OrganizationFactory.create(
        division_code=codes["晴湾社区"], histories__stage="starting"
    )
    StageChangeFactory.create(
        organization_id=organization.id, since=today() - timedelta(days=9), stage="growing"
    )
    SupportFactory.create(on=today(), minutes=100, organizations=[organization])
    for known_at in (None, datetime.now(UTC)):
        now = Standpoint(1, codes["示例区"], today(), today() - timedelta(days=30), known_at)

        found = numbers(now, all_metrics())
        numbers_a_year_earlier(now, all_metrics())
        listed = {metric.key: len(list_rows(now, metric)) for metric in all_metrics()}

        assert found["incubation.moves_up"] == listed["incubation.moves_up"] == 1
        assert found["incubation.days_in_growing"] == 9
        assert found["supports.hours"] == 1.7
