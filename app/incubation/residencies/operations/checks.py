"""What every step must fit: the organization's life, its other residencies, and the desks."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.extensions import db
from app.history import points
from app.incubation.residencies.errors import NotEnoughDesksError, StillOpenError
from app.incubation.residencies.models import Residency, ResidencyStep, Room
from app.incubation.residencies.stays import Placed, Stay, most_taken, stays_of
from app.incubation.residencies.steps import ENDED, OCCUPYING
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.models import StandingChange
from app.standpoint import LAST_DAY, today


def check_day(organization_id: int, on: date) -> None:
    if on > today():
        raise FutureDayError
    standings = points.list_live(StandingChange, organization_id)
    if not standings or standings[0].since > on:
        raise BeforeExistenceError


def check_alone(
    organization_id: int, since: date, until: date = LAST_DAY, *, but: int | None = None
) -> None:
    """Refuse unless the organization's other residencies lie wholly before or after."""
    others = select(ResidencyStep).join(ResidencyStep.residency)
    others = others.where(
        Residency.organization_id == organization_id,
        Residency.id != (0 if but is None else but),
        ResidencyStep.superseded_at.is_(None),
    )
    spans: dict[int, tuple[date, date]] = {}
    for step in db.session.scalars(others.order_by(ResidencyStep.since)):
        first = spans.get(step.residency_id, (step.since,))[0]
        spans[step.residency_id] = (first, step.since if step.step in ENDED else LAST_DAY)
    if any(first < until and last > since for first, last in spans.values()):
        raise StillOpenError


def check_span(organization_id: int, steps: Sequence[ResidencyStep]) -> None:
    """Refuse a residency of these steps if it overlapped another one of the organization."""
    if steps:
        until = steps[-1].since if steps[-1].step in ENDED else LAST_DAY
        check_alone(organization_id, steps[0].since, until, but=steps[0].residency_id)


def check_desks(residency_id: int, before: Sequence[Placed], after: Sequence[Placed]) -> None:
    """Refuse a stay that is new among those `after` and finds too few desks on any day of it."""
    known = stays_of(before)
    for stay in stays_of(after):
        if stay in known:
            continue
        room = db.session.get(Room, stay.room_id)
        assert room is not None
        taken = most_taken(_stays_of_others(residency_id, room.id), stay.since, stay.until)
        if taken + stay.desks > room.capacity:
            raise NotEnoughDesksError(room.name, room.capacity, taken, stay.desks)


def _stays_of_others(residency_id: int, room_id: int) -> list[Stay]:
    """Return every stay in the room but the residency's own, whoever looks after it."""
    steps = select(ResidencyStep).where(
        ResidencyStep.room_id == room_id,
        ResidencyStep.residency_id != residency_id,
        ResidencyStep.step.in_(OCCUPYING),
        ResidencyStep.superseded_at.is_(None),
    )
    return [
        Stay(room_id, step.desks or 0, step.since, step.until) for step in db.session.scalars(steps)
    ]
