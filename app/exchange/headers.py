"""Header texts: how one to three header rows over a column are joined, and the unit they name."""

import re
from collections.abc import Sequence

from app.exchange.grid import Grid, cell_text
from app.values.texts import clean_line, squeeze
from app.workbooks.cells import Raw, UnknownCell

BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|\([^()]*$")
_UNIT = r"(?:人民币)?([亿千百十]?万|[亿千百])?元(?:人民币)?"
_UNIT_IN_BRACKETS = re.compile(rf"[(\[【](?:单位[::]?)?(?:{_UNIT}|(万))(?:/[^()]*)?[)\]】]")
_UNIT_AT_END = re.compile(rf"(?:单位[::]|[/,、:_-]|(?<=[金资费额本产入出值]))(?:{_UNIT}|(万))$")


def join_header(parts: Sequence[str]) -> str:
    return "/".join(parts)


def header_parts(grid: Grid, top: int, bottom: int, column: int) -> tuple[str, ...]:
    """Return the texts over a column from the top, as written but on one line.

    A group header counts for all columns it is merged over, and, where it is not merged, for the
    blank cells right of it that have a header of their own below.
    """
    parts: list[str] = []
    for row in range(top, bottom + 1):
        text = one_line(_header_cell(grid, row, bottom, column))
        if text and (not parts or squeeze(parts[-1]) != squeeze(text)):
            parts.append(text)
    return tuple(parts)


def group_column(grid: Grid, row: int, bottom: int, column: int) -> int:
    """Return the column whose cell in this header row counts for `column`."""
    merge = grid.merge(row, column)
    if merge:
        return merge.left
    if row == bottom or grid.text(row, column) or not _has_text_below(grid, row, bottom, column):
        return column
    left = column - 1
    while left >= 1 and not grid.merge(row, left) and not grid.text(row, left):
        left -= 1
    is_group = left >= 1 and not grid.merge(row, left) and bool(grid.text(row + 1, left))
    return left if is_group else column


def unit_of(parts: Sequence[str]) -> str | None:
    """Return the unit of money that a header names: 元, 万元, 亿元 …; the leaf's before a group's."""
    for part in reversed([squeeze(part) for part in parts]):
        named = _UNIT_IN_BRACKETS.search(part) or _UNIT_AT_END.search(part)
        if named:
            return "万元" if named[2] else f"{named[1] or ''}元"
    return None


def one_line(raw: Raw) -> str:
    """Return a cell's text as it is shown in one line."""
    if isinstance(raw, UnknownCell):
        return raw.text
    return clean_line(raw) or ""


def header_texts(grid: Grid, row: int) -> dict[int, str]:
    """Return the squeezed texts of a row by column."""
    return {column: cell_text(raw) for column, raw in grid.cells(row)}


def _header_cell(grid: Grid, row: int, bottom: int, column: int) -> Raw:
    merge = grid.merge(row, column)
    if merge:
        return grid.raw(merge.top, merge.left)
    return grid.raw(row, group_column(grid, row, bottom, column))


def _has_text_below(grid: Grid, row: int, bottom: int, column: int) -> bool:
    return any(grid.text(below, column) for below in range(row + 1, bottom + 1))
