from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import CODE_POINTS, Base, Numbered
from app.history.models import ChangePoint
from app.history.recorded import Recorded
from app.organizations.models import Organization
from app.projects.models.rounds import Round
from app.projects.words import Decision, Level, OrganizationRole

LIVE = text("superseded_at IS NULL")


class Project(Numbered, Recorded, Base):
    """A project; it exists while a step of it holds. Superseded: it lies in the recycle bin."""

    __tablename__ = "project"
    __table_args__ = (
        Index(
            "uq_project_number_live",
            "division_code",
            "number",
            unique=True,
            sqlite_where=text("superseded_at IS NULL AND number IS NOT NULL"),
            postgresql_where=text("superseded_at IS NULL AND number IS NOT NULL"),
        ),
        Index("ix_project_division", "division_code", "id"),
    )

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"))
    number: Mapped[str | None]
    pipeline_key: Mapped[str] = mapped_column(ForeignKey("pipeline.key"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("project_round.id"), index=True)
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    round: Mapped[Round | None] = relationship(lazy="raise")


class ProjectDetail(Numbered, Recorded, Base):
    """What a project is, as known between `recorded_at` and `superseded_at`.

    An edit supersedes the row and adds another, so that a figure of June can be made again.
    """

    __tablename__ = "project_detail"
    __table_args__ = (
        Index(
            "uq_project_detail_live",
            "project_id",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index("ix_project_detail_sort_key", "sort_key", "project_id"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    name: Mapped[str]
    match_key: Mapped[str] = mapped_column(index=True)  # the name's normal form, for matching only
    sort_key: Mapped[str] = mapped_column(CODE_POINTS)  # pinyin
    kind: Mapped[str | None]
    level: Mapped[Level | None] = mapped_column(index=True)
    field: Mapped[str | None]
    audience: Mapped[str | None]
    source: Mapped[str | None]  # 资金来源
    starts_on: Mapped[date | None] = mapped_column(index=True)
    ends_on: Mapped[date | None] = mapped_column(index=True)  # last day
    leader_name: Mapped[str | None]
    leader_phone: Mapped[str | None]
    team: Mapped[str | None]
    need: Mapped[str | None]
    goals: Mapped[str | None]
    requested: Mapped[int | None] = mapped_column(BigInteger)  # in fen
    granted: Mapped[int | None] = mapped_column(BigInteger)  # in fen
    planned_beneficiaries: Mapped[int | None]
    agreement_on: Mapped[date | None]
    agreement_parties: Mapped[str | None]
    agreement_terms: Mapped[str | None]
    remark: Mapped[str | None]
    reason: Mapped[str | None]  # of a change once the application was handed in
    # Answers to what the round asks besides, and columns of ledgers that are none of these.
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Texts of cells whose value says less than they did.
    as_written: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    project: Mapped[Project] = relationship(lazy="raise")


class ProjectOrganization(Numbered, Recorded, Base):
    """Who carries a project. One the register does not have is kept as written."""

    __tablename__ = "project_organization"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    organization_text: Mapped[str | None]
    role: Mapped[OrganizationRole]

    organization: Mapped[Organization | None] = relationship(lazy="raise")


class ProjectStep(ChangePoint, Base):
    """From `since` on, the project stood at this step, by this decision; `reason` is the opinion.

    No decision: it was entered there.
    """

    __tablename__ = "project_step"
    __table_args__ = ChangePoint.history_arguments("project_step", "step", "project_id")
    SUBJECT = "project_id"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    step: Mapped[str]  # key of a step of the project's pipeline
    decision: Mapped[Decision | None]

    project: Mapped[Project] = relationship(lazy="raise")
