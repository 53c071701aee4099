"""Rows as the XML of a sheet, a block at a time: what makes a large export cheap.

Each column of a block becomes bytes by itself, then one template per row joins them. Nothing is
kept between blocks, so memory does not grow with the rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from app.workbooks.cell_text import KEEP_BLANKS
from app.workbooks.column_xml import NO_TEXT, ColumnXml
from app.workbooks.line_breaks import BODY_POINTS, height_of, most_lines

Block = Sequence[Sequence[Any]]


def rows_xml(
    columns: Sequence[ColumnXml],
    blocks: Iterable[Block],
    *,
    first_row: int,
    first_number: int = 1,
    serial: ColumnXml | None = None,
) -> Iterator[bytes]:
    """Yield each block as row elements, beginning at a row of the sheet.

    `first_number` is that of the first row among all that are written, over several sheets. Rows
    get a height when any column wraps. Raises CellTooLongError, and ValueError for a row that is
    not as long as there are columns.
    """
    template = _template([serial, *columns] if serial else columns)
    number = first_number
    for block in filter(None, blocks):
        values = list(zip(*block, strict=True))
        start = first_row + number - first_number
        rows = [b"%d" % row for row in range(start, start + len(block))]
        parts: list[Sequence[bytes]] = [rows, _heights(columns, values, len(block))]
        if serial:
            parts += (rows, serial.write(block, number))
        for column, cells in zip(columns, values, strict=True):
            parts += (rows, column.write(cells, number))
        number += len(block)
        xml = b"".join(map(template.__mod__, zip(*parts, strict=True)))
        xml = xml.replace(NO_TEXT, b"/>")
        if KEEP_BLANKS in xml:
            xml = xml.replace(b"<t>" + KEEP_BLANKS, b'<t xml:space="preserve">')
        yield xml


def _template(columns: Sequence[ColumnXml]) -> bytes:
    cells = [f'<c r="{column.letter}%b"'.encode() + column.ending for column in columns]
    return b'<row r="%b"%b>' + b"".join(cells) + b"</row>"


def _heights(
    columns: Sequence[ColumnXml], values: Sequence[Sequence[Any]], count: int
) -> list[bytes]:
    wrapped = [
        (cells, column.room)
        for column, cells in zip(columns, values, strict=True)
        if column.room is not None
    ]
    if not wrapped:
        return [b""] * count
    return list(map(_height, most_lines(wrapped, count)))


@lru_cache(maxsize=1000)
def _height(lines: int) -> bytes:
    return b' ht="%a"' % height_of(lines, BODY_POINTS)
