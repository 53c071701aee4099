"""What the workbooks tell of people and of organizations. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.organizations.models import Organization
from app.organizations.queries import get_organization
from app.standpoint import Standpoint
from app.trainings.models import (
    Attendance,
    Presence,
    SessionDetail,
    SessionState,
    TrainingSession,
)


@dataclass(frozen=True)
class PersonHours:
    """A person with the sessions attended in the period; who it is, as last signed in."""

    last: Attendance
    sessions: int
    minutes: int


def list_hours(standpoint: Standpoint) -> list[PersonHours]:
    """Return everybody present in the period at sessions in view, the most minutes first."""
    of_person = (
        select(
            func.max(Attendance.id).label("last_id"),
            func.count(Attendance.session_id.distinct()).label("sessions"),
            func.coalesce(func.sum(SessionDetail.minutes), 0).label("minutes"),
        )
        .select_from(Attendance)
        .join(SessionDetail, SessionDetail.session_id == Attendance.session_id)
        .join(SessionDetail.session)
        .where(
            *_attended(standpoint),
            within(TrainingSession.division_code, standpoint),
            SessionDetail.held_on >= standpoint.since,
        )
        .group_by(Attendance.person_key)
        .subquery()
    )
    statement = (
        select(Attendance, of_person.c.sessions, of_person.c.minutes)
        .join(of_person, of_person.c.last_id == Attendance.id)
        .options(_organization_name())
        .order_by(of_person.c.minutes.desc(), Attendance.id)
    )
    return [PersonHours(*row) for row in db.session.execute(statement).tuples()]


def get_attendance(standpoint: Standpoint, attendance_id: int) -> Attendance:
    """Return a sign-in at a session in view. Raises NoResultFound."""
    statement = (
        select(Attendance)
        .join(SessionDetail, SessionDetail.session_id == Attendance.session_id)
        .join(SessionDetail.session)
        .options(_organization_name())
        .where(
            Attendance.id == attendance_id,
            known(Attendance, standpoint),
            known(SessionDetail, standpoint),
            within(TrainingSession.division_code, standpoint),
        )
    )
    return db.session.scalars(statement).one()


def list_attended_by(standpoint: Standpoint, person_key: str) -> Sequence[SessionDetail]:
    """Return the sessions in view that the person attended until the day, the earliest first."""
    statement = (
        _details()
        .join(Attendance, Attendance.session_id == SessionDetail.session_id)
        .where(
            *_attended(standpoint),
            within(TrainingSession.division_code, standpoint),
            Attendance.person_key == person_key,
        )
    )
    return db.session.scalars(statement).all()


def list_attended_by_organization(
    standpoint: Standpoint, organization_id: int
) -> list[tuple[SessionDetail, Attendance]]:
    """Return who of an organization attended what until the day, sessions of any division.

    Raises NoResultFound for an organization outside the standpoint.
    """
    get_organization(standpoint, organization_id)
    statement = (
        _details()
        .add_columns(Attendance)
        .join(Attendance, Attendance.session_id == SessionDetail.session_id)
        .where(*_attended(standpoint), Attendance.organization_id == organization_id)
        .order_by(Attendance.id)
    )
    return list(db.session.execute(statement).tuples())


def _details() -> Select[tuple[SessionDetail]]:
    return (
        select(SessionDetail)
        .join(SessionDetail.session)
        .options(contains_eager(SessionDetail.session))
        .order_by(SessionDetail.held_on, SessionDetail.session_id)
    )


def _attended(standpoint: Standpoint) -> tuple[ColumnElement[bool], ...]:
    return (
        known(Attendance, standpoint),
        known(SessionDetail, standpoint),
        Attendance.presence == Presence.PRESENT,
        SessionDetail.state == SessionState.HELD,
        SessionDetail.held_on <= standpoint.on,
    )


def _organization_name() -> _AbstractLoad:
    return joinedload(Attendance.organization).load_only(Organization.name)
