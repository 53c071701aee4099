from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.history.models import ChangePoint
from app.incubation.residencies.steps import Exit, HandOverState, RoomKind, Step, Verdict
from app.organizations.models import Organization


class Room(Numbered, Base):
    """A room of the base with its desks; retired but never deleted."""

    __tablename__ = "base_room"
    __table_args__ = (Index("ix_base_room_division", "division_code", "name"),)

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"))
    name: Mapped[str]
    kind: Mapped[RoomKind]
    capacity: Mapped[int]  # in desks
    area: Mapped[int | None]  # in square meters
    note: Mapped[str | None]
    is_retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)  # posted back by forms


class Residency(Numbered, Base):
    """One stay of an organization in the base, from its application on; its steps say the rest."""

    __tablename__ = "residency"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    purpose: Mapped[str]
    room_wish: Mapped[str | None]
    desks_wish: Mapped[int | None]
    contact_note: Mapped[str | None]  # personal
    version: Mapped[int] = mapped_column(default=1)  # of what was applied for
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))

    organization: Mapped[Organization] = relationship(lazy="raise")


class ResidencyStep(ChangePoint, Base):
    """From `since` on the residency was at this step; `reason` is the opinion given with it."""

    __tablename__ = "residency_step"
    __table_args__ = ChangePoint.history_arguments("residency_step", "step", "residency_id")
    SUBJECT = "residency_id"

    residency_id: Mapped[int] = mapped_column(ForeignKey("residency.id"))
    step: Mapped[Step]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("base_room.id"), index=True)
    desks: Mapped[int | None]
    ends_on: Mapped[date | None]  # the last day of the term
    verdict: Mapped[Verdict | None]
    score: Mapped[int | None]
    exit_kind: Mapped[Exit | None]

    residency: Mapped[Residency] = relationship(lazy="raise")
    room: Mapped[Room | None] = relationship(lazy="raise")


class HandOverItem(Numbered, Base):
    """Something to be given back when a residency ends."""

    __tablename__ = "hand_over_item"

    residency_id: Mapped[int] = mapped_column(ForeignKey("residency.id"), index=True)
    text: Mapped[str]
    state: Mapped[HandOverState] = mapped_column(default=HandOverState.OPEN)
    done_on: Mapped[date | None]
    note: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
