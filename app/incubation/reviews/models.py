from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.incubation.criteria.models import CriterionSet
from app.organizations.models import Organization


class ReviewState(StrEnum):
    DRAFT = "draft"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"  # never happened, or begun by mistake; stays readable


class Recommendation(StrEnum):
    """What the reviewer recommends."""

    ADVANCE = "advance"
    STAY = "stay"
    STEP_BACK = "step_back"


class Review(Numbered, Base):
    """How far an organization is on a day, by one set of criteria. Each reviewer has own drafts."""

    __tablename__ = "review"
    __table_args__ = (Index("ix_review_organization", "organization_id", "state", "on"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    set_id: Mapped[int] = mapped_column(ForeignKey("criterion_set.id"), index=True)
    to_stage: Mapped[str] = mapped_column(ForeignKey("stage.key"))  # whose gate is reviewed
    on: Mapped[date]
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.DRAFT)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    recommendation: Mapped[Recommendation | None]
    conclusion: Mapped[str | None]
    # Once concluded: what the gate said then, {"unmet": [criterion ids], "passed": bool, …}.
    gate: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime]
    concluded_at: Mapped[datetime | None]
    concluded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    superseded_at: Mapped[datetime | None]  # withdrawn
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None]  # of the withdrawal

    organization: Mapped[Organization] = relationship(lazy="raise")
    criterion_set: Mapped[CriterionSet] = relationship(lazy="raise")
    scores: Mapped[list["ReviewScore"]] = relationship(lazy="raise")


class ReviewScore(Numbered, Base):
    """What a review says of one criterion; as answered then, whatever becomes of the criterion."""

    __tablename__ = "review_score"
    __table_args__ = (UniqueConstraint("review_id", "criterion_id"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), index=True)
    score: Mapped[int | None]  # 0–5; a person's
    is_met: Mapped[bool | None]  # by the register, or from 3 points on
    fact: Mapped[str | None]  # what the register said
    note: Mapped[str | None]


class StageBasis(Base):
    """What a stage change rests on: a review, or an exception with what was still missing."""

    __tablename__ = "stage_basis"

    stage_change_id: Mapped[int] = mapped_column(
        ForeignKey("stage_change.id"), primary_key=True, autoincrement=False
    )
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    is_exception: Mapped[bool] = mapped_column(default=False, index=True)
    unmet: Mapped[list[str]] = mapped_column(JSON, default=list)  # texts of required criteria
