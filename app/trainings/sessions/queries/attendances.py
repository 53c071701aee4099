"""Who signed up for a session and who was there."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

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
    SignUp,
    SignUpState,
    TrainingSession,
)
from app.trainings.sessions.queries.sessions import get_session

Row = TypeVar("Row", Attendance, SignUp)


def list_sign_ins(
    standpoint: Standpoint, session_id: int, *, offset: int = 0, limit: int | None = None
) -> Sequence[Attendance]:
    """Return who was, or was not, there, with organizations, in the order signed in."""
    get_session(standpoint, session_id)
    statement = _people(standpoint, Attendance, session_id)
    statement = statement.order_by(Attendance.id).offset(offset).limit(limit)
    return db.session.scalars(statement).all()


def list_sign_ups(
    standpoint: Standpoint,
    session_id: int,
    states: Collection[SignUpState] = tuple(SignUpState),
) -> Sequence[SignUp]:
    """Return who signed up, with organizations, in the order signed up."""
    get_session(standpoint, session_id)
    statement = _people(standpoint, SignUp, session_id).where(SignUp.state.in_(states))
    return db.session.scalars(statement.order_by(SignUp.id)).all()


def attendance_counts(standpoint: Standpoint, session_id: int) -> dict[Presence, int]:
    get_session(standpoint, session_id)
    statement = (
        select(Attendance.presence, func.count())
        .where(Attendance.session_id == session_id, known(Attendance, standpoint))
        .group_by(Attendance.presence)
    )
    found = dict(db.session.execute(statement).tuples().all())
    return {presence: found.get(presence, 0) for presence in Presence}


def sign_up_counts(standpoint: Standpoint, session_id: int) -> dict[SignUpState, int]:
    get_session(standpoint, session_id)
    statement = (
        select(SignUp.state, func.count())
        .where(SignUp.session_id == session_id, known(SignUp, standpoint))
        .group_by(SignUp.state)
    )
    found = dict(db.session.execute(statement).tuples().all())
    return {state: found.get(state, 0) for state in SignUpState}


def past_sessions_of(
    standpoint: Standpoint, organization_id: int
) -> list[tuple[SessionDetail, int, int]]:
    """Return the sessions held the organization was expected at, the latest first.

    With each, how many of it were present and how many were excused or absent. Sessions of any
    division count: it is the organization that must be in view.
    """
    get_organization(standpoint, organization_id)
    present = Attendance.presence == Presence.PRESENT
    statement = (
        select(SessionDetail, func.count().filter(present), func.count().filter(~present))
        .join(SessionDetail.session)
        .join(Attendance, Attendance.session_id == SessionDetail.session_id)
        .options(contains_eager(SessionDetail.session))
        .where(
            Attendance.organization_id == organization_id,
            known(Attendance, standpoint),
            known(SessionDetail, standpoint),
            SessionDetail.state == SessionState.HELD,
            SessionDetail.held_on <= standpoint.on,
        )
        .group_by(SessionDetail.id, TrainingSession.id)
        .order_by(SessionDetail.held_on.desc(), SessionDetail.session_id.desc())
    )
    return list(db.session.execute(statement).tuples())


def _people(standpoint: Standpoint, model: type[Row], session_id: int) -> Select[tuple[Row]]:
    return (
        select(model)
        .options(
            joinedload(model.organization).load_only(Organization.name, Organization.division_code)
        )
        .where(model.session_id == session_id, known(model, standpoint))
    )
