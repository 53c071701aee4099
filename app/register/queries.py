"""Reads of the register: how many, which ones, their columns.

Lists are two statements: the numbers of the page's organizations, then their rows.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.definitions.columns import Column
from app.definitions.rows import Row, parts_of
from app.extensions import db
from app.organizations.contributions import columns_by_key
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.register.filters import predicates
from app.register.selection import Selection
from app.standpoint import Standpoint

BLOCK = 1000  # rows fetched at once while streaming


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
    before: int | None = None,
) -> list[Row]:
    """Return a page of rows: by offset, or next to the organization of that number.

    An organization that is not there marks no place: the list begins, or ends, with its end.
    """
    is_backwards = before is not None
    sources = Sources(standpoint)
    # Asks for its joins before the statement is made.
    order = _order(sources, selection, is_backwards=is_backwards)
    statement = _ids(sources, selection, may_read_personal)
    edge = before if is_backwards else after
    if edge is not None:
        statement = statement.where(*_beyond(sources, selection, edge, is_backwards=is_backwards))
    statement = statement.order_by(*order).limit(limit).offset(offset)
    ids = list(db.session.scalars(statement))
    if is_backwards:
        ids.reverse()
    columns = [columns_by_key()[key] for key in selection.columns]
    rows = rows_of(standpoint, ids, columns)
    return [rows[id_] for id_ in ids if id_ in rows]


def rows_of(
    standpoint: Standpoint, ids: Sequence[int], columns: Sequence[Column]
) -> dict[int, Row]:
    """Return the rows of these organizations by number; those not existing then are left out."""
    sources = Sources(standpoint)
    parts, split = parts_of(sources, columns)
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
    parts, split = parts_of(sources, columns)
    # What is selected from is known only once all of this was asked for.
    conditions = list(predicates(sources, selection, may_read_personal=may_read_personal))
    order = _order(sources, selection)
    statement = sources.select(Organization.id, *parts).where(*conditions).order_by(*order)
    result = db.session.execute(statement, execution_options={"yield_per": BLOCK})
    for block in result.partitions():
        yield [Row(row[0], split(row[1:])) for row in block]


def _ids(sources: Sources, selection: Selection, may_read_personal: bool) -> Any:
    conditions = list(predicates(sources, selection, may_read_personal=may_read_personal))
    return sources.select(Organization.id).where(*conditions)


def _order(
    sources: Sources, selection: Selection, *, is_backwards: bool = False
) -> tuple[Any, ...]:
    """Order by the column, rows without a value last on both engines, then by number."""
    key = columns_by_key()[selection.sort_key].order(sources)
    directed = key.desc() if selection.is_descending != is_backwards else key.asc()
    is_up = _numbers_rise(selection) != is_backwards
    ends = Organization.id.asc() if is_up else Organization.id.desc()
    if selection.sort_key == "name":  # has no rows without a value, and an index
        return (directed, ends)
    nothing = key.is_(None)
    return (nothing.desc() if is_backwards else nothing, directed, ends)


def _beyond(
    sources: Sources, selection: Selection, edge: int, *, is_backwards: bool
) -> Iterator[ColumnElement[bool]]:
    """Yield what holds for the rows after, or before, the organization of this number."""
    column = columns_by_key()[selection.sort_key]
    there = Sources(sources.standpoint)
    found = db.session.execute(
        there.select(column.order(there)).where(Organization.id == edge)
    ).first()
    if found is None:
        return
    value, key = found[0], column.order(sources)
    is_up = _numbers_rise(selection) != is_backwards
    next_numbers = Organization.id > edge if is_up else Organization.id < edge
    if value is None:
        rest = and_(key.is_(None), next_numbers)
        yield or_(rest, key.is_not(None)) if is_backwards else rest
        return
    further = key < value if selection.is_descending != is_backwards else key > value
    rest = or_(further, and_(key == value, next_numbers))
    has_blanks = selection.sort_key != "name" and not is_backwards
    yield or_(rest, key.is_(None)) if has_blanks else rest


def _numbers_rise(selection: Selection) -> bool:
    """Tell which way equal rows go: with the names, so that one index serves both directions."""
    return not (selection.sort_key == "name" and selection.is_descending)
