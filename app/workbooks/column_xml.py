"""The cells of one column as XML: text inline, so that nothing is ever taken for a formula."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from operator import index
from typing import Any

from app.workbooks.cell_text import CellTooLongError, escaped_texts, refuse_long
from app.workbooks.cells import Raw, UnknownCell
from app.workbooks.layout import CellKind, SheetColumn
from app.workbooks.names import column_letter

NO_TEXT = b' t="inlineStr"><is><t></t></is></c>'
_INLINE = b' t="inlineStr"><is><t>%b</t></is></c>'
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_SURE_DAY = date(1900, 3, 1).toordinal()  # Excel counts a 29 February 1900 that never was

CellsWriter = Callable[[Sequence[Any], int], list[bytes]]  # values, number of the first among them


@dataclass(frozen=True)
class CellStyle:
    """Styles of a column's cells, by their index in the style sheet."""

    value: int
    text: int  # of text among numbers or days


@dataclass(frozen=True)
class ColumnXml:
    """How the cells of a column are written: `<c r="…"`, then the ending with its `%b` filled."""

    letter: str
    ending: bytes
    write: CellsWriter
    room: int | None = None  # half characters on a line of wrapped text


def column_xml(
    column: SheetColumn, position: int, style: CellStyle, room: int | None = None
) -> ColumnXml:
    """Return how a column is written that stands at a position, A being 1."""
    letter = column_letter(position)
    if column.kind in _NUMBERS:
        cell = _cell_writer(style, _NUMBERS[column.kind])
        return ColumnXml(letter, b"%b", _one_by_one(cell, column.title))
    ending = b' s="%d"' % style.value + _INLINE
    return ColumnXml(letter, ending, _at_once(column.title), room)


def serial_xml(style: CellStyle) -> ColumnXml:
    """Return how 序号 is written; of its values only the number counts."""

    def write(values: Sequence[Any], number: int) -> list[bytes]:
        return [b"%d" % serial for serial in range(number, number + len(values))]

    return ColumnXml("A", b' s="%d"><v>%%b</v></c>' % style.value, write)


def raw_xml(position: int, styles: Mapping[type, int]) -> ColumnXml:
    """Return how values are written as they were read; rows are named by the column's letters.

    The styles are those of texts, days, instants and times.
    """

    @lru_cache(maxsize=4096, typed=True)
    def cell(value: Raw) -> bytes:
        if value is None or value == "":
            return b"/>"
        if isinstance(value, bool):
            return b' t="b"><v>%d</v></c>' % value
        if isinstance(value, (int, float)):
            return b"><v>%a</v></c>" % value
        if isinstance(value, (date, time)) and (days := _days(value)) is not None:
            return b' s="%d"><v>%a</v></c>' % (styles[type(value)], days)
        text = value.text if isinstance(value, UnknownCell) else str(value)
        return b' s="%d"' % styles[str] + _INLINE % escaped_texts([text], "", 0)[0]

    letter = column_letter(position)
    return ColumnXml(letter, b"%b", _one_by_one(cell, letter))


def _at_once(title: str) -> CellsWriter:
    def write(values: Sequence[Any], number: int) -> list[bytes]:
        return escaped_texts(values, title, number)

    return write


def _one_by_one(cell: Callable[[Any], bytes], title: str) -> CellsWriter:
    def write(values: Sequence[Any], number: int) -> list[bytes]:
        try:
            return list(map(cell, values))
        except CellTooLongError:
            refuse_long(values, title, number)
            raise

    return write


def _cell_writer(
    style: CellStyle, as_number: Callable[[Any], bytes | None]
) -> Callable[[Any], bytes]:
    blank = b' s="%d"/>' % style.value

    @lru_cache(maxsize=4096, typed=True)  # days and amounts recur
    def cell(value: Any) -> bytes:
        if value is None:
            return blank
        number = as_number(value)
        if number is not None:
            return b' s="%d"><v>%b</v></c>' % (style.value, number)
        (text,) = escaped_texts([str(value)], "", 0)
        return b' s="%d"' % style.text + _INLINE % text

    return cell


def _integer(value: int | str) -> bytes | None:
    return None if isinstance(value, str) else b"%d" % index(value)


def _yuan(value: int | str) -> bytes | None:
    return None if isinstance(value, str) else repr(index(value) / 100).encode()


def _day(value: date | str) -> bytes | None:
    if isinstance(value, str):
        if not _DAY.fullmatch(value):
            return None
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return None
    days = value.toordinal()
    return b"%d" % (days - _DAY_ZERO) if days >= _FIRST_SURE_DAY else None


def _days(value: date | time) -> float | None:
    """Return what Excel stores for a day, an instant or a time of the day."""
    days = 0 if isinstance(value, time) else value.toordinal() - _DAY_ZERO
    if isinstance(value, date) and value.toordinal() < _FIRST_SURE_DAY:
        return None
    if not isinstance(value, (datetime, time)):
        return days
    return days + (value.hour * 3600 + value.minute * 60 + value.second) / 86_400


_NUMBERS: dict[CellKind, Callable[[Any], bytes | None]] = {
    CellKind.INTEGER: _integer,
    CellKind.MONEY: _yuan,
    CellKind.DATE: _day,
}
