"""Reads of criterion sets, which are the same for all divisions.

Of a standpoint only the day and the instant count.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from app.extensions import db
from app.history.points import known
from app.incubation.criteria.models import Criterion, CriterionSet
from app.standpoint import Standpoint


def find_set_in_force(standpoint: Standpoint, on: date | None = None) -> CriterionSet | None:
    """Return the set that reviews go by on the day, the standpoint's by default."""
    statement = (
        select(CriterionSet)
        .where(known(CriterionSet, standpoint), CriterionSet.since <= (on or standpoint.on))
        .options(selectinload(CriterionSet.criteria))
        .order_by(CriterionSet.since.desc(), CriterionSet.id.desc())
        .limit(1)
    )
    return db.session.scalars(statement).one_or_none()


def get_set(standpoint: Standpoint, set_id: int) -> CriterionSet:
    """Return a set, withdrawn ones too: old reviews go by them. Raises NoResultFound."""
    statement = select(CriterionSet).where(CriterionSet.id == set_id, _recorded(standpoint))
    return db.session.scalars(statement.options(selectinload(CriterionSet.criteria))).one()


def list_sets(standpoint: Standpoint) -> Sequence[CriterionSet]:
    """Return the sets, the latest first, their criteria loaded."""
    statement = select(CriterionSet).where(known(CriterionSet, standpoint))
    statement = statement.options(selectinload(CriterionSet.criteria))
    return db.session.scalars(statement.order_by(CriterionSet.since.desc())).all()


def get_criterion(standpoint: Standpoint, set_id: int, criterion_id: int) -> Criterion:
    """Return a criterion of the set. Raises NoResultFound."""
    statement = (
        select(Criterion)
        .join(CriterionSet, Criterion.set_id == CriterionSet.id)
        .where(Criterion.id == criterion_id, Criterion.set_id == set_id, _recorded(standpoint))
    )
    return db.session.scalars(statement).one()


def _recorded(standpoint: Standpoint) -> ColumnElement[bool]:
    if standpoint.known_at is None:
        return CriterionSet.id.is_not(None)
    return CriterionSet.recorded_at <= standpoint.known_at
