from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Numbered
from app.history.recorded import Recorded
from app.incubation.supports.kinds import SupportForm, SupportKind


class Support(Numbered, Recorded, Base):
    """Something the hub did for organizations on a day. Corrected by superseding.

    A follow-up done is a later fact of its own, written once into its three columns.
    """

    __tablename__ = "support"
    __table_args__ = (
        Index("ix_support_on", "on", "id"),
        Index("ix_support_follow_up_on", "follow_up_on"),
    )

    root_id: Mapped[int | None] = mapped_column(ForeignKey("support.id"), index=True)
    on: Mapped[date]
    kind: Mapped[SupportKind]
    form: Mapped[SupportForm | None]
    minutes: Mapped[int | None]
    by_name: Mapped[str]
    by_account: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    problem: Mapped[str | None]
    advice: Mapped[str | None]
    follow_up_on: Mapped[date | None]
    follow_up_done_on: Mapped[date | None]
    follow_up_note: Mapped[str | None]
    follow_up_recorded_at: Mapped[datetime | None]
    reason: Mapped[str | None]  # of the withdrawal
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)

    @property
    def number(self) -> int:
        """What pages and files know it by: that of its first row, however often corrected."""
        return self.root_id or self.id


class SupportRecipient(Numbered, Base):
    """An organization a support was for."""

    __tablename__ = "support_recipient"
    __table_args__ = (UniqueConstraint("support_id", "organization_id"),)

    support_id: Mapped[int] = mapped_column(ForeignKey("support.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
