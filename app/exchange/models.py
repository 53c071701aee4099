from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.db import Base, Numbered


class BatchState(StrEnum):
    CHECKED = "checked"  # uploaded and pre-checked; nothing of it is in the register
    APPLIED = "applied"
    DISCARDED = "discarded"


class RowOutcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    ERROR = "error"


class ImportBatch(Numbered, Base):
    """One ledger handed in: the file, how it was read, and what became of it."""

    __tablename__ = "import_batch"

    ledger: Mapped[str]  # the adapter's key
    file_name: Mapped[str]
    file_hash: Mapped[str] = mapped_column(index=True)  # sha256
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"), index=True)
    effective_on: Mapped[date]
    options: Mapped[dict[str, Any]] = mapped_column(JSON)  # sheet, is_strict
    reading: Mapped[dict[str, Any]] = mapped_column(JSON)  # the document without its rows
    state: Mapped[BatchState]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]


class ImportRow(Numbered, Base):
    """A row of a ledger as given, what became of it, and what stood before."""

    __tablename__ = "import_row"
    __table_args__ = (Index("ix_import_row_batch", "batch_id", "outcome", "id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    sheet: Mapped[str | None]
    row: Mapped[int]
    outcome: Mapped[RowOutcome]
    name: Mapped[str | None]
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    subject_id: Mapped[int | None]  # what else the row is about: the support, the session
    cells: Mapped[dict[str, Any]] = mapped_column(JSON)  # by column letter
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)  # by field: [before, after]
    problems: Mapped[list[Any]] = mapped_column(JSON)
