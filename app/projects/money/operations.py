"""Writes. Operations flush and audit; the view or command commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.audit import operations as audit
from app.extensions import db
from app.projects.errors import StaleProjectError
from app.projects.models import BudgetLine, Expense, Instalment, Payment, Project
from app.projects.money import queries
from app.projects.money.errors import (
    AmountError,
    NothingApprovedError,
    OverApprovedError,
    UnknownPartError,
)
from app.projects.operations.checks import organization_ids_of
from app.projects.operations.subject import (
    check_day,
    detail_of,
    project_to_change,
    recorded,
    subject,
    supersede,
    touch,
)
from app.standpoint import Standpoint


@dataclass(frozen=True)
class LineEdit:
    """A line as it shall be; without a number it is a new one. Money in fen."""

    number: int | None
    label: str
    is_direct: bool
    calculation: str | None
    amount: int


@dataclass(frozen=True)
class InstalmentEdit:
    number: int | None
    condition: str | None
    due_on: date | None
    amount: int


@dataclass(frozen=True)
class BudgetRequest:
    """The whole budget in its order; what is not in it is removed."""

    lines: tuple[LineEdit, ...] = ()
    instalments: tuple[InstalmentEdit, ...] = ()


@dataclass(frozen=True)
class PaymentEntry:
    """A checked request to record money paid out; `instalment` is the number of one."""

    on: date
    amount: int
    instalment: int | None = None
    voucher: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class ExpenseEntry:
    """A checked request to record money spent; `line` is the number of a budget line."""

    on: date
    amount: int
    line: int | None = None
    voucher: str | None = None
    note: str | None = None


def set_budget(
    standpoint: Standpoint, project_id: int, budget: BudgetRequest, version: int | None = None
) -> bool:
    """Supersede what is another than before; return whether anything is.

    Raises StaleProjectError, UnknownPartError and AmountError.
    """
    project = project_to_change(standpoint, project_id)
    if version is not None and version != project.version:
        raise StaleProjectError
    amounts = [line.amount for line in budget.lines]
    amounts += [instalment.amount for instalment in budget.instalments]
    if any(amount <= 0 for amount in amounts):
        raise AmountError
    before = _sums(standpoint, project.id)
    is_changed = [
        _revise(standpoint, project, BudgetLine, budget.lines),
        _revise(standpoint, project, Instalment, budget.instalments),
    ]
    if not any(is_changed):
        return False
    touch(project)
    _record(
        "project:budget:set", standpoint, project, **_told(before, _sums(standpoint, project.id))
    )
    return True


def add_payment(standpoint: Standpoint, project_id: int, entry: PaymentEntry) -> int:
    """Record money paid out; return its number.

    Raises AmountError, FutureDayError, BeforeExistenceError, UnknownPartError,
    NothingApprovedError, and OverApprovedError where all payments would come to more than was
    granted (without that, than the budget).
    """
    project = project_to_change(standpoint, project_id)
    _check_flow(project, entry.amount, entry.on)
    _check_part(standpoint, project, Instalment, entry.instalment)
    money = queries.money_of(standpoint, [project.id])[project.id]
    paid = sum(item.amount for item in _live(standpoint, project.id))
    if money.ceiling is None:
        raise NothingApprovedError
    if paid + entry.amount > money.ceiling:
        raise OverApprovedError(money.ceiling, paid, entry.amount)
    payment = Payment(
        project_id=project.id,
        on=entry.on,
        amount=entry.amount,
        instalment_id=entry.instalment,
        voucher=entry.voucher,
        note=entry.note,
        **recorded(standpoint),
    )
    return _add(standpoint, project, payment, "project:payment:add")


def add_expense(standpoint: Standpoint, project_id: int, entry: ExpenseEntry) -> int:
    """Record money spent; return its number. Spending more than a line has is only warned of.

    Raises AmountError, FutureDayError, BeforeExistenceError and UnknownPartError.
    """
    project = project_to_change(standpoint, project_id)
    _check_flow(project, entry.amount, entry.on)
    _check_part(standpoint, project, BudgetLine, entry.line)
    expense = Expense(
        project_id=project.id,
        on=entry.on,
        amount=entry.amount,
        line_id=entry.line,
        voucher=entry.voucher,
        note=entry.note,
        **recorded(standpoint),
    )
    return _add(standpoint, project, expense, "project:expense:add")


def withdraw_payment(standpoint: Standpoint, payment_id: int, reason: str | None = None) -> None:
    """Take a payment back. Raises NoResultFound for one withdrawn already, or foreign."""
    project_id = queries.get_flow(standpoint, Payment, payment_id).project_id
    project = project_to_change(standpoint, project_id)
    payment = queries.get_flow(standpoint, Payment, payment_id)
    _withdraw(standpoint, project, payment, "project:payment:withdraw", reason)


def withdraw_expense(standpoint: Standpoint, expense_id: int, reason: str | None = None) -> None:
    """Take an expense back. Raises NoResultFound for one withdrawn already, or foreign."""
    project_id = queries.get_flow(standpoint, Expense, expense_id).project_id
    project = project_to_change(standpoint, project_id)
    expense = queries.get_flow(standpoint, Expense, expense_id)
    _withdraw(standpoint, project, expense, "project:expense:withdraw", reason)


def _revise(
    standpoint: Standpoint,
    project: Project,
    model: type[queries.Part],
    edits: Sequence[LineEdit | InstalmentEdit],
) -> bool:
    """Bring the rows to the edits; rows that stay as they are are left alone."""
    live = {row.number: row for row in queries.list_parts(standpoint, model, project.id)}
    numbers = [item.number for item in edits if item.number is not None]
    if len(set(numbers)) < len(numbers) or not live.keys() >= set(numbers):
        raise UnknownPartError
    is_changed = False
    for position, edit in enumerate(edits, 1):
        values = {**vars(edit), "position": position}
        old = live.pop(values.pop("number"), None)
        if old is not None and all(getattr(old, key) == value for key, value in values.items()):
            continue
        is_changed = True
        if old is not None:
            supersede(old, standpoint)
        root_id = old.number if old is not None else None
        db.session.add(
            model(project_id=project.id, root_id=root_id, **values, **recorded(standpoint))
        )
    for gone in live.values():
        supersede(gone, standpoint)
    db.session.flush()
    return is_changed or bool(live)


def _check_flow(project: Project, amount: int, on: date) -> None:
    if amount <= 0:
        raise AmountError
    check_day(on, organization_ids_of(project.id))


def _check_part(
    standpoint: Standpoint,
    project: Project,
    model: type[queries.Part],
    number: int | None,
) -> None:
    parts = queries.list_parts(standpoint, model, project.id)
    if number is not None and number not in {part.number for part in parts}:
        raise UnknownPartError


def _live(standpoint: Standpoint, project_id: int) -> Sequence[Payment]:
    """Return the payments of any day: none is dated later than today."""
    return queries.list_flows(standpoint.at_day(date.max), Payment, project_id)


def _add(standpoint: Standpoint, project: Project, row: Payment | Expense, action: str) -> int:
    db.session.add(row)
    db.session.flush()
    _record(action, standpoint, project, **_facts(row))
    return row.id


def _withdraw(
    standpoint: Standpoint,
    project: Project,
    row: Payment | Expense,
    action: str,
    reason: str | None,
) -> None:
    supersede(row, standpoint)
    _record(action, standpoint, project, **_facts(row), reason=reason)


def _facts(row: Payment | Expense) -> dict[str, Any]:
    return {"on": row.on.isoformat(), "amount": row.amount, "voucher": row.voucher}


def _sums(standpoint: Standpoint, project_id: int) -> tuple[int, int]:
    lines = queries.list_parts(standpoint, BudgetLine, project_id)
    instalments = queries.list_parts(standpoint, Instalment, project_id)
    return sum(item.amount for item in lines), sum(item.amount for item in instalments)


def _told(before: tuple[int, int], after: tuple[int, int]) -> dict[str, list[int]]:
    keys = ("budget", "instalments")
    return {
        key: list(pair) for key, pair in zip(keys, zip(before, after, strict=True), strict=True)
    }


def _record(action: str, standpoint: Standpoint, project: Project, **changes: Any) -> None:
    name = detail_of(project.id).name
    audit.record(action, subject(project, name), by=standpoint.viewer, **changes)
