from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.audit import operations as audit
from app.audit.models import AuditEvent
from app.turns import writing

SUBJECT = audit.Subject("organization", 7, "晴川街道商会", "330199001000")


class TestRecord:
    def test_keeps_who_did_what_to_what(self, session):
        with writing():
            audit.record("organization:edit", SUBJECT, by=1, name=["旧", "新"])
            session.commit()

        event = session.scalars(sa.select(AuditEvent)).one()
        assert (event.actor_id, event.subject_id, event.subject_name) == (1, 7, "晴川街道商会")
        assert event.changes == {"name": ["旧", "新"]}

    def test_is_lost_with_the_transaction_it_belongs_to(self, session):
        with writing():
            audit.record("organization:edit", SUBJECT, by=1)

        assert session.scalars(sa.select(AuditEvent)).all() == []

    def test_takes_no_action_that_is_not_declared(self, session):
        with pytest.raises(AssertionError), writing():
            audit.record("organization:invent", SUBJECT, by=1)

    @pytest.mark.parametrize(
        "statement", ["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"]
    )
    def test_is_written_once(self, session, statement):
        with writing():
            audit.record("organization:edit", SUBJECT, by=1)
            with pytest.raises(sa.exc.DatabaseError, match="written once"):
                session.execute(sa.text(statement))


class TestInstant:
    def test_is_one_for_a_turn_and_later_for_the_next(self, session):
        instants = []
        for _ in range(3):
            with writing():
                instants += [audit.instant(), audit.instant()]
                audit.record("organization:edit", SUBJECT, by=1)
                session.commit()

        assert instants[0] == instants[1] < instants[2] == instants[3] < instants[4]

    def test_rises_even_when_the_clock_was_set_back(self, session):
        ahead = datetime.now(UTC) + timedelta(days=400)
        with writing():
            session.add(
                AuditEvent(
                    at=ahead, action="organization:edit", subject_type="organization",
                    subject_name="", changes={},
                )
            )  # fmt: skip
            session.commit()

        with writing():
            assert audit.instant() > ahead
