from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.organizations.models import Organization


class PlanState(StrEnum):
    ACTIVE = "active"
    COMPLETED = "completed"
    ABANDONED = "abandoned"


class ServiceTemplate(Numbered, Base):
    """Something the hub usually does at a stage, or an item of a checklist such as 六个一."""

    __tablename__ = "service_template"

    stage: Mapped[str | None] = mapped_column(ForeignKey("stage.key"))  # None: of any stage
    group: Mapped[str | None]  # the checklist it belongs to
    text: Mapped[str]
    due_days: Mapped[int]  # after the plan is made
    position: Mapped[int]
    is_proposal: Mapped[bool] = mapped_column(default=False)  # as shipped, to be adapted
    is_retired: Mapped[bool] = mapped_column(default=False)


class GrowthPlan(Numbered, Base):
    """How an organization is to reach the next stage. A working document: edited under `version`."""

    __tablename__ = "growth_plan"
    __table_args__ = (Index("ix_growth_plan_organization", "organization_id", "state"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    title: Mapped[str]
    from_stage: Mapped[str | None] = mapped_column(ForeignKey("stage.key"))
    to_stage: Mapped[str] = mapped_column(ForeignKey("stage.key"))
    goals: Mapped[str | None]
    made_on: Mapped[date]
    state: Mapped[PlanState] = mapped_column(default=PlanState.ACTIVE)
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    closed_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    summary: Mapped[str | None]  # what it came to, or why it was given up

    organization: Mapped[Organization] = relationship(lazy="raise")
    steps: Mapped[list["PlanStep"]] = relationship(
        lazy="raise",
        order_by="PlanStep.position, PlanStep.id",
        primaryjoin="and_(PlanStep.plan_id == GrowthPlan.id, PlanStep.is_removed.is_(False))",
    )

    @property
    def is_active(self) -> bool:
        return self.state is PlanState.ACTIVE


class PlanStep(Numbered, Base):
    """Something to do by a day. Removed ones stay in the table."""

    __tablename__ = "plan_step"
    __table_args__ = (Index("ix_plan_step_due_on", "due_on"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("growth_plan.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    responsible: Mapped[str | None]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    note: Mapped[str | None]
    criterion_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"), index=True)
    is_removed: Mapped[bool] = mapped_column(default=False)
