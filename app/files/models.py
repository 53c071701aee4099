from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.db import Base, Numbered

# Organizations stand above this package: of them it knows the number and where they are.
_organization = sa.table("organization", sa.column("id"), sa.column("division_code"))


class StoredFile(Numbered, Base):
    """A file as somebody handed it in; equal bytes are stored once, under their digest."""

    __tablename__ = "stored_file"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]  # in bytes
    media_type: Mapped[str]
    name: Mapped[str]  # as sent, made safe, its ending that of the content
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    # Read through: a file goes with its organization to another division.
    division_code: Mapped[str] = column_property(
        sa.select(_organization.c.division_code)
        .where(_organization.c.id == organization_id)
        .scalar_subquery()
    )

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


class FileAttachment(Numbered, Base):
    """A file shows something: `subject_type` and `subject_id` say of which record."""

    __tablename__ = "file_attachment"
    __table_args__ = (Index("ix_file_attachment_subject", "subject_type", "subject_id"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    superseded_at: Mapped[datetime | None]
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
