"""A project's money, in fen: planned by lines, promised in instalments, paid and spent."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Numbered
from app.history.recorded import Recorded


class BudgetLine(Numbered, Recorded, Base):
    __tablename__ = "project_budget_line"

    root_id: Mapped[int | None] = mapped_column(ForeignKey("project_budget_line.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    position: Mapped[int]
    label: Mapped[str]
    is_direct: Mapped[bool]
    calculation: Mapped[str | None]
    amount: Mapped[int] = mapped_column(BigInteger)

    @property
    def number(self) -> int:
        """What expenses know it by: that of its first row, however often edited."""
        return self.root_id or self.id


class Instalment(Numbered, Recorded, Base):
    """A part of the money, due on a day under a condition."""

    __tablename__ = "project_instalment"

    root_id: Mapped[int | None] = mapped_column(ForeignKey("project_instalment.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    position: Mapped[int]
    condition: Mapped[str | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    amount: Mapped[int] = mapped_column(BigInteger)

    @property
    def number(self) -> int:
        """What payments know it by: that of its first row, however often edited."""
        return self.root_id or self.id


class Payment(Numbered, Recorded, Base):
    """Money paid out to the project (已拨付)."""

    __tablename__ = "project_payment"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    instalment_id: Mapped[int | None] = mapped_column(
        ForeignKey("project_instalment.id"), index=True
    )
    voucher: Mapped[str | None]
    note: Mapped[str | None]
    reason: Mapped[str | None]  # for paying more than was approved
    import_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)


class Expense(Numbered, Recorded, Base):
    """Money the project spent (已支出)."""

    __tablename__ = "project_expense"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    on: Mapped[date] = mapped_column(index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("project_budget_line.id"), index=True)
    voucher: Mapped[str | None]
    note: Mapped[str | None]
