"""A sheet's table once its header is known, and one row of it as the rules see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from app.exchange import marks
from app.exchange.grid import Grid, cell_text
from app.exchange.headers import header_texts
from app.exchange.vocabulary import Vocabulary
from app.workbooks.cells import Raw


class RowKind(StrEnum):
    TITLE = "title"
    FORM_LINE = "form_line"
    HEADER = "header"
    BLANK = "blank"
    DATA = "data"
    GROUP = "group"  # a heading that holds until the next one of its style
    REPEATED_HEADER = "repeated_header"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    NOTE = "note"
    EXAMPLE = "example"  # of a template, not of the hub
    SECOND_TABLE = "second_table"


@dataclass(frozen=True)
class Layout:
    """Where the table stands in its sheet."""

    grid: Grid
    words: Vocabulary
    header_rows: tuple[int, ...]
    first_column: int
    last_column: int
    key_column: int  # of the required field
    fields: Mapping[int, str]  # by column
    ordinals: frozenset[int]  # columns of running numbers

    @cached_property
    def header_texts(self) -> tuple[dict[int, str], ...]:
        return tuple(header_texts(self.grid, row) for row in self.header_rows)

    @cached_property
    def texts_above(self) -> frozenset[str]:
        above = range(1, self.header_rows[0])
        return frozenset(cell_text(raw) for row in above for _column, raw in self.grid.cells(row))


@dataclass(frozen=True)
class Row:
    """A row below the header, blank cells left out."""

    number: int
    cells: tuple[tuple[int, Raw], ...]
    content: tuple[tuple[int, Raw], ...]  # the cells without the running number
    is_wide: bool  # its only content is merged over several columns

    @property
    def is_lone(self) -> bool:
        return len(self.content) == 1

    @property
    def is_numbered(self) -> bool:
        return len(self.cells) > len(self.content)

    @property
    def ordinal(self) -> str:
        """Return the running number, or the numeral in its place; "" when there is none."""
        own = {column for column, _raw in self.content}
        return next((cell_text(raw) for column, raw in self.cells if column not in own), "")

    @property
    def has_numeral(self) -> bool:
        """Tell whether the running number is a Chinese numeral."""
        return marks.is_numeral(self.ordinal)

    @property
    def column(self) -> int:
        """Return the column of the first content."""
        return self.content[0][0]

    @cached_property
    def first(self) -> str:
        """Return the first content's text; "" for a number or a day."""
        return _text_only(self.content[0][1])

    @cached_property
    def texts(self) -> Mapping[int, str]:
        return {column: text for column, raw in self.content if (text := _text_only(raw))}

    @cached_property
    def heading(self) -> str:
        """Return the first text, after the numeral that stands in the column of running numbers."""
        return f"{self.ordinal.rstrip('、.')}、{self.first}" if self.has_numeral else self.first


def row_of(layout: Layout, number: int) -> Row:
    cells = layout.grid.cells(number, layout.first_column, layout.last_column)
    content = tuple(
        (column, raw)
        for column, raw in cells
        if column not in layout.ordinals or not marks.is_ordinal_value(cell_text(raw))
    )
    is_wide = len(content) == 1 and layout.grid.is_wide(number, content[0][0])
    return Row(number, tuple(cells), content, is_wide)


def _text_only(raw: Raw) -> str:
    return cell_text(raw) if isinstance(raw, str) else ""
