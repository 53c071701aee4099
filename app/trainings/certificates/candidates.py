"""Who attended a course and what is lacking for a certificate of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.extensions import db
from app.history.points import known
from app.organizations.models import Organization
from app.standpoint import Standpoint
from app.trainings.certificates.conditions import Conditions, Lack, Tally, lacking
from app.trainings.models import (
    Attendance,
    Certificate,
    Course,
    PassedTest,
    Presence,
    SessionDetail,
    SessionState,
    TrainingSession,
)
from app.values.names import sort_key


@dataclass(frozen=True)
class Attended:
    """A session of the course somebody was present at."""

    id: int  # of the sign-in
    person_key: str
    name: str
    organization_id: int | None
    organization: str | None
    session_id: int
    minutes: int | None
    held_on: date


@dataclass(frozen=True)
class Candidate:
    """A person with their tally; name and organization are those of the latest sign-in."""

    attendance_id: int
    person_key: str
    name: str
    organization_id: int | None
    organization: str | None
    tally: Tally
    lacks: tuple[Lack, ...]
    number: str | None  # of the certificate valid at the standpoint

    @property
    def is_ready(self) -> bool:
        return not self.lacks and self.number is None


def conditions_of(course: Course) -> Conditions:
    return Conditions(
        minutes=course.certificate_minutes,
        sessions=course.certificate_sessions,
        needs_test=course.certificate_needs_test,
    )


def list_candidates(standpoint: Standpoint, course: Course) -> list[Candidate]:
    """Return everybody present at the course by the standpoint's day, those ready first."""
    passed = _passed(standpoint, course.id)
    numbers = _valid_numbers(standpoint, course.id)
    conditions = conditions_of(course)
    people: dict[str, list[Attended]] = {}
    for attended in _attended(standpoint, course.id):
        people.setdefault(attended.person_key, []).append(attended)
    found = [
        _candidate(rows, conditions, has_passed=key in passed, number=numbers.get(key))
        for key, rows in people.items()
    ]
    return sorted(found, key=lambda item: (not item.is_ready, sort_key(item.name), item.person_key))


def _candidate(
    rows: Sequence[Attended], conditions: Conditions, *, has_passed: bool, number: str | None
) -> Candidate:
    last = max(rows, key=lambda row: (row.held_on, row.id))
    tally = Tally(
        minutes=sum(row.minutes or 0 for row in rows),
        sessions=len({row.session_id for row in rows}),
        has_passed=has_passed,
    )
    return Candidate(
        attendance_id=last.id,
        person_key=last.person_key,
        name=last.name,
        organization_id=last.organization_id,
        organization=last.organization,
        tally=tally,
        lacks=lacking(conditions, tally),
        number=number,
    )


def _attended(standpoint: Standpoint, course_id: int) -> Iterable[Attended]:
    statement = (
        select(Attendance, Organization.name, SessionDetail.minutes, SessionDetail.held_on)
        .join(TrainingSession, TrainingSession.id == Attendance.session_id)
        .join(SessionDetail, SessionDetail.session_id == Attendance.session_id)
        .outerjoin(Organization, Organization.id == Attendance.organization_id)
        .where(
            TrainingSession.course_id == course_id,
            known(TrainingSession, standpoint),
            known(SessionDetail, standpoint),
            known(Attendance, standpoint),
            SessionDetail.state == SessionState.HELD,
            SessionDetail.held_on <= standpoint.on,
            Attendance.presence == Presence.PRESENT,
        )
    )
    for row, organization, minutes, held_on in db.session.execute(statement).tuples():
        yield Attended(
            id=row.id,
            person_key=row.person_key,
            name=row.name,
            organization_id=row.organization_id,
            organization=organization or row.organization_text,
            session_id=row.session_id,
            minutes=minutes,
            held_on=held_on,
        )


def _passed(standpoint: Standpoint, course_id: int) -> set[str]:
    statement = select(PassedTest.person_key).where(
        PassedTest.course_id == course_id, known(PassedTest, standpoint)
    )
    return set(db.session.scalars(statement))


def _valid_numbers(standpoint: Standpoint, course_id: int) -> dict[str, str]:
    statement = select(Certificate.person_key, Certificate.number).where(
        Certificate.course_id == course_id,
        known(Certificate, standpoint),
        Certificate.issued_on <= standpoint.on,
        or_(Certificate.expires_on.is_(None), Certificate.expires_on >= standpoint.on),
    )
    return dict(db.session.execute(statement).tuples().all())
