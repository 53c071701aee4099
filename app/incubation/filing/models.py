from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Numbered
from app.history.recorded import Recorded
from app.i18n import _l
from app.organizations.models import Organization


class PaperState(StrEnum):
    MISSING = "missing"
    RECEIVED = "received"
    APPROVED = "approved"
    RETURNED = "returned"


STATE_LABELS = {
    PaperState.MISSING: _l("未交"),
    PaperState.RECEIVED: _l("已收到"),
    PaperState.APPROVED: _l("已核对"),
    PaperState.RETURNED: _l("退回补正"),
}


class PaperKind(Base):
    """A paper that filing asks for; retired but never deleted."""

    __tablename__ = "paper_kind"

    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    is_required: Mapped[bool]
    is_retired: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]


class FilingPaper(Numbered, Recorded, Base):
    """On a day a paper came to be in a state. The latest day tells; of one day, the latest row."""

    __tablename__ = "filing_paper"
    __table_args__ = (Index("ix_filing_paper_organization", "organization_id", "kind", "on"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[str] = mapped_column(ForeignKey("paper_kind.key"))
    state: Mapped[PaperState]
    on: Mapped[date]
    note: Mapped[str | None]

    organization: Mapped[Organization] = relationship(lazy="raise")


class FilingRule(Numbered, Base):
    """How an authority numbers what is filed with it."""

    __tablename__ = "filing_rule"
    __table_args__ = (UniqueConstraint("division_code"),)

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"))
    authority: Mapped[str]
    pattern: Mapped[str]
    area: Mapped[str | None]  # the short names the pattern may ask for
    street: Mapped[str | None]
    first_sequence: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    changed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class IssuedNumber(Numbered, Base):
    """A number an authority gave. Rows are never changed or removed: numbers are not used again."""

    __tablename__ = "issued_number"
    __table_args__ = (
        UniqueConstraint("division_code", "number_key"),
        Index("ix_issued_number_year", "division_code", "year"),
    )

    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"))  # the authority's
    number: Mapped[str]
    number_key: Mapped[str]  # normal form, for matching only
    year: Mapped[int]
    sequence: Mapped[int | None]  # none: given by hand, in another form
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
