"""Reads. Every function takes the standpoint first and shows nothing outside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.divisions.queries import within
from app.extensions import db
from app.history.points import at, known
from app.incubation.residencies.columns import STATES
from app.incubation.residencies.models import HandOverItem, Residency, ResidencyStep, Room
from app.incubation.residencies.sources import ResidencySources
from app.incubation.residencies.steps import OCCUPYING, Step
from app.organizations.models import Organization
from app.standpoint import Standpoint, today
from app.values.names import match_key

WARNED = 60  # days before the end of a term


@dataclass(frozen=True)
class ResidencyFilter:
    """Which residencies a list shows: by default those that have not ended."""

    state: str | None = None  # key of STATES
    step: Step | None = None
    room_id: int | None = None
    ending: str | None = None  # "soon" or "overdue"
    text: str = ""


@dataclass(frozen=True)
class Row:
    """A residency at its step of the day."""

    residency: Residency
    step: ResidencyStep
    room: Room | None


@dataclass(frozen=True)
class RoomUse:
    """A room with what is taken of it on the day, by whomever."""

    room: Room
    taken: int
    organizations: int

    @property
    def free(self) -> int:
        return max(0, self.room.capacity - self.taken)


@dataclass(frozen=True)
class Figures:
    """How the residencies of the division stand on the day."""

    residents: int
    applying: int
    ending: int
    overdue: int


def get_residency(standpoint: Standpoint, residency_id: int) -> Residency:
    """Return a residency with its organization. Raises NoResultFound."""
    statement = (
        select(Residency)
        .join(Residency.organization)
        .options(contains_eager(Residency.organization))
        .where(Residency.id == residency_id, within(Organization.division_code, standpoint))
    )
    return db.session.scalars(statement).one()


def list_steps(standpoint: Standpoint, residency_id: int) -> Sequence[ResidencyStep]:
    """Return all steps of a residency with rooms, superseded ones too, as recorded by then."""
    statement = _steps(standpoint).where(ResidencyStep.residency_id == residency_id)
    if standpoint.known_at is not None:
        statement = statement.where(ResidencyStep.recorded_at <= standpoint.known_at)
    order = (ResidencyStep.since, ResidencyStep.recorded_at, ResidencyStep.id)
    return db.session.scalars(statement.order_by(*order)).all()


def list_steps_of_organization(
    standpoint: Standpoint, organization_id: int
) -> Sequence[ResidencyStep]:
    """Return the steps that counted up to the day, with their rooms."""
    statement = _steps(standpoint).where(
        Residency.organization_id == organization_id,
        known(ResidencyStep, standpoint),
        ResidencyStep.since <= standpoint.on,
    )
    return db.session.scalars(statement.order_by(ResidencyStep.since, ResidencyStep.id)).all()


def get_step(standpoint: Standpoint, step_id: int) -> ResidencyStep:
    """Return a live step. Raises NoResultFound for a superseded or foreign one."""
    statement = _steps(standpoint).where(
        ResidencyStep.id == step_id, ResidencyStep.superseded_at.is_(None)
    )
    return db.session.scalars(statement).one()


def list_live_steps(standpoint: Standpoint, residency_id: int) -> Sequence[ResidencyStep]:
    """Return the steps as they stand today, with their rooms."""
    statement = _steps(standpoint).where(
        ResidencyStep.residency_id == residency_id, ResidencyStep.superseded_at.is_(None)
    )
    return db.session.scalars(statement.order_by(ResidencyStep.since)).all()


def count_residencies(standpoint: Standpoint, wanted: ResidencyFilter) -> int:
    sources = ResidencySources(standpoint)
    statement = sources.select(func.count()).where(*_conditions(sources, wanted))
    return db.session.scalar(statement) or 0


def list_residencies(
    standpoint: Standpoint, wanted: ResidencyFilter, *, offset: int, limit: int
) -> list[Row]:
    """Return residencies, those whose term ends first before the others."""
    sources = ResidencySources(standpoint)
    ends_on = sources.step.ends_on
    statement = (
        sources.select(Residency, sources.step, sources.room)
        .options(contains_eager(Residency.organization))
        .where(*_conditions(sources, wanted))
        .order_by(ends_on.is_(None), ends_on, Organization.sort_key, Residency.id)
    )
    rows = db.session.execute(statement.offset(offset).limit(limit))
    return [Row(*row) for row in rows]


def count_figures(standpoint: Standpoint) -> Figures:
    sources = ResidencySources(standpoint)
    applying = sources.step.step.in_(sorted(STATES["applying"]))
    picked = (sources.is_resident(), applying, _ends_soon(sources), sources.is_overdue())
    statement = sources.select(*(func.count().filter(condition) for condition in picked))
    return Figures(*db.session.execute(statement).one())


def list_room_uses(standpoint: Standpoint) -> list[RoomUse]:
    """Return the rooms in use with what is taken of them; retired ones only while taken."""
    desks = func.coalesce(func.sum(ResidencyStep.desks), 0)
    statement = (
        select(Room, desks, func.count(ResidencyStep.id))
        .outerjoin(ResidencyStep, and_(ResidencyStep.room_id == Room.id, _takes_up(standpoint)))
        .where(within(Room.division_code, standpoint))
        .group_by(Room.id)
        .having(or_(Room.is_retired.is_(False), func.count(ResidencyStep.id) > 0))
        .order_by(Room.name, Room.id)
    )
    rows = db.session.execute(statement)
    return [RoomUse(room, int(taken), count) for room, taken, count in rows]


def list_rooms(standpoint: Standpoint) -> Sequence[Room]:
    """Return all rooms in the division, retired ones last."""
    statement = select(Room).where(within(Room.division_code, standpoint))
    return db.session.scalars(statement.order_by(Room.is_retired, Room.name, Room.id)).all()


def get_room(standpoint: Standpoint, room_id: int) -> Room:
    """Raise NoResultFound for a room outside the division."""
    statement = select(Room).where(Room.id == room_id, within(Room.division_code, standpoint))
    return db.session.scalars(statement).one()


def find_room(standpoint: Standpoint, room_id: int) -> Room | None:
    statement = select(Room).where(Room.id == room_id, within(Room.division_code, standpoint))
    return db.session.scalars(statement).one_or_none()


def desks_taken_now(standpoint: Standpoint, room_id: int) -> int:
    """Return how many desks of a room in the division are taken, as known now."""
    statement = (
        select(func.sum(ResidencyStep.desks))
        .join(Room, ResidencyStep.room_id == Room.id)
        .where(
            Room.id == room_id,
            within(Room.division_code, standpoint),
            ResidencyStep.superseded_at.is_(None),
            ResidencyStep.since <= today(),
            ResidencyStep.until > today(),
            ResidencyStep.step.in_(sorted(OCCUPYING)),
        )
    )
    return db.session.scalar(statement) or 0


def get_item(standpoint: Standpoint, item_id: int) -> tuple[HandOverItem, Residency]:
    """Return an item of a hand-over list with its residency. Raises NoResultFound."""
    statement = (
        select(HandOverItem, Residency)
        .join(Residency, HandOverItem.residency_id == Residency.id)
        .join(Residency.organization)
        .options(contains_eager(Residency.organization))
        .where(HandOverItem.id == item_id, within(Organization.division_code, standpoint))
    )
    item, residency = db.session.execute(statement).one()
    return item, residency


def list_items(standpoint: Standpoint, residency_id: int) -> Sequence[HandOverItem]:
    statement = (
        select(HandOverItem)
        .join(Residency, HandOverItem.residency_id == Residency.id)
        .join(Residency.organization)
        .where(
            HandOverItem.residency_id == residency_id,
            within(Organization.division_code, standpoint),
        )
    )
    return db.session.scalars(statement.order_by(HandOverItem.id)).all()


def _steps(standpoint: Standpoint) -> Select[tuple[ResidencyStep]]:
    return (
        select(ResidencyStep)
        .join(ResidencyStep.residency)
        .join(Residency.organization)
        .options(joinedload(ResidencyStep.room))
        .where(within(Organization.division_code, standpoint))
    )


def _takes_up(standpoint: Standpoint) -> Any:
    return and_(ResidencyStep.step.in_(sorted(OCCUPYING)), at(ResidencyStep, standpoint))


def _ends_soon(sources: ResidencySources) -> Any:
    on = sources.standpoint.on
    return and_(
        sources.is_resident(), sources.step.ends_on.between(on, on + timedelta(days=WARNED))
    )


def _conditions(sources: ResidencySources, wanted: ResidencyFilter) -> list[Any]:
    found = []
    if wanted.step is not None:
        found.append(sources.step.step == wanted.step)
    elif wanted.state in STATES:
        found.append(sources.step.step.in_(sorted(STATES[wanted.state])))
    else:
        found.append(sources.is_open())
    if wanted.room_id is not None:
        found.append(sources.step.room_id == wanted.room_id)
    if wanted.ending == "soon":
        found.append(_ends_soon(sources))
    elif wanted.ending == "overdue":
        found.append(sources.is_overdue())
    if wanted.text:
        found.append(Organization.match_key.contains(match_key(wanted.text), autoescape=True))
    return found
