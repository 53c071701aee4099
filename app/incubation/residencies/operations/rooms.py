"""Rooms of the base: added, put right, retired."""

from dataclasses import asdict, dataclass

from app.audit import operations as audit
from app.audit.operations import Subject
from app.divisions.codes import contains
from app.divisions.queries import find_division
from app.extensions import db
from app.incubation.residencies import queries
from app.incubation.residencies.errors import RoomInUseError, StaleFormError
from app.incubation.residencies.models import Room
from app.incubation.residencies.steps import RoomKind
from app.organizations.errors import UnknownDivisionError
from app.organizations.operations.subject import take_place
from app.standpoint import Standpoint


@dataclass(frozen=True)
class RoomFacts:
    """What a room is to be."""

    division_code: str
    name: str
    kind: RoomKind
    capacity: int
    area: int | None = None
    note: str | None = None
    is_retired: bool = False


def add_room(standpoint: Standpoint, facts: RoomFacts) -> int:
    """Add a room; return its number. Raises UnknownDivisionError."""
    _begin(standpoint, facts)
    room = Room(**asdict(facts))
    db.session.add(room)
    db.session.flush()
    audit.record(
        "residency:room:add", _subject(room), by=standpoint.viewer, capacity=facts.capacity
    )
    return room.id


def edit_room(standpoint: Standpoint, room_id: int, facts: RoomFacts, *, version: int) -> None:
    """Change a room, or retire it.

    Raises UnknownDivisionError, StaleFormError, and RoomInUseError when more desks are taken
    today than would be left.
    """
    _begin(standpoint, facts)
    room = queries.get_room(standpoint, room_id)
    db.session.refresh(room)
    if room.version != version:
        raise StaleFormError
    taken = queries.desks_taken_now(standpoint, room.id)
    if taken > (0 if facts.is_retired else facts.capacity):
        raise RoomInUseError(taken)
    after = asdict(facts)
    changes = {
        name: [getattr(room, name), value]
        for name, value in after.items()
        if getattr(room, name) != value
    }
    for name, value in after.items():
        setattr(room, name, value)
    room.version += 1
    audit.record("residency:room:edit", _subject(room), by=standpoint.viewer, **changes)


def _begin(standpoint: Standpoint, facts: RoomFacts) -> None:
    take_place(standpoint)
    is_inside = contains(standpoint.division, facts.division_code)
    if not is_inside or find_division(facts.division_code) is None:
        raise UnknownDivisionError


def _subject(room: Room) -> Subject:
    return Subject("base_room", room.id, room.name, room.division_code)
