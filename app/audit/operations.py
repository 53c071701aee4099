"""Writing audit events, and the one instant a write turn records everything at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import has_request_context, request

from app.audit.actions import ACTIONS
from app.audit.models import AuditEvent
from app.db import utc_now
from app.extensions import db

INSTANT = "audit.instant"
# Any number will do, as long as every writer asks for the same one.
WRITERS_LOCK = 33_019_900


@dataclass(frozen=True)
class Subject:
    """What an event is about: its table, number (none for a whole list) and name."""

    type: str
    id: int | None
    name: str
    division_code: str | None = None


def instant() -> datetime:
    """Return the instant of this transaction: later than that of any before it.

    "As the system knew it at k" rests on this order, so the clock alone is not trusted, and on
    PostgreSQL writers of dated facts go one after the other from here on.
    """
    known: datetime | None = db.session.info.get(INSTANT)
    if known is None:
        if db.session.get_bind().dialect.name == "postgresql":
            db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS_LOCK)))
        last = db.session.scalar(sa.select(sa.func.max(AuditEvent.at)))
        now = utc_now()
        known = now if last is None else max(now, last + timedelta(microseconds=1))
        db.session.info[INSTANT] = known
    return known


def record(action: str, subject: Subject, *, by: int | None, **changes: Any) -> None:
    """Add an event to the caller's transaction: the two are kept or lost together."""
    record_many(action, [(subject, changes)], by=by)


def record_many(
    action: str, subjects: list[tuple[Subject, dict[str, Any]]], *, by: int | None
) -> None:
    assert action in ACTIONS, action
    at = instant()
    rows = [
        {
            "at": at,
            "actor_id": by,
            "address": request.remote_addr if has_request_context() else None,
            "action": action,
            "subject_type": subject.type,
            "subject_id": subject.id,
            "subject_name": subject.name,
            "division_code": subject.division_code,
            "changes": changes,
        }
        for subject, changes in subjects
    ]
    db.session.flush()
    if rows:
        db.session.execute(sa.insert(AuditEvent), rows)
