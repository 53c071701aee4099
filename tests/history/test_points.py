from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.db import utc_now
from app.extensions import db
from app.history.points import DayTakenError, add, at, list_live, replace, withdraw
from app.organizations.models import GradeChange, StageChange, StandingChange
from app.standpoint import LAST_DAY, Standpoint
from app.turns import writing
from tests.factories import (
    GradeChangeFactory,
    OrganizationFactory,
    StageChangeFactory,
    StandingChangeFactory,
)
from tests.factories.organizations import operator_id

FIRST = date(2024, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(8)]
STAGES = ("sprouting", "starting", "growing")

insertions = st.tuples(st.just("insert"), st.sampled_from(DAYS), st.sampled_from(STAGES))
corrections = st.tuples(
    st.just("correct"), st.integers(0, 9), st.sampled_from(DAYS), st.sampled_from(STAGES)
)
withdrawals = st.tuples(st.just("withdraw"), st.integers(0, 9))
# What must never go untold, however few stories are drawn: taking back the later of two points,
# and a correction that carries a point past its neighbor.
TAKEN_BACK = [
    ("insert", DAYS[0], "sprouting"),
    ("insert", DAYS[3], "starting"),
    ("withdraw", 1),
]
CARRIED_PAST = [
    ("insert", DAYS[1], "sprouting"),
    ("insert", DAYS[3], "starting"),
    ("correct", 0, DAYS[6], "growing"),
]
stories = st.lists(st.one_of(insertions, insertions, corrections, withdrawals), max_size=9)


@dataclass
class Line:
    """A row of the ledger that the naive replay keeps."""

    since: date
    stage: str
    recorded_at: datetime
    superseded_at: datetime | None = None

    def counted(self, known_at):
        was_recorded = self.recorded_at <= known_at
        return was_recorded and (self.superseded_at is None or self.superseded_at > known_at)


class Replay:
    """The histories' semantics in their plainest form: look through everything, every time."""

    def __init__(self):
        self.lines = []

    @property
    def live(self):
        return sorted(
            (line for line in self.lines if line.superseded_at is None), key=lambda line: line.since
        )

    def stage(self, on, known_at):
        lines = [line for line in self.lines if line.counted(known_at) and line.since <= on]
        return max(lines, key=lambda line: line.since).stage if lines else None


def tell(story, organization_id):
    """Do what the story says, in a turn each; return its replay and the instants of it."""
    replay, instants = Replay(), []
    for step in story:
        with writing():
            done = STEPS[step[0]](replay, organization_id, *step[1:])
            db.session.commit()
        if done is not None:
            instants.append(done)
    return replay, instants


def insert(replay, organization_id, since, stage):
    point = StageChange(organization_id=organization_id, since=since, stage=stage)
    if any(line.since == since for line in replay.live):
        with pytest.raises(DayTakenError):
            add(point, by=operator_id())
        return None
    add(point, by=operator_id())
    replay.lines.append(Line(since, stage, point.recorded_at))
    return point.recorded_at


def correct(replay, organization_id, place, since, stage):
    if not replay.live:
        return None
    line = replay.live[place % len(replay.live)]
    old = next(
        point for point in list_live(StageChange, organization_id) if point.since == line.since
    )
    new = StageChange(organization_id=organization_id, since=since, stage=stage)
    if any(other.since == since for other in replay.live if other is not line):
        with pytest.raises(DayTakenError):
            replace(old, new, by=operator_id())
        return None
    replace(old, new, by=operator_id())
    line.superseded_at = new.recorded_at
    replay.lines.append(Line(since, stage, new.recorded_at))
    return new.recorded_at


def take_back(replay, organization_id, place):
    if not replay.live:
        return None
    line = replay.live[place % len(replay.live)]
    old = next(
        point for point in list_live(StageChange, organization_id) if point.since == line.since
    )
    withdraw(old, by=operator_id())
    line.superseded_at = old.superseded_at
    return old.superseded_at


STEPS = {"insert": insert, "correct": correct, "withdraw": take_back}


def stage_at(organization_id, on, known_at):
    standpoint = Standpoint(0, "000000000000", on, date(on.year, 1, 1), known_at)
    statement = select(StageChange.stage).where(
        StageChange.organization_id == organization_id, at(StageChange, standpoint)
    )
    return db.session.scalars(statement).one_or_none()


class TestAnySequenceOfChanges:
    @settings(
        max_examples=18,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @example(story=TAKEN_BACK)
    @example(story=CARRIED_PAST)
    @given(story=stories)
    def test_equals_a_naive_replay_at_every_day_and_every_known_at(self, either_session, story):
        organization_id = OrganizationFactory.create().id

        replay, instants = tell(story, organization_id)

        assert instants == sorted(set(instants))
        for known_at in (None, *instants):
            for on in (FIRST - timedelta(days=1), *DAYS):
                expected = replay.stage(on, known_at or utc_now() + timedelta(days=1))
                assert stage_at(organization_id, on, known_at) == expected

    @settings(
        max_examples=10,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @example(story=TAKEN_BACK)
    @example(story=CARRIED_PAST)
    @given(story=stories)
    def test_leaves_every_live_point_ending_where_the_next_begins(self, either_session, story):
        organization_id = OrganizationFactory.create().id

        tell(story, organization_id)

        live = list_live(StageChange, organization_id)
        ends = [point.since for point in live[1:]] + [LAST_DAY]
        assert [point.until for point in live] == ends[: len(live)]


class TestReplace:
    def test_supersedes_the_old_row_at_the_instant_the_new_one_is_recorded(self, either_session):
        organization = OrganizationFactory.create()
        old = StageChangeFactory.create(organization_id=organization.id, since=FIRST)

        with writing():
            new = StageChange(
                organization_id=organization.id, since=FIRST, stage="growing", reason="抄错"
            )
            replace(old, new, by=operator_id())
            db.session.commit()

        assert old.superseded_at == new.recorded_at
        assert (old.stage, old.superseded_by) == ("sprouting", operator_id())


TABLES = {
    "standing_change": (StandingChange, StandingChangeFactory, "standing = 'revoked'"),
    "stage_change": (StageChange, StageChangeFactory, "stage = 'mature'"),
    "grade_change": (GradeChange, GradeChangeFactory, "expires_on = '2031-12-31'"),
}


def attempt(statement):
    """Run a statement as a mistaken program would, in a savepoint of its own."""
    with writing():
        with db.session.begin_nested():
            db.session.execute(text(statement))
        db.session.commit()


@pytest.mark.parametrize("table", TABLES)
class TestTheDatabaseItself:
    def make(self, table, **facts):
        organization = OrganizationFactory.create(histories__standing=None)
        return TABLES[table][1].create(organization_id=organization.id, **facts)

    def test_refuses_to_change_a_fact(self, either_session, table):
        point = self.make(table)

        with pytest.raises(DatabaseError):
            attempt(f"UPDATE {table} SET {TABLES[table][2]} WHERE id = {point.id}")

    @pytest.mark.parametrize(
        "change",
        [
            "since = '2019-01-01'",
            "since_precision = 'year'",
            "reason = '另有原因'",
            "recorded_at = '2019-01-01 00:00:00'",
            "organization_id = organization_id + 1",
        ],
    )
    def test_refuses_to_change_what_was_recorded_of_it(self, either_session, table, change):
        point = self.make(table)

        with pytest.raises(DatabaseError):
            attempt(f"UPDATE {table} SET {change} WHERE id = {point.id}")

    def test_refuses_to_supersede_twice(self, either_session, table):
        point = self.make(table, superseded_at=utc_now(), superseded_by=operator_id())

        with pytest.raises(DatabaseError):
            attempt(f"UPDATE {table} SET superseded_at = NULL WHERE id = {point.id}")

    def test_refuses_to_delete(self, either_session, table):
        point = self.make(table)

        with pytest.raises(DatabaseError):
            attempt(f"DELETE FROM {table} WHERE id = {point.id}")

    def test_refuses_two_live_points_on_one_day(self, either_session, table):
        point = self.make(table)

        with pytest.raises(DatabaseError):
            TABLES[table][1].create(organization_id=point.organization_id, since=point.since)

    def test_lets_the_end_follow_the_next_point(self, either_session, table):
        point = self.make(table)

        attempt(f"UPDATE {table} SET until = '2030-01-01' WHERE id = {point.id}")

        db.session.refresh(point)
        assert point.until == date(2030, 1, 1)
