from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class GateResult(Base):
    """What an organization in force lacks for its next stage, as of `computed_on`.

    Kept for lists, board and worklist; recomputed when a fact or the set changes, and from
    `changes_on` on, the first day on which the mere passing of time may change it. At the highest
    stage there is no next one: then `to_stage` is None and nothing is asked.
    """

    __tablename__ = "gate_result"
    __table_args__ = (
        Index("ix_gate_result_next", "to_stage", "missing"),
        Index("ix_gate_result_changes_on", "changes_on"),
        Index("ix_gate_result_from_stage", "from_stage", "organization_id"),
        Index("ix_gate_result_missing", "missing", "to_stage"),
        Index("ix_gate_result_set", "set_id", "set_version"),
    )

    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id"), primary_key=True, autoincrement=False
    )
    set_id: Mapped[int] = mapped_column(ForeignKey("criterion_set.id"))
    set_version: Mapped[int]  # an edited set makes its results stale
    from_stage: Mapped[str | None] = mapped_column(ForeignKey("stage.key"))
    to_stage: Mapped[str | None] = mapped_column(ForeignKey("stage.key"))
    total: Mapped[int]  # criteria asked
    met: Mapped[int]
    missing: Mapped[int]  # still to do: 还差 n 项; 0: the gate is passed
    unmet: Mapped[list[Any]] = mapped_column(JSON, default=list)  # criterion ids, required first
    computed_on: Mapped[date]
    computed_at: Mapped[datetime]
    changes_on: Mapped[date]
