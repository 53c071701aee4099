from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.history.recorded import Recorded


class Pipeline(Base):
    """The steps of one kind of project, in order: data, so that a hub may have its own."""

    __tablename__ = "pipeline"

    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    position: Mapped[int]
    is_retired: Mapped[bool] = mapped_column(default=False)

    steps: Mapped[list["PipelineStep"]] = relationship(
        lazy="raise", order_by="PipelineStep.rank", viewonly=True
    )


class PipelineStep(Base):
    __tablename__ = "pipeline_step"

    pipeline_key: Mapped[str] = mapped_column(ForeignKey("pipeline.key"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    rank: Mapped[int]
    is_granted: Mapped[bool] = mapped_column(default=False)  # from here on the money is promised
    is_running: Mapped[bool] = mapped_column(default=False)
    is_accepted: Mapped[bool] = mapped_column(default=False)
    limit_days: Mapped[int | None]  # overdue after
    waits_for: Mapped[str | None]  # who has to act while a project stands here


class Round(Numbered, Recorded, Base):
    """A call for projects (批次). Retired, that is superseded, once it is not wanted any more."""

    __tablename__ = "project_round"

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"), index=True)
    name: Mapped[str]
    kind: Mapped[str]
    pipeline_key: Mapped[str] = mapped_column(ForeignKey("pipeline.key"))
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]  # last day
    budget: Mapped[int | None] = mapped_column(BigInteger)  # in fen
    cap: Mapped[int | None] = mapped_column(BigInteger)  # in fen, of one project
    may_filed_apply: Mapped[bool] = mapped_column(default=True)
    # Of who may apply: [{"column": key, "operator": name, "value": …}].
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # What an application asks besides a project's own fields, by label.
    form_fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    # {"lines": [{"text": …, "points": …}], "pass_line": …, "bonus": …}
    criteria: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    remark: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
