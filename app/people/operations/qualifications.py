"""Levels of the social-work profession a person obtained."""

from datetime import date

from sqlalchemy import select

from app.audit import operations as audit
from app.extensions import db
from app.organizations.errors import FutureDayError
from app.people import queries
from app.people.errors import LevelTakenError
from app.people.models import Qualification, QualificationLevel
from app.people.operations.subject import person_to_change, subject, supersede, take_place, touch
from app.standpoint import Standpoint, today


def record_qualification(
    standpoint: Standpoint,
    person_id: int,
    level: QualificationLevel,
    obtained_on: date,
    certificate_number: str | None = None,
) -> int:
    """Record a level; return its number. Raises FutureDayError, LevelTakenError."""
    person = person_to_change(standpoint, person_id)
    if obtained_on > today():
        raise FutureDayError
    taken = select(Qualification.id).where(
        Qualification.person_id == person.id,
        Qualification.level == level,
        Qualification.superseded_at.is_(None),
    )
    if db.session.scalar(taken.limit(1)) is not None:
        raise LevelTakenError
    qualification = Qualification(
        person_id=person.id,
        level=level,
        obtained_on=obtained_on,
        certificate_number=certificate_number,
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )
    db.session.add(qualification)
    db.session.flush()
    touch(person)
    audit.record(
        "person:qualification:record",
        subject(person),
        by=standpoint.viewer,
        level=[None, level],
        obtained_on=obtained_on.isoformat(),
    )
    return qualification.id


def withdraw_qualification(
    standpoint: Standpoint, qualification_id: int, reason: str | None = None
) -> None:
    """Take back a level that was recorded wrongly."""
    take_place(standpoint)
    qualification = queries.get_qualification(standpoint, qualification_id)
    person = person_to_change(standpoint, qualification.person_id)
    supersede(qualification, by=standpoint.viewer)
    touch(person)
    audit.record(
        "person:qualification:withdraw",
        subject(person),
        by=standpoint.viewer,
        level=[qualification.level, None],
        reason=reason,
    )
