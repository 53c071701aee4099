from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.history.recorded import Recorded


class Dimension(StrEnum):
    """The four haves (四有) every stage is looked at in."""

    MANAGEMENT = "management"  # 有管理
    TEAM = "team"  # 有队伍
    EXPERTISE = "expertise"  # 有专业
    RESOURCES = "resources"  # 有资源


class Audience(StrEnum):
    """Which organizations a criterion is asked of, by their standing."""

    ANY = "any"
    REGISTERED = "registered"
    NOT_REGISTERED = "not_registered"  # filed, or on the way to it


class Proof(StrEnum):
    """What shows that a criterion is met."""

    REGISTER = "register"  # a column answers; so do the next two, by columns of their features
    TRAINING = "training"
    PROJECT = "project"
    FILE = "file"  # a person says so, with a file
    JUDGMENT = "judgment"  # a person says so


class CriterionSet(Numbered, Recorded, Base):
    """Criteria that reviews go by from a day on, until a later set takes over."""

    __tablename__ = "criterion_set"
    __table_args__ = (
        Index(
            "uq_criterion_set_live",
            "since",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    name: Mapped[str]
    since: Mapped[date]
    is_proposal: Mapped[bool] = mapped_column(default=False)  # as shipped, to be adapted
    weighed_share: Mapped[int] = mapped_column(default=60)  # percent of the weights to be met
    version: Mapped[int] = mapped_column(default=1)

    criteria: Mapped[list["Criterion"]] = relationship(
        lazy="raise", order_by="Criterion.position, Criterion.id"
    )


class Criterion(Numbered, Base):
    """What an organization must show to reach `stage`. Retired once used, never deleted then."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("set_id", "code"),)

    set_id: Mapped[int] = mapped_column(ForeignKey("criterion_set.id"), index=True)
    code: Mapped[str]  # what the workbook of the set calls it
    stage: Mapped[str] = mapped_column(ForeignKey("stage.key"))
    audience: Mapped[Audience] = mapped_column(default=Audience.ANY)
    dimension: Mapped[Dimension]
    text: Mapped[str]
    is_required: Mapped[bool]
    weight: Mapped[int] = mapped_column(default=1)  # of a weighed one
    proof: Mapped[Proof]
    # What answers it: {"column": key, "operator": name, "value": …}; none: a person answers.
    rule: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    position: Mapped[int]
    is_retired: Mapped[bool] = mapped_column(default=False)
