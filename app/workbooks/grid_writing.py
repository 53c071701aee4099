"""What was read, written as it stands: for files that cannot be changed in place."""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange

from app.workbooks.cells import Raw, Sheet, UnknownCell
from app.workbooks.names import column_letter
from app.workbooks.shell import sheet_name
from app.workbooks.styles import put_text


def write_grid(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write the values and merges of all sheets; raise CellTooLongError.

    The sheets keep their names where Excel takes them, see `grid_name`.
    """
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(grid_name(sheet))
        page.sheet_state = "visible" if sheet.is_visible else "hidden"
        for number, row in enumerate(sheet.rows, 1):
            page.append([_cell(page, value, number, at) for at, value in enumerate(row, 1)])
        for merge in sheet.merges:
            span = CellRange(None, merge.left, merge.top, merge.right, merge.bottom)
            page.merged_cells.add(span)
    book.properties.creator = None
    book.save(path)


def grid_name(sheet: Sheet) -> str:
    """Return the name of the sheet in a grid; one of csv has none of its own."""
    return sheet_name(sheet.name or "Sheet1")


def _cell(page: WriteOnlyWorksheet, value: Raw, row: int, column: int) -> Raw | Cell:
    if isinstance(value, UnknownCell):
        value = value.text
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(page)
    put_text(cell, value, column_letter(column), row)
    return cell
