"""Reads of courses. Every function takes the standpoint first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select

from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.standpoint import Standpoint
from app.trainings.models import Course, SessionDetail, SessionState, TrainingSession


@dataclass(frozen=True)
class CourseRow:
    """A course with how many of its sessions were held up to the day, and how many are planned."""

    course: Course
    held: int
    planned: int


def get_course(standpoint: Standpoint, course_id: int, *, is_locked: bool = False) -> Course:
    """Return a course. Raises NoResultFound."""
    statement = select(Course).where(Course.id == course_id, _in_view(standpoint))
    if is_locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def list_courses(standpoint: Standpoint) -> Sequence[Course]:
    statement = select(Course).where(_in_view(standpoint))
    return db.session.scalars(statement.order_by(Course.title, Course.id)).all()


def count_courses(standpoint: Standpoint) -> int:
    return db.session.scalar(select(func.count(Course.id)).where(_in_view(standpoint))) or 0


def list_course_rows(
    standpoint: Standpoint, *, offset: int = 0, limit: int | None = None
) -> list[CourseRow]:
    statement = (
        select(
            Course,
            _count(standpoint, SessionState.HELD),
            _count(standpoint, SessionState.PLANNED),
        )
        .where(_in_view(standpoint))
        .order_by(Course.title, Course.id)
    )
    rows = db.session.execute(statement.offset(offset).limit(limit)).tuples()
    return [CourseRow(*row) for row in rows]


def _count(standpoint: Standpoint, state: SessionState) -> ColumnElement[int]:
    conditions = [SessionDetail.state == state]
    if state is SessionState.HELD:
        conditions.append(SessionDetail.held_on <= standpoint.on)
    return (
        select(func.count())
        .select_from(SessionDetail)
        .join(TrainingSession, TrainingSession.id == SessionDetail.session_id)
        .where(
            TrainingSession.course_id == Course.id, known(SessionDetail, standpoint), *conditions
        )
        .correlate(Course)
        .scalar_subquery()
    )


def _in_view(standpoint: Standpoint) -> ColumnElement[bool]:
    return and_(known(Course, standpoint), within(Course.division_code, standpoint))
