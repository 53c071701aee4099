from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Numbered


class AuditEvent(Numbered, Base):
    """One thing an account did. Rows are added, never changed or removed: triggers see to it."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject_type", "subject_id"),)

    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)  # none: nobody was signed in
    address: Mapped[str | None]  # of the network, where a request did it
    action: Mapped[str] = mapped_column(index=True)
    subject_type: Mapped[str]
    subject_id: Mapped[int | None]
    # The name is kept, not only the number: the subject may be renamed or gone.
    subject_name: Mapped[str]
    division_code: Mapped[str | None] = mapped_column(index=True)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
