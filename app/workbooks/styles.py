"""How the cells of written sheets look: fonts, borders, formats."""

from dataclasses import dataclass

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from app.workbooks.cell_text import fitting_text
from app.workbooks.layout import Align, CellKind, Fonts, SheetColumn

_HEADER_FILL = PatternFill("solid", fgColor="FFEDEDED")
_NUMBER_FORMATS = {
    CellKind.TEXT: "General",
    CellKind.CODE: "@",
    CellKind.INTEGER: "#,##0",
    CellKind.MONEY: "#,##0.00",
    CellKind.DATE: "yyyy-mm-dd",
}


@dataclass(frozen=True)
class Look:
    """The dress of a sheet: plain for work on the screen, official for paper."""

    header: Font
    body: Font
    total: Font
    border: Border
    wraps: bool  # long texts in the body; on paper nothing may be cut


def plain_look() -> Look:
    """Return the dress of a plain sheet, in the font that every office machine has."""
    return Look(
        header=Font(name="宋体", size=11, bold=True),
        body=Font(name="宋体", size=11),
        total=Font(name="宋体", size=11, bold=True),
        border=_thin("FFD0D5DD"),
        wraps=False,
    )


def official_look(fonts: Fonts) -> Look:
    """Return the dress of an official table."""
    return Look(
        header=Font(name=fonts.header, size=12),
        body=Font(name=fonts.body, size=11),
        total=Font(name=fonts.body, size=11, bold=True),
        border=_thin("FF000000"),
        wraps=True,
    )


def is_wrapped(column: SheetColumn) -> bool:
    """Return whether long values go on the next line; numbers and days have none."""
    return column.kind in (CellKind.TEXT, CellKind.CODE)


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell to write to: none that a merge covers."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def put_text(cell: Cell, text: str, column: str = "", row: int = 0) -> None:
    """Write text that is never a formula, not even once somebody edits the cell.

    Raises CellTooLongError, with the column and row given or else the beginning of the text.
    """
    cell.value = fitting_text(text, column or text[:20], row)
    cell.data_type = "s"
    cell.quotePrefix = 1


def dress_header(cell: Cell | MergedCell, look: Look) -> None:
    """Dress a cell of the header."""
    cell.font = look.header
    cell.fill = _HEADER_FILL
    cell.border = look.border
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def dress_body(cell: Cell, column: SheetColumn, look: Look, *, as_text: bool = False) -> None:
    """Dress a cell of a column; `as_text` is for text among numbers or days."""
    cell.font = look.body
    cell.border = look.border
    cell.alignment = _aligned(column.align, wraps=look.wraps and is_wrapped(column))
    cell.number_format = "@" if as_text else _NUMBER_FORMATS[column.kind]
    cell.quotePrefix = int(column.kind is CellKind.TEXT)


def dress_total(cell: Cell, column: SheetColumn | None, look: Look) -> None:
    """Dress a cell of the row of totals; without a column it is the label's."""
    cell.font = look.total
    cell.border = look.border
    cell.alignment = _aligned("center" if column is None else column.align)
    if column is not None and column.has_total:
        cell.number_format = _NUMBER_FORMATS[column.kind]


def _aligned(align: Align, *, wraps: bool = False) -> Alignment:
    return Alignment(horizontal=align, vertical="center", wrap_text=wraps)


def _thin(color: str) -> Border:
    side = Side(style="thin", color=color)
    return Border(left=side, right=side, top=side, bottom=side)
