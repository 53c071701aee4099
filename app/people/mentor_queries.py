"""Reads of the pool of mentors. A mentor is visible where the person is; the name is no secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from app.extensions import db
from app.history.points import at, known
from app.people.models import Mentor, MentorGrade, MentorGradeChange, Person
from app.people.predicates import in_view
from app.standpoint import LAST_DAY, Standpoint


@dataclass(frozen=True)
class MentorFilter:
    """What narrows the pool. `text` is in the name, the employer, the title or the fields."""

    text: str = ""
    grade: MentorGrade | None = None
    in_term: bool | None = None  # on the day; without an end the term goes on


def get_mentor(standpoint: Standpoint, mentor_id: int, *, is_locked: bool = False) -> Mentor:
    """Return a mentor with the person. Raises NoResultFound."""
    statement = _mentors(standpoint).where(Mentor.id == mentor_id)
    if is_locked:
        statement = statement.with_for_update(of=Mentor).execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def find_mentor(standpoint: Standpoint, person_id: int) -> Mentor | None:
    statement = _mentors(standpoint).where(Mentor.person_id == person_id)
    return db.session.scalars(statement).first()


def list_mentors(
    standpoint: Standpoint, wanted: MentorFilter, *, offset: int = 0, limit: int | None = None
) -> Sequence[tuple[Mentor, MentorGrade | None]]:
    """Return mentors with the person and the grade held on the day."""
    statement = (
        _mentors(standpoint)
        .add_columns(MentorGradeChange.grade)
        .outerjoin(MentorGradeChange, _grade_on(standpoint))
        .where(*_matching(standpoint, wanted))
        .order_by(Person.match_key, Mentor.id)
    )
    rows = db.session.execute(statement.offset(offset).limit(limit)).tuples()
    return [(mentor, grade) for mentor, grade in rows]


def count_mentors(standpoint: Standpoint, wanted: MentorFilter) -> int:
    mentors = (
        select(func.count())
        .select_from(Mentor)
        .join(Person, Person.id == Mentor.person_id)
        .outerjoin(MentorGradeChange, _grade_on(standpoint))
        .where(_counts(standpoint), *_matching(standpoint, wanted))
    )
    return db.session.scalar(mentors) or 0


def list_grades(standpoint: Standpoint, mentor_id: int) -> Sequence[MentorGradeChange]:
    """Return the grades as known at the standpoint, the latest first."""
    get_mentor(standpoint, mentor_id)
    statement = select(MentorGradeChange).where(
        MentorGradeChange.mentor_id == mentor_id,
        known(MentorGradeChange, standpoint),
        MentorGradeChange.since <= standpoint.on,
    )
    return db.session.scalars(statement.order_by(MentorGradeChange.since.desc())).all()


def terms_ending(standpoint: Standpoint, first: date, last: date) -> Any:
    """Select mentors whose term ends in these days: number, last day, recorder, name."""
    return (
        select(Mentor.id, Mentor.term_until, Mentor.recorded_by, Person.name)
        .join(Person, Person.id == Mentor.person_id)
        .where(_counts(standpoint), Mentor.term_until.between(first, last))
    )


def _mentors(standpoint: Standpoint) -> Select[tuple[Mentor]]:
    return (
        select(Mentor)
        .join(Person, Person.id == Mentor.person_id)
        .options(contains_eager(Mentor.person))
        .where(_counts(standpoint))
    )


def _counts(standpoint: Standpoint) -> ColumnElement[bool]:
    return and_(known(Mentor, standpoint), in_view(standpoint))


def _grade_on(standpoint: Standpoint) -> ColumnElement[bool]:
    return and_(MentorGradeChange.mentor_id == Mentor.id, at(MentorGradeChange, standpoint))


def _matching(standpoint: Standpoint, wanted: MentorFilter) -> list[ColumnElement[bool]]:
    columns = (Person.name, Person.employer, Person.title, Mentor.fields)
    conditions: list[ColumnElement[bool]] = [
        or_(*(column.contains(word, autoescape=True) for column in columns))
        for word in wanted.text.split()
    ]
    if wanted.grade is not None:
        conditions.append(MentorGradeChange.grade == wanted.grade)
    if wanted.in_term is not None:
        in_term = and_(
            func.coalesce(Mentor.term_since, date.min) <= standpoint.on,
            func.coalesce(Mentor.term_until, LAST_DAY) >= standpoint.on,
        )
        conditions.append(in_term if wanted.in_term else ~in_term)
    return conditions
