"""Change points in general: the as-of predicate, and the three ways to change a history.

Semantics (design, §3): as known now, the live row with `since ≤ on < until`. As known at k, among
the rows recorded by k and not superseded by k, the one with the latest `since ≤ on`; there the
stored `until` is not used, for it is today's arithmetic.
"""

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import aliased

from app.audit.operations import instant
from app.extensions import db
from app.history.models import ChangePoint
from app.standpoint import LAST_DAY, Standpoint

Point = TypeVar("Point", bound=ChangePoint)


class DayTakenError(Exception):
    """A live change point stands on that day already; it may be corrected instead."""


def at(model: Any, standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for the one change point of each subject that is in effect at the standpoint."""
    if standpoint.known_at is None:
        return and_(
            model.superseded_at.is_(None),
            model.since <= standpoint.on,
            model.until > standpoint.on,
        )
    later = aliased(model)
    return and_(
        known(model, standpoint),
        model.since <= standpoint.on,
        ~select(1)
        .where(
            _subject(later) == _subject(model),
            known(later, standpoint),
            later.since <= standpoint.on,
            later.since > model.since,
        )
        .correlate(model)
        .exists(),
    )


def known(model: Any, standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for the rows that counted, by what the system knew at the standpoint's instant."""
    if standpoint.known_at is None:
        live: ColumnElement[bool] = model.superseded_at.is_(None)
        return live
    return and_(
        model.recorded_at <= standpoint.known_at,
        or_(model.superseded_at.is_(None), model.superseded_at > standpoint.known_at),
    )


def add(point: ChangePoint, *, by: int) -> None:
    """Add a change point; it may fall between others. Raises DayTakenError."""
    if find_on_day(type(point), _subject(point), point.since) is not None:
        raise DayTakenError
    _insert(point, by)


def replace(old: ChangePoint, new: ChangePoint, *, by: int) -> None:
    """Correct: the old row stays, superseded at the instant the new one is recorded.

    Raises DayTakenError when the new one falls on the day of a third.
    """
    third = find_on_day(type(new), _subject(new), new.since)
    if third is not None and third.id != old.id:
        raise DayTakenError
    _supersede(old, by)
    _insert(new, by)


def withdraw(point: ChangePoint, *, by: int) -> None:
    """Supersede without a new one: what stood before stands again."""
    _supersede(point, by)
    weave(type(point), [_subject(point)])


def find_on_day(model: type[Point], subject: int, since: date) -> Point | None:
    statement = select(model).where(
        _subject(model) == subject, model.superseded_at.is_(None), model.since == since
    )
    return db.session.scalar(statement)


def list_live(model: type[Point], subject: int) -> list[Point]:
    """Return the live points of one subject, earliest first."""
    statement = select(model).where(_subject(model) == subject, model.superseded_at.is_(None))
    return list(db.session.scalars(statement.order_by(model.since)))


def weave(model: type[ChangePoint], subjects: Collection[int]) -> None:
    """Keep `until` of the live points of these subjects: the next live one's `since`."""
    later = aliased(model)
    following = (
        select(func.min(later.since))
        .where(
            _subject(later) == _subject(model),
            later.superseded_at.is_(None),
            later.since > model.since,
        )
        .correlate(model)
        .scalar_subquery()
    )
    end = func.coalesce(following, LAST_DAY)
    db.session.execute(
        update(model)
        .where(_subject(model).in_(subjects), model.superseded_at.is_(None), model.until != end)
        .values(until=end),
        execution_options={"synchronize_session": "fetch"},
    )


def _insert(point: ChangePoint, by: int) -> None:
    point.recorded_at = instant()
    point.recorded_by = by
    db.session.add(point)
    db.session.flush()
    weave(type(point), [_subject(point)])


def _supersede(point: ChangePoint, by: int) -> None:
    point.superseded_at = instant()
    point.superseded_by = by
    db.session.flush()  # first: a unit of work inserts before it updates


def _subject(model_or_point: Any) -> Any:
    return getattr(model_or_point, model_or_point.SUBJECT)
