"""The register's columns as columns of a sheet, and its rows as values of one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Literal

from app.definitions.columns import Column, ColumnKind
from app.definitions.rows import Row
from app.values.dates import PartialDate, Precision
from app.workbooks.layout import CellKind, SheetColumn

BLOCK = list[tuple[Any, ...]]
CELL_KINDS = {
    ColumnKind.CODE: CellKind.CODE,
    ColumnKind.COUNT: CellKind.INTEGER,
    ColumnKind.MONEY: CellKind.MONEY,
    ColumnKind.DATE: CellKind.DATE,
}
CENTERED = frozenset({ColumnKind.CODE, ColumnKind.DATE, ColumnKind.CHOICE, ColumnKind.BOOLEAN})


def sheet_columns(columns: Sequence[Column]) -> tuple[SheetColumn, ...]:
    """Return the columns as a sheet has them; a group heads at least two neighbors."""
    groups = [None, *(column.group for column in columns), None]
    return tuple(
        _sheet_column(column, is_grouped=column.group in {groups[at], groups[at + 2]})
        for at, column in enumerate(columns)
    )


def _sheet_column(column: Column, *, is_grouped: bool) -> SheetColumn:
    return SheetColumn(
        title=str(column.label),
        kind=CELL_KINDS.get(column.kind, CellKind.TEXT),
        width=column.width,
        align=_align(column),
        group=str(column.group) if is_grouped and column.group is not None else None,
        has_total=column.is_summed,
    )


def blocks_of(rows: Iterable[Sequence[Row]], columns: Sequence[Column]) -> Iterator[BLOCK]:
    """Yield blocks of cell values from blocks of rows."""
    writers = [(column.key, _writer(column)) for column in columns]
    for block in rows:
        yield [tuple(write(row.values[key]) for key, write in writers) for row in block]


def _align(column: Column) -> Literal["left", "center", "right"]:
    if column.is_numeric:
        return "right"
    return "center" if column.kind in CENTERED else "left"


def _writer(column: Column) -> Callable[[Any], Any]:
    if column.kind is ColumnKind.DATE:
        return _day
    return _same if column.is_numeric else column.show


def _same(value: Any) -> Any:
    return value


def _day(value: PartialDate | date | None) -> Any:
    """Return a date where the day is known, else the month or year as text."""
    if not isinstance(value, PartialDate):
        return value
    return value.date if value.precision is Precision.DAY else str(value)
