"""What rests on criteria. Features above say so; criteria themselves know none of them."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.extensions import db
from app.incubation.criteria.models import Criterion


@dataclass
class _Uses:
    """Statements of the numbers of sets that may no longer change, and of criteria referred to."""

    sets: list[Any] = field(default_factory=list)
    criteria: list[Any] = field(default_factory=list)


_uses = _Uses()


def rest_on_criteria(*, sets: Any, criteria: Any) -> None:
    """Have sets kept as they are, and criteria kept at all, that these SELECTs name."""
    _uses.sets.append(sets)
    _uses.criteria.append(criteria)


def is_set_used(set_id: int) -> bool:
    """Return whether something final rests on the set, such as a concluded review."""
    return any(_names(statement, set_id) for statement in _uses.sets)


def is_criterion_used(criterion: Criterion) -> bool:
    """Return whether anything at all refers to the criterion."""
    return any(_names(statement, criterion.id) for statement in _uses.criteria)


def used_sets() -> set[int]:
    return {id_ for statement in _uses.sets for id_ in db.session.scalars(statement.distinct())}


def _names(statement: Any, number: int) -> bool:
    column = statement.selected_columns[0]
    found = statement.where(column == number).limit(1)
    return db.session.scalar(sa.select(found.exists())) is True
