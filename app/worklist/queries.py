"""Reads of the worklist. No total is counted beyond 1,000: who has more needs no exact number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Subquery, func, literal, select

from app.accounts.queries import account_names
from app.definitions.signals import Signal
from app.extensions import db
from app.organizations.models import Organization
from app.standpoint import Standpoint

COUNTED_UP_TO = 1000


@dataclass(frozen=True)
class Item:
    """One thing to do; `owner` is empty where nobody in particular looks after it."""

    organization_id: int | None
    organization: str
    subject_id: int
    due_on: date | None
    days_overdue: int  # 0: not yet, or no day was agreed on
    owner: str
    title: str


def count_items(
    standpoint: Standpoint, signals: Sequence[Signal], *, owner: int | None = None
) -> dict[str, int]:
    """Return how many things each signal shows, by key; COUNTED_UP_TO + 1 says there are more.

    One statement, whatever the number of signals. `owner` narrows to what one account looks after.
    """
    if not signals:
        return {}
    counts = [
        select(func.count())
        .select_from(
            _owned(standpoint, signal, owner, literal(1)).limit(COUNTED_UP_TO + 1).subquery()
        )
        .scalar_subquery()
        for signal in signals
    ]
    row = db.session.execute(select(*counts)).one()
    return {signal.key: number for signal, number in zip(signals, row, strict=True)}


def list_items(
    standpoint: Standpoint, signal: Signal, *, owner: int | None, limit: int, offset: int
) -> list[Item]:
    """Return a page of what the signal shows: by day, those without one last, then by name.

    Of more than COUNTED_UP_TO only that many are put in order.
    """
    items = _items(standpoint, signal)
    shown = select(items).limit(COUNTED_UP_TO)
    if owner is not None:
        shown = shown.where(items.c.owner_id == owner)
    some = shown.subquery()
    statement = (
        select(some, Organization.name)
        .join(Organization, Organization.id == some.c.organization_id, isouter=True)
        .order_by(
            some.c.due_on.is_(None),
            some.c.due_on,
            Organization.sort_key.is_(None),
            Organization.sort_key,
            some.c.subject_id,
        )
        .limit(limit)
        .offset(offset)
    )
    rows = db.session.execute(statement).all()
    names = account_names({row.owner_id for row in rows if row.owner_id is not None})
    return [_item(row, standpoint.on, names.get(row.owner_id, "")) for row in rows]


def _owned(standpoint: Standpoint, signal: Signal, owner: int | None, selected: Any) -> Any:
    items = _items(standpoint, signal)
    statement = select(selected).select_from(items)
    return statement if owner is None else statement.where(items.c.owner_id == owner)


def _items(standpoint: Standpoint, signal: Signal) -> Subquery:
    found: Subquery = signal.items(standpoint).subquery()
    return found


def _item(row: Row[Any], on: date, owner: str) -> Item:
    return Item(
        row.organization_id,
        row.name or "",
        row.subject_id,
        row.due_on,
        max(0, (on - row.due_on).days) if row.due_on else 0,
        owner,
        row.title or "",
    )
