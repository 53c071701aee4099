"""Reads of the audit log, newest first. It stands below divisions and takes a range of codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select

from app.audit.models import AuditEvent
from app.extensions import db


@dataclass(frozen=True)
class EventFilter:
    """What to show of the log; None means all."""

    action: str | None = None
    actor_id: int | None = None
    subject_name: str | None = None
    first: datetime | None = None
    last: datetime | None = None
    codes: tuple[str, str] | None = None  # division codes from, to; events of no division count


def list_events(wanted: EventFilter, *, offset: int, limit: int) -> Sequence[AuditEvent]:
    statement = _matching(wanted).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    return db.session.scalars(statement.offset(offset).limit(limit)).all()


def count_events(wanted: EventFilter, *, up_to: int) -> int:
    """Count the events, but stop at `up_to`: an exact total of millions helps nobody."""
    some = _matching(wanted).with_only_columns(AuditEvent.id).limit(up_to).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def list_events_of(subject_type: str, subject_id: int) -> Sequence[AuditEvent]:
    statement = select(AuditEvent).where(
        AuditEvent.subject_type == subject_type, AuditEvent.subject_id == subject_id
    )
    return db.session.scalars(statement.order_by(AuditEvent.at, AuditEvent.id)).all()


def _matching(wanted: EventFilter) -> Select[tuple[AuditEvent]]:
    statement = select(AuditEvent)
    if wanted.action is not None:
        statement = statement.where(AuditEvent.action == wanted.action)
    if wanted.actor_id is not None:
        statement = statement.where(AuditEvent.actor_id == wanted.actor_id)
    if wanted.subject_name:
        statement = statement.where(
            AuditEvent.subject_name.contains(wanted.subject_name, autoescape=True)
        )
    if wanted.codes is not None:
        inside = AuditEvent.division_code.between(*wanted.codes)
        statement = statement.where(or_(inside, AuditEvent.division_code.is_(None)))
    if wanted.first is not None:
        statement = statement.where(AuditEvent.at >= wanted.first)
    if wanted.last is not None:
        statement = statement.where(AuditEvent.at < wanted.last)
    return statement
