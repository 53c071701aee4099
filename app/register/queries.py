"""Reads of the register: how many, which ones, their columns. Lists are two statements: the
numbers of the page's organizations, then their rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.definitions.columns import Column
from app.extensions import db
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.register.filters import COLUMN_BY_KEY, predicates
from app.register.selection import Selection
from app.standpoint import Standpoint

BLOCK = 1000  # rows fetched at once while streaming


@dataclass(frozen=True)
class Row:
    """One organization of a list: its number and the values of the columns asked for, by key."""

    id: int
    values: Mapping[str, Any]


def count_rows(
    standpoint: Standpoint, selection: Selection, *, may_read_personal: bool, up_to: int | None
) -> int:
    """Count the rows, but stop at `up_to`: beyond it an exact total costs more than it tells."""
    ids = _ids(Sources(standpoint), selection, may_read_personal)
    some = ids.limit(up_to).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def list_page(
    standpoint: Standpoint,
    selection: Selection,
    *,
    may_read_personal: bool,
    limit: int,
    offset: int = 0,
    after: int | None = None,
) -> list[Row]:
    """Return a page of rows, by offset or after the organization of that number."""
    sources = Sources(standpoint)
    order = _order(sources, selection)  # asks for its joins before the statement is made
    statement = _ids(sources, selection, may_read_personal)
    if after is not None:
        statement = statement.where(_follows(sources, selection, after))
    statement = statement.order_by(*order).limit(limit).offset(offset)
    ids = list(db.session.scalars(statement))
    columns = [COLUMN_BY_KEY[key] for key in selection.columns]
    rows = rows_of(standpoint, ids, columns)
    return [rows[id_] for id_ in ids if id_ in rows]


def rows_of(
    standpoint: Standpoint, ids: Sequence[int], columns: Sequence[Column]
) -> dict[int, Row]:
    """Return the rows of these organizations by number; those not existing then are left out."""
    sources = Sources(standpoint)
    parts, split = _parts(sources, columns)
    statement = sources.select(Organization.id, *parts).where(Organization.id.in_(ids))
    return {row[0]: Row(row[0], split(row[1:])) for row in db.session.execute(statement)}


def stream_rows(
    standpoint: Standpoint,
    selection: Selection,
    columns: Sequence[Column],
    *,
    may_read_personal: bool,
) -> Iterator[Sequence[Row]]:
    """Yield all rows of the selection in its order, in blocks, while one read stays open."""
    sources = Sources(standpoint)
    parts, split = _parts(sources, columns)
    # What is selected from is known only once all of this was asked for.
    conditions = list(predicates(sources, selection, may_read_personal=may_read_personal))
    order = _order(sources, selection)
    statement = sources.select(Organization.id, *parts).where(*conditions).order_by(*order)
    result = db.session.execute(statement, execution_options={"yield_per": BLOCK})
    for block in result.partitions():
        yield [Row(row[0], split(row[1:])) for row in block]


def _parts(
    sources: Sources, columns: Sequence[Column]
) -> tuple[list[Any], Any]:
    """Return the columns' SQL expressions, and a function that makes values of their results."""
    parts: list[Any] = []
    slices = []
    for column in columns:
        selected = column.select(sources)
        slices.append((column, len(parts), len(parts) + len(selected)))
        parts += selected

    def split(values: Sequence[Any]) -> dict[str, Any]:
        return {column.key: column.value(*values[start:end]) for column, start, end in slices}

    return parts, split


def _ids(sources: Sources, selection: Selection, may_read_personal: bool) -> Any:
    conditions = list(predicates(sources, selection, may_read_personal=may_read_personal))
    return sources.select(Organization.id).where(*conditions)


def _order(sources: Sources, selection: Selection) -> tuple[Any, ...]:
    """Order by the column, rows without a value last on both engines, then name and number."""
    key = COLUMN_BY_KEY[selection.sort_key].order(sources)
    directed = key.desc() if selection.is_descending else key.asc()
    if selection.sort_key == "name":
        ends = Organization.id.desc() if selection.is_descending else Organization.id.asc()
        return (directed, ends)
    return (key.is_(None), directed, Organization.id.asc())


def _follows(sources: Sources, selection: Selection, after: int) -> ColumnElement[bool]:
    """Hold for the rows that come after the organization of this number in the order."""
    there = Sources(sources.standpoint)
    key_there = COLUMN_BY_KEY[selection.sort_key].order(there)
    value = db.session.scalar(there.select(key_there).where(Organization.id == after))
    key = COLUMN_BY_KEY[selection.sort_key].order(sources)
    is_up = not (selection.sort_key == "name" and selection.is_descending)
    later = Organization.id > after if is_up else Organization.id < after
    if value is None:
        return and_(key.is_(None), later)
    beyond = key < value if selection.is_descending else key > value
    rest = or_(beyond, and_(key == value, later))
    return rest if selection.sort_key == "name" else or_(rest, key.is_(None))
