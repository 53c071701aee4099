"""What residencies say of organizations, as expressions of statements over the register."""

from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased

from app.history.points import at
from app.incubation.residencies.models import Residency, ResidencyStep, Room
from app.incubation.residencies.steps import OCCUPYING


def is_resident(sources: Any) -> ColumnElement[bool]:
    """Hold for organizations in force that occupy a place on the day."""
    step = aliased(ResidencyStep)
    resident = (
        select(Residency.organization_id)
        .join(step, and_(step.residency_id == Residency.id, at(step, sources.standpoint)))
        .where(step.step.in_(sorted(OCCUPYING)))
    )
    return and_(sources.in_force(), sources.organization.id.in_(resident))


def latest(sources: Any, part: str) -> Any:
    """Select `part` of the organization's latest step on the day, of whichever residency."""
    step, room = aliased(ResidencyStep), aliased(Room)
    chosen = room.name if part == "room" else getattr(step, part)
    return (
        select(chosen)
        .select_from(Residency)
        .join(step, and_(step.residency_id == Residency.id, at(step, sources.standpoint)))
        .outerjoin(room, step.room_id == room.id)
        .where(Residency.organization_id == sources.organization.id)
        .order_by(step.since.desc(), Residency.id.desc())
        .limit(1)
        .correlate(sources.organization)
        .scalar_subquery()
    )
