"""Which sessions there are. A session is what its detail, known at the standpoint, says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.standpoint import Standpoint, today
from app.trainings.lessons import lessons
from app.trainings.models import (
    Attendance,
    Form,
    Presence,
    SessionDetail,
    SessionMentor,
    SessionState,
    SignUp,
    SignUpState,
    TrainingSession,
)


@dataclass(frozen=True)
class SessionFilter:
    """What narrows the list; without a first day it begins with the standpoint's period."""

    state: SessionState | None = None
    category_id: int | None = None
    form: Form | None = None
    first: date | None = None
    last: date | None = None
    text: str = ""
    course_id: int | None = None
    mentor_id: int | None = None
    of_all_time: bool = False


@dataclass(frozen=True)
class SessionRow:
    """A session with how many were present and how many signed up."""

    detail: SessionDetail
    present: int
    signed_up: int
    waiting: int

    @property
    def session(self) -> TrainingSession:
        return self.detail.session


@dataclass(frozen=True)
class Totals:
    """The three numbers and the hours, from sign-ins; `claimed` stands apart."""

    sessions: int
    attendances: int
    people: int
    lessons: float
    claimed: int
    claimed_sessions: int


def in_view(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for details of sessions of the division as known, of any day."""
    return and_(known(SessionDetail, standpoint), within(TrainingSession.division_code, standpoint))


def get_session(
    standpoint: Standpoint, session_id: int, *, is_locked: bool = False
) -> SessionDetail:
    """Return the detail with its `session`. Raises NoResultFound, for a deleted one too."""
    statement = _details(standpoint).where(SessionDetail.session_id == session_id)
    if is_locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def mentor_ids_of(standpoint: Standpoint, session_id: int) -> list[int]:
    get_session(standpoint, session_id)
    statement = select(SessionMentor.mentor_id).where(SessionMentor.session_id == session_id)
    return list(db.session.scalars(statement.order_by(SessionMentor.mentor_id)))


def count_sessions(standpoint: Standpoint, wanted: SessionFilter) -> int:
    statement = select(func.count()).select_from(SessionDetail).join(SessionDetail.session)
    return db.session.scalar(statement.where(*_matching(standpoint, wanted))) or 0


def first_day(standpoint: Standpoint) -> date | None:
    """Return the day of the earliest session in view, of whatever period."""
    statement = select(func.min(SessionDetail.held_on)).join(SessionDetail.session)
    return db.session.scalar(statement.where(in_view(standpoint)))


def list_sessions(
    standpoint: Standpoint,
    wanted: SessionFilter,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> list[SessionRow]:
    """Return sessions, the latest first, with their counts."""
    present = _count(standpoint, Attendance, Attendance.presence == Presence.PRESENT)
    taken = _count(standpoint, SignUp, SignUp.state == SignUpState.TAKEN)
    waiting = _count(standpoint, SignUp, SignUp.state == SignUpState.WAITING)
    statement = (
        _details(standpoint)
        .add_columns(present, taken, waiting)
        .where(*_matching(standpoint, wanted))
        .order_by(SessionDetail.held_on.desc(), SessionDetail.session_id.desc())
    )
    rows = db.session.execute(statement.offset(offset).limit(limit)).tuples()
    return [SessionRow(*row) for row in rows]


def total(standpoint: Standpoint, wanted: SessionFilter) -> Totals:
    """Return the numbers over the sessions held that the filter leaves, up to the day."""
    held = [
        *_matching(standpoint, wanted),
        SessionDetail.state == SessionState.HELD,
        SessionDetail.held_on <= standpoint.on,
    ]
    attendances = (
        select(
            func.count(Attendance.id),
            func.count(Attendance.person_key.distinct()),
            func.coalesce(func.sum(lessons(SessionDetail.minutes)), 0),
        )
        .select_from(SessionDetail)
        .join(SessionDetail.session)
        .join(Attendance, Attendance.session_id == SessionDetail.session_id)
        .where(*held, known(Attendance, standpoint), Attendance.presence == Presence.PRESENT)
    )
    claimed = SessionDetail.claimed
    sessions = (
        select(func.count(), func.coalesce(func.sum(claimed), 0), func.count(claimed))
        .select_from(SessionDetail)
        .join(SessionDetail.session)
        .where(*held)
    )
    count, people, hours = db.session.execute(attendances).one()
    number, claims, claiming = db.session.execute(sessions).one()
    return Totals(number, count, people, float(hours), int(claims), claiming)


def list_deleted(standpoint: Standpoint) -> Sequence[SessionDetail]:
    """Return the sessions of the recycle bin as they last were, the latest deleted first."""
    statement = _last_details(standpoint)
    return db.session.scalars(statement.order_by(TrainingSession.superseded_at.desc())).all()


def get_deleted(standpoint: Standpoint, session_id: int) -> SessionDetail:
    """Return a session of the recycle bin as it last was. Raises NoResultFound."""
    statement = _last_details(standpoint).where(TrainingSession.id == session_id)
    return db.session.scalars(statement).one()


def _details(standpoint: Standpoint) -> Select[tuple[SessionDetail]]:
    return (
        select(SessionDetail)
        .join(SessionDetail.session)
        .options(contains_eager(SessionDetail.session))
        .where(in_view(standpoint))
    )


def _last_details(standpoint: Standpoint) -> Select[tuple[SessionDetail]]:
    last = (
        select(func.max(SessionDetail.id))
        .where(SessionDetail.session_id == TrainingSession.id)
        .correlate(TrainingSession)
        .scalar_subquery()
    )
    return (
        select(SessionDetail)
        .join(SessionDetail.session)
        .options(contains_eager(SessionDetail.session))
        .where(
            SessionDetail.id == last,
            TrainingSession.superseded_at.is_not(None),
            within(TrainingSession.division_code, standpoint),
        )
    )


def _count(standpoint: Standpoint, model: Any, condition: ColumnElement[bool]) -> Any:
    return (
        select(func.count())
        .select_from(model)
        .where(model.session_id == SessionDetail.session_id, known(model, standpoint), condition)
        .correlate(SessionDetail)
        .scalar_subquery()
    )


def _matching(standpoint: Standpoint, wanted: SessionFilter) -> list[ColumnElement[bool]]:
    conditions = [in_view(standpoint)]
    first = wanted.first or (None if wanted.of_all_time else standpoint.since)
    if first is not None:
        conditions.append(SessionDetail.held_on >= first)
    if wanted.last is not None:
        conditions.append(SessionDetail.held_on <= wanted.last)
    if standpoint.on < today():  # a picture of the past does not tell what was to come
        conditions.append(SessionDetail.held_on <= standpoint.on)
    alike = (
        (SessionDetail.state, wanted.state),
        (SessionDetail.category_id, wanted.category_id),
        (SessionDetail.form, wanted.form),
        (TrainingSession.course_id, wanted.course_id),
    )
    conditions += [column == value for column, value in alike if value is not None]
    if wanted.mentor_id is not None:
        conditions.append(SessionDetail.session_id.in_(_taught_by(wanted.mentor_id)))
    return [*conditions, *(_named(word) for word in wanted.text.split())]


def _taught_by(mentor_id: int) -> Select[tuple[int]]:
    return select(SessionMentor.session_id).where(SessionMentor.mentor_id == mentor_id)


def _named(word: str) -> ColumnElement[bool]:
    columns = (
        SessionDetail.title,
        SessionDetail.lecturer,
        SessionDetail.place,
        TrainingSession.number,
    )
    return or_(*(column.icontains(word, autoescape=True) for column in columns))
