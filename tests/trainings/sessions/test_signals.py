from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.extensions import db
from app.metrics.queries import numbers
from app.organizations.contributions import find_column
from app.organizations.sources import Sources
from app.standpoint import today
from app.trainings import signals
from app.trainings.metrics import COVERAGE, NEVER
from app.trainings.models import Presence, SessionState
from app.trainings.timeline import TIMELINE
from tests.factories.trainings import AttendanceFactory, SessionFactory, SignUpFactory


def items(signal, look):
    return db.session.execute(signal.items(look)).all()


@pytest.fixture
def held(codes):
    """Return a function that makes sessions held so many days ago."""

    def make(ago, **more):
        day = today() - timedelta(days=ago)
        return SessionFactory.create(
            division_code=codes["晴川街道"], held_on=day, **more
        ).session_id

    return make


class TestStillPlanned:
    def test_until_it_is_held_or_canceled(self, look, held):
        past = held(1, state=SessionState.PLANNED)
        held(0, state=SessionState.PLANNED)
        held(1)

        assert [row.subject_id for row in items(signals.STILL_PLANNED, look)] == [past]


class TestNoShow:
    def test_until_the_person_is_excused(self, look, held):
        number = held(3)
        SignUpFactory.create(session_id=number, name="甲子丑")
        SignUpFactory.create(session_id=number, name="乙丑寅")
        AttendanceFactory.create(session_id=number, name="乙丑寅")

        (row,) = items(signals.NO_SHOW, look)
        assert (row.subject_id, row.title) == (number, "甲**")
        AttendanceFactory.create(session_id=number, name="甲子丑", presence=Presence.EXCUSED)
        assert items(signals.NO_SHOW, look) == []


class TestAbsentInARow:
    def test_three_times_and_cleared_by_a_presence(self, look, held, organization):
        for ago in (9, 7, 5):
            AttendanceFactory.create(
                session_id=held(ago), presence=Presence.ABSENT, phone="13800000001",
                organization_id=organization.id,
            )  # fmt: skip
        AttendanceFactory.create(session_id=held(3), presence=Presence.EXCUSED, phone="13800000001")

        (row,) = items(signals.ABSENT_IN_A_ROW, look)
        assert row.organization_id == organization.id
        AttendanceFactory.create(session_id=held(1), phone="13800000001")
        assert items(signals.ABSENT_IN_A_ROW, look) == []


class TestUntrained:
    def test_once_there_were_trainings(self, look, held, organization):
        assert items(signals.UNTRAINED, look) == []
        number = held(0)
        assert [row.subject_id for row in items(signals.UNTRAINED, look)] == [organization.id]
        assert numbers(look, [COVERAGE, NEVER]) == {COVERAGE.key: 0.0, NEVER.key: 1}

        AttendanceFactory.create(session_id=number, organization_id=organization.id)
        assert items(signals.UNTRAINED, look) == []
        assert numbers(look, [COVERAGE, NEVER]) == {COVERAGE.key: 100.0, NEVER.key: 0}


class TestOfAnOrganization:
    def test_columns_and_timeline_tell_of_it(self, look, held, organization, foreign):
        first, second = held(400), held(0)
        for number in (first, second):
            AttendanceFactory.create(session_id=number, organization_id=organization.id)
        AttendanceFactory.create(session_id=second, organization_id=organization.id, name="乙丑寅")
        AttendanceFactory.create(session_id=second, organization_id=foreign.id, name="丙寅卯")

        sources = Sources(look)
        parts = [
            column.select(sources)[0]
            for key in ("trainings_attended", "last_trained_on")
            if (column := find_column(key))
        ]
        assert db.session.execute(sources.select(*parts)).all() == [(1, today())]
        entries = TIMELINE[0].entries(look, organization.id)
        assert [entry.on.date for entry in entries] == [today(), today() - timedelta(days=400)]
        earlier = replace(look, on=date(2024, 1, 1))
        assert TIMELINE[0].entries(earlier, organization.id) == []
