"""The four numbers of a project's money, and the warnings they give. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.projects.models import BudgetLine, Expense, Instalment, Payment


@dataclass(frozen=True)
class Money:
    """All in fen. `granted` is what was decided on, `approved` the sum of the budget lines."""

    granted: int | None = None
    approved: int | None = None
    paid: int = 0
    spent: int = 0

    @property
    def ceiling(self) -> int | None:
        """What may be paid out: the granted amount, without one the budget."""
        return self.approved if self.granted is None else self.granted

    @property
    def balance(self) -> int:
        return self.paid - self.spent

    @property
    def is_overpaid(self) -> bool:
        return self.ceiling is not None and self.paid > self.ceiling

    @property
    def is_budget_even(self) -> bool:
        """Tell whether the budget comes to what was granted, where both are known."""
        return self.granted is None or self.approved is None or self.granted == self.approved

    def percent(self, part: int) -> int | None:
        """Return how much of what may be paid a part is, at most 100."""
        if not self.ceiling:
            return None
        return min(100, max(0, round(part * 100 / self.ceiling)))


@dataclass(frozen=True)
class LineRow:
    """A budget line against what was spent on it."""

    line: BudgetLine
    spent: int

    @property
    def left(self) -> int:
        return self.line.amount - self.spent

    @property
    def is_over(self) -> bool:
        return self.spent > self.line.amount


@dataclass(frozen=True)
class InstalmentRow:
    """An instalment against what was paid: for it, or for all up to it."""

    instalment: Instalment
    paid: int
    is_paid: bool

    def is_overdue(self, on: date) -> bool:
        due_on = self.instalment.due_on
        return not self.is_paid and due_on is not None and due_on < on


@dataclass(frozen=True)
class MoneyPage:
    """Everything the page of a project's money shows."""

    money: Money
    lines: Sequence[LineRow]
    unplanned: int  # spent on no line of the budget
    instalments: Sequence[InstalmentRow]
    payments: Sequence[Payment]
    expenses: Sequence[Expense]

    @property
    def promised(self) -> int:
        return sum(row.instalment.amount for row in self.instalments)

    @property
    def is_promise_even(self) -> bool:
        """Tell whether the instalments come to what may be paid, where both are known."""
        ceiling = self.money.ceiling
        return ceiling is None or not self.instalments or self.promised == ceiling

    @property
    def needs_attention(self) -> bool:
        money = self.money
        is_even = money.is_budget_even and self.is_promise_even
        is_short = money.is_overpaid or money.balance < 0
        return bool(is_short or not is_even or self.over_lines or self.without_voucher)

    @property
    def without_voucher(self) -> Sequence[Expense]:
        return [item for item in self.expenses if not item.voucher]

    @property
    def over_lines(self) -> Sequence[LineRow]:
        return [row for row in self.lines if row.is_over]


def line_rows(
    lines: Sequence[BudgetLine], expenses: Sequence[Expense]
) -> tuple[list[LineRow], int]:
    """Return the lines with what was spent on each, and what was spent on none of them."""
    spent = {
        line.number: sum(item.amount for item in expenses if item.line_id == line.number)
        for line in lines
    }
    rows = [LineRow(line, spent[line.number]) for line in lines]
    return rows, sum(item.amount for item in expenses) - sum(spent.values())


def instalment_rows(
    instalments: Sequence[Instalment], payments: Sequence[Payment]
) -> list[InstalmentRow]:
    """Return the instalments in order, each paid when its own payments, or all, reach it."""
    rows, due = [], 0
    total = sum(item.amount for item in payments)
    for instalment in instalments:
        due += instalment.amount
        own = sum(item.amount for item in payments if item.instalment_id == instalment.number)
        rows.append(InstalmentRow(instalment, own, own >= instalment.amount or total >= due))
    return rows
