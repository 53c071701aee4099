"""The rooms of the base as rows that metrics count, with what is taken of each on the day."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.definitions.columns import Column, ColumnKind
from app.definitions.populations import Population
from app.divisions.queries import within
from app.history.points import at
from app.i18n import _l
from app.incubation.residencies.models import ResidencyStep, Room
from app.incubation.residencies.steps import OCCUPYING
from app.standpoint import Standpoint

BASE_ROOMS = "base_rooms"


class RoomSources:
    """The rooms of the division. Their number and capacity are always today's."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.room = Room

    def taken(self) -> Any:
        """Select the desks taken on the day, by whomever."""
        step = aliased(ResidencyStep)
        desks = (
            select(func.sum(step.desks))
            .where(
                step.room_id == Room.id,
                step.step.in_(sorted(OCCUPYING)),
                at(step, self.standpoint),
            )
            .correlate(Room)
            .scalar_subquery()
        )
        return func.coalesce(desks, 0)

    def is_offered(self) -> ColumnElement[bool]:
        """Hold for rooms in use, and for retired ones while something of them is taken."""
        return or_(Room.is_retired.is_(False), self.taken() > 0)

    def has_desks_taken(self) -> ColumnElement[bool]:
        taken: ColumnElement[bool] = self.taken() > 0
        return and_(self.is_offered(), taken)

    def select(self, *expressions: Any) -> Any:
        statement = select(*expressions).select_from(Room)
        return statement.where(within(Room.division_code, self.standpoint))


NAME = Column(
    key="room",
    label=_l("入驻场所"),
    kind=ColumnKind.TEXT,
    width=24,
    select=lambda s: (s.room.name,),
)
TAKEN = Column(
    key="taken",
    label=_l("已用工位"),
    kind=ColumnKind.COUNT,
    select=lambda s: (s.taken(),),
    is_summed=True,
)
CAPACITY = Column(
    key="capacity",
    label=_l("工位数"),
    kind=ColumnKind.COUNT,
    select=lambda s: (s.room.capacity,),
    is_summed=True,
)

ROOMS = Population(
    key=BASE_ROOMS,
    label=_l("入驻场所"),
    sources=RoomSources,
    identity=lambda s: s.room.id,
    order=lambda s: (s.room.name, s.room.id),
    columns=lambda: (NAME, TAKEN, CAPACITY),
)
