from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from app.audit.operations import INSTANT
from app.extensions import db
from app.metrics.queries import numbers
from app.organizations.errors import FutureDayError, KnownAtRefusedError
from app.standpoint import today
from app.trainings.metrics import ATTENDED, SESSIONS
from app.trainings.models import Presence, SessionState, SignUpState
from app.trainings.sessions import errors, operations, queries
from app.trainings.sessions.facts import SessionFacts, SignIn, SignUpEntry
from tests.factories.trainings import SessionFactory

DAY = date(2026, 3, 1)
FACTS = SessionFacts(title="财务规范", held_on=DAY, minutes=90, state=SessionState.HELD)


def person(session_id, name="甲子丑", phone="13800000001", **more):
    return SignIn(session_id=session_id, name=name, phone=phone, **more)


def later():
    """Begin another write turn as far as instants are concerned."""
    db.session.commit()
    db.session.info.pop(INSTANT, None)


class TestPlanning:
    def test_numbers_run_on_and_are_never_given_twice(self, look, last_event):
        first = operations.plan_session(look, FACTS)
        operations.plan_session(look, replace(FACTS, number="PX-2026-07"))
        operations.delete_session(look, first)
        third = operations.plan_session(look, FACTS)
        old = operations.plan_session(look, replace(FACTS, held_on=date(2025, 1, 1)))

        assert queries.get_session(look, third).session.number == "PX-2026-08"
        assert queries.get_session(look, old).session.number == "PX-2025-01"
        assert last_event().action == "training:plan"

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"ends_on": DAY - timedelta(days=1)}, errors.EndBeforeStartError),
            ({"minutes": 0}, errors.MinutesError),
            ({"minutes": 6001}, errors.MinutesError),
            ({"held_on": today() + timedelta(days=1)}, FutureDayError),
            ({"course_id": 99}, errors.UnknownChoiceError),
            ({"category_id": 99}, errors.UnknownChoiceError),
            ({"mentor_ids": (99,)}, errors.UnknownChoiceError),
        ],
    )
    def test_refuses_what_cannot_be(self, look, changes, error):
        with pytest.raises(error):
            operations.plan_session(look, replace(FACTS, **changes))

    def test_refuses_a_number_twice_and_looks_at_the_past(self, look):
        operations.plan_session(look, replace(FACTS, number="一"))

        with pytest.raises(errors.NumberTakenError):
            operations.plan_session(look, replace(FACTS, number="一"))
        with pytest.raises(KnownAtRefusedError):
            from_past = replace(look, known_at=queries.get_session(look, 1).recorded_at)
            operations.plan_session(from_past, FACTS)


class TestEditing:
    def test_keeps_what_was_known_before(self, look, last_event):
        number = operations.plan_session(look, FACTS)
        before = replace(look, known_at=queries.get_session(look, number).recorded_at)
        later()
        operations.edit_session(look, number, replace(FACTS, title="新"), 1)

        assert last_event().changes["title"] == ["财务规范", "新"]
        assert queries.get_session(before, number).title == "财务规范"
        assert queries.get_session(look, number).title == "新"
        with pytest.raises(errors.StaleSessionError):
            operations.edit_session(look, number, FACTS, 1)

    def test_keeps_held_what_people_were_at(self, look):
        number = operations.plan_session(look, FACTS)
        operations.record_sign_ins(look, number, [person(number)])

        with pytest.raises(errors.HasPresentError):
            operations.cancel_session(look, number)

    def test_a_deleted_session_counts_nowhere_until_restored(self, look):
        number = operations.plan_session(look, FACTS)
        operations.record_sign_ins(look, number, [person(number)])
        before = replace(look, known_at=queries.get_session(look, number).recorded_at)
        later()
        operations.delete_session(look, number, "重复")
        metrics = [SESSIONS, ATTENDED]

        assert set(numbers(look, metrics).values()) == {0}
        assert set(numbers(before, metrics).values()) == {1}
        later()
        operations.restore_session(look, number)
        assert set(numbers(look, metrics).values()) == {1}


class TestSigningIn:
    def test_counts_a_person_once_and_puts_right(self, look, organization, last_event):
        number = operations.plan_session(look, FACTS)
        ins = [person(number, presence=Presence.ABSENT), person(number, name="甲 子丑")]

        first = operations.record_sign_ins(look, number, ins)
        again = operations.record_sign_ins(look, number, ins)
        event = last_event()
        later()
        excused = person(number, presence=Presence.EXCUSED, organization_id=organization.id)
        third = operations.record_sign_ins(look, number, [excused])

        assert (first.added, again.unchanged, third.corrected) == (1, 1, 1)
        assert event.changes == {"added": 1, "corrected": 0}
        (row,) = queries.list_sign_ins(look, number)
        assert row.presence is Presence.EXCUSED
        operations.withdraw_sign_in(look, number, row.id)
        assert last_event().changes == {"name": "甲**"}
        assert queries.list_sign_ins(look, number) == []

    def test_refuses_strangers_days_to_come_and_long_names(self, look, foreign):
        number = operations.plan_session(look, FACTS)
        ahead = replace(FACTS, held_on=today() + timedelta(days=1), state=SessionState.PLANNED)
        tomorrow = operations.plan_session(look, ahead)

        with pytest.raises(NoResultFound):
            operations.record_sign_ins(look, number, [person(number, organization_id=foreign.id)])
        with pytest.raises(errors.NamelessError):
            operations.record_sign_ins(look, number, [person(number, name="甲" * 500)])
        with pytest.raises(FutureDayError):
            operations.record_sign_ins(look, tomorrow, [person(tomorrow)])

    def test_of_another_division_is_not_found(self, look, codes):
        other = SessionFactory.create(division_code=codes["云栖街道"])

        with pytest.raises(NoResultFound):
            operations.record_sign_ins(look, other.session_id, [person(other.session_id)])


class TestSigningUp:
    def test_beyond_the_capacity_one_waits_and_moves_up(self, look):
        planned = replace(FACTS, held_on=today(), state=SessionState.PLANNED, capacity=1)
        number = operations.plan_session(look, planned)
        entries = [SignUpEntry(name="甲子丑"), SignUpEntry(name="乙丑寅")]

        counts = operations.sign_up(look, number, entries)
        assert (counts.taken, counts.waiting) == (1, 1)
        later()
        first, _second = queries.list_sign_ups(look, number)
        assert operations.cancel_sign_up(look, number, first.id) == 1

        states = {row.name: row.state for row in queries.list_sign_ups(look, number)}
        assert states == {"甲子丑": SignUpState.CANCELED, "乙丑寅": SignUpState.TAKEN}

    def test_is_closed_for_a_session_held(self, look):
        number = operations.plan_session(look, FACTS)

        with pytest.raises(errors.ClosedSignUpError):
            operations.sign_up(look, number, [SignUpEntry(name="甲子丑")])


class TestMatching:
    def test_links_every_way_of_writing_and_keeps_a_person_once(self, look, organization):
        number = operations.plan_session(look, FACTS)
        people = [
            person(number, phone=None, organization_text="晴湾 棋社"),
            person(number, phone=None, organization_id=organization.id),
            person(number, name="乙丑寅", organization_text="晴湾棋社"),
        ]
        operations.record_sign_ins(look, number, people)
        later()

        assert operations.match_text(look, "晴湾棋社", organization.id) == 2
        rows = queries.list_sign_ins(look, number)
        assert sorted(row.name for row in rows) == ["乙丑寅", "甲子丑"]
        assert {row.organization_id for row in rows} == {organization.id}

    def test_keeps_that_somebody_was_present(self, look, organization):
        number = operations.plan_session(look, FACTS)
        absent = {"presence": Presence.ABSENT, "organization_id": organization.id}
        people = [
            person(number, phone=None, **absent),
            person(number, phone=None, organization_text="晴湾 棋社"),
            person(number, phone=None, organization_text="晴湾棋协", presence=Presence.ABSENT),
        ]
        operations.record_sign_ins(look, number, people)
        for text in ("晴湾棋社", "晴湾棋协"):
            later()
            operations.match_text(look, text, organization.id)

        (row,) = queries.list_sign_ins(look, number)
        assert row.presence is Presence.PRESENT
