"""What was read, written as it stands: for files that cannot be changed in place."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from app.workbooks.cells import Sheet
from app.workbooks.column_xml import raw_xml
from app.workbooks.packing import write_package
from app.workbooks.sheet_xml import rows_xml
from app.workbooks.shell import sheet_name

_BLOCK = 1000
_DATA = re.compile(rb"<sheetData>\s*</sheetData>|<sheetData\s*/>")
_DIMENSION = re.compile(rb"<dimension [^>]*/>")  # of an empty sheet; may be left out
_FORMATS: dict[type, str] = {
    str: "General",
    date: "yyyy-mm-dd",
    datetime: "yyyy-mm-dd hh:mm:ss",
    time: "hh:mm:ss",
}


def write_grid(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the values and merges of all sheets; raise CellTooLongError with the sheet's row.

    The sheets keep their names as far as Excel takes them, see `grid_name`.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = None
    for sheet in sheets:
        page: Worksheet = book.create_sheet(grid_name(sheet))
        page.sheet_state = "visible" if sheet.is_visible else "hidden"
        for merge in sheet.merges:
            page.merged_cells.add(CellRange(None, merge.left, merge.top, merge.right, merge.bottom))
    styles = {kind: _style(book.worksheets[0], kind) for kind in _FORMATS}
    shell = BytesIO()
    book.save(shell)
    with ZipFile(shell) as package:
        parts = {
            part: _filled(package.read(part), sheet, styles)
            for number, sheet in enumerate(sheets, 1)
            for part in [f"xl/worksheets/sheet{number}.xml"]
        }
    write_package(path, shell, parts)


def grid_name(sheet: Sheet) -> str:
    """Return the name of the sheet in a grid; one of csv has none of its own."""
    return sheet_name(sheet.name or "Sheet1")


def _style(page: Worksheet, kind: type) -> int:
    cell = Cell(page, row=1, column=1)
    cell.number_format = _FORMATS[kind]
    cell.quotePrefix = int(kind is str)
    return cell.style_id


def _filled(xml: bytes, sheet: Sheet, styles: dict[type, int]) -> Iterator[bytes]:
    width = max(map(len, sheet.rows), default=0)
    columns = [raw_xml(position, styles) for position in range(1, width + 1)]
    blocks = (sheet.rows[at : at + _BLOCK] for at in range(0, len(sheet.rows), _BLOCK))
    before, after = _DATA.split(_DIMENSION.sub(b"", xml))
    yield before + b"<sheetData>"
    yield from rows_xml(columns, blocks, first_row=1)
    yield b"</sheetData>" + after
