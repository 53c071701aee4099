"""What statements over residencies select from, and residencies as rows that metrics count."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, and_, cast, func, select, type_coerce
from sqlalchemy.orm import aliased

from app.definitions.columns import Column, ColumnKind
from app.definitions.populations import Population
from app.divisions.queries import within
from app.extensions import db
from app.history.points import at
from app.i18n import _l
from app.incubation.residencies.models import Residency, ResidencyStep, Room
from app.incubation.residencies.steps import ENDED, OCCUPYING, STEP_LABELS, Step
from app.organizations.models import Organization
from app.standpoint import Standpoint

RESIDENCIES = "residencies"


class ResidencySources:
    """The residencies of the division's organizations, each at its step of the day."""

    def __init__(self, standpoint: Standpoint) -> None:
        self.standpoint = standpoint
        self.organization = Organization
        self.residency = Residency
        self.step: Any = aliased(ResidencyStep, name="step")
        self.room: Any = aliased(Room, name="room")

    def is_resident(self) -> ColumnElement[bool]:
        """Hold for residencies that take up their desks on the day."""
        resident: ColumnElement[bool] = self.step.step.in_(sorted(OCCUPYING))
        return resident

    def is_open(self) -> ColumnElement[bool]:
        is_open: ColumnElement[bool] = self.step.step.not_in(sorted(ENDED))
        return is_open

    def is_overdue(self) -> ColumnElement[bool]:
        """Hold for those whose term is over though they have not left."""
        return and_(self.is_resident(), self.step.ends_on < self.standpoint.on)

    def half_of_term(self) -> Any:
        """Select the day on which half of the term has passed, the same on both engines."""
        step = self.step
        if db.engine.dialect.name != "sqlite":
            days = cast(step.ends_on - step.since, Integer)
            return type_coerce(type_coerce(step.since, Integer) + days // 2, Date)
        first, last = func.julianday(step.since), func.julianday(step.ends_on)
        return func.date(first + (last - first) / 2, type_=Date)

    def select(self, *expressions: Any) -> Any:
        return (
            select(*expressions)
            .select_from(Residency)
            .join(Organization, Residency.organization_id == Organization.id)
            .join(
                self.step,
                and_(self.step.residency_id == Residency.id, at(self.step, self.standpoint)),
            )
            .outerjoin(self.room, self.step.room_id == self.room.id)
            .where(within(Organization.division_code, self.standpoint))
        )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="name",
            label=_l("组织名称"),
            kind=ColumnKind.TEXT,
            width=30,
            select=lambda s: (s.organization.name,),
            sort=lambda s: s.organization.sort_key,
        ),
        Column(
            key="step",
            label=_l("入驻状态"),
            kind=ColumnKind.CHOICE,
            select=lambda s: (s.step.step,),
            show=lambda step: "" if step is None else str(STEP_LABELS[Step(step)]),
        ),
        Column(
            key="since",
            label=_l("状态日期"),
            kind=ColumnKind.DATE,
            select=lambda s: (s.step.since,),
            plain=lambda day: None if day is None else day.isoformat(),
        ),
        Column(
            key="room",
            label=_l("入驻场所"),
            kind=ColumnKind.TEXT,
            select=lambda s: (s.room.name,),
        ),
        Column(
            key="desks",
            label=_l("工位数"),
            kind=ColumnKind.COUNT,
            select=lambda s: (s.step.desks,),
            is_summed=True,
        ),
        Column(
            key="ends_on",
            label=_l("期限止"),
            kind=ColumnKind.DATE,
            select=lambda s: (s.step.ends_on,),
            plain=lambda day: None if day is None else day.isoformat(),
        ),
    )


POPULATION = Population(
    key=RESIDENCIES,
    label=_l("入驻记录"),
    sources=ResidencySources,
    identity=lambda s: s.residency.id,
    order=lambda s: (s.organization.sort_key, s.residency.id),
    columns=_columns,
    endpoint="residencies.show",
    argument="residency_id",
)
