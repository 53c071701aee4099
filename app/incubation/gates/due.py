"""Which kept results are no longer to be relied on."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.extensions import db
from app.incubation.criteria.queries import find_set_in_force
from app.incubation.gates.computing import over_everything
from app.incubation.gates.models import GateResult
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.standpoint import today


def is_due() -> bool:
    """Return whether a day has passed, or the set changed, that makes results stale.

    Nothing kept at all is due too, once there is a set and somebody in force. Each condition is
    answered by an index, so that every page may ask.
    """
    is_kept = exists(select(GateResult.organization_id))
    asked = select(is_kept, *(exists().where(condition) for condition in _stale()))
    any_kept, *stale = db.session.execute(asked).one()
    if any_kept or find_set_in_force(over_everything()) is None:
        return any(stale)
    return db.session.scalar(without_result().limit(1)) is not None


def list_due(most: int | None = None) -> list[int]:
    """Return the organizations, `most` at once, whose result is stale."""
    stale = select(GateResult.organization_id).where(or_(*_stale())).limit(most)
    return list(db.session.scalars(stale))


def list_all() -> list[int]:
    """Return the organizations in force, and those of which there is a result."""
    sources = Sources(over_everything())
    condition = sources.in_force()
    in_force = db.session.scalars(sources.select(Organization.id).where(condition))
    return sorted({*in_force, *db.session.scalars(select(GateResult.organization_id))})


def without_result() -> Any:
    """Select the organizations in force of which there is no result."""
    sources = Sources(over_everything())
    condition = sources.in_force()
    there = exists().where(GateResult.organization_id == Organization.id)
    return sources.select(Organization.id).where(condition, ~there)


def _stale() -> Iterator[ColumnElement[bool]]:
    criterion_set = find_set_in_force(over_everything())
    if criterion_set is None:
        yield GateResult.set_id.is_not(None)
        return
    yield GateResult.changes_on <= today()
    # Less or greater instead of unequal: an index finds the one, not the other.
    yield GateResult.set_id < criterion_set.id
    yield GateResult.set_id > criterion_set.id
    is_this = GateResult.set_id == criterion_set.id
    yield and_(is_this, GateResult.set_version < criterion_set.version)
