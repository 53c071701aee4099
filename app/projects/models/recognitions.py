from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.history.recorded import Recorded
from app.organizations.models import Organization
from app.projects.models.projects import Project
from app.projects.words import Level


class Recognition(Numbered, Recorded, Base):
    """A title awarded to a project, an organization or a person: a brand (品牌认定) or an honor."""

    __tablename__ = "recognition"
    __table_args__ = (Index("ix_recognition_level", "is_brand", "level", "awarded_on"),)

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    person_name: Mapped[str | None]
    is_brand: Mapped[bool]
    level: Mapped[Level]
    title: Mapped[str]
    issuer: Mapped[str | None]
    document_number: Mapped[str | None]
    awarded_on: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(index=True)  # last day
    revoked_on: Mapped[date | None]
    remark: Mapped[str | None]
    reason: Mapped[str | None]  # of a revocation, a correction or a withdrawal
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)

    project: Mapped[Project | None] = relationship(lazy="raise")
    organization: Mapped[Organization | None] = relationship(lazy="raise")
