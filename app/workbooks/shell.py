"""The shell of a workbook to be written: everything but its rows, made with openpyxl.

Each sheet holds one marker row where its data begins; what stands below the data is already in
its place, since the number of rows is known. A sheet without data is finished as it is.
"""

import re
from dataclasses import dataclass
from html import escape
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from app.workbooks.cell_text import clean_text
from app.workbooks.column_xml import CellStyle
from app.workbooks.heading import all_columns, put_header
from app.workbooks.layout import NotesSheet, SheetPlan, WorkbookProperties
from app.workbooks.names import column_letter
from app.workbooks.notes import put_notes
from app.workbooks.official import put_above, put_signature, put_totals
from app.workbooks.placing import Placement, first_column, last_letter
from app.workbooks.printing import set_up_print
from app.workbooks.styles import Look, cell_at, dress_body, official_look, plain_look

PROPERTIES_PART = "docProps/app.xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_LONGEST_NAME = 31
_PORTRAIT_COLUMNS = 7


@dataclass(frozen=True)
class Shell:
    """A package of openpyxl, and the styles of the columns, 序号 included, in its style sheet."""

    package: bytes
    styles: tuple[CellStyle, ...]


def build_shell(
    plan: SheetPlan,
    placements: tuple[Placement, ...],
    notes: NotesSheet | None,
    properties: WorkbookProperties,
) -> Shell:
    """Make the sheets of the data, in order, and the notes after them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = None
    book.properties.title = clean_text(properties.title)
    look = official_look(plan.official.fonts) if plan.official else plain_look()
    names = [sheet_name(plan.name, number) for number in range(1, len(placements) + 1)]
    sheets: list[Worksheet] = [book.create_sheet(name) for name in names]
    for sheet, placement in zip(sheets, placements, strict=True):
        _build_sheet(sheet, plan, placement, look)
    if placements[-1].total_row:
        put_totals(sheets, plan, look, placements)
    styles = _style_markers(sheets, plan, placements, look)
    if notes is not None:
        put_notes(book.create_sheet(sheet_name(notes.title)), notes)
    package = BytesIO()
    book.save(package)
    return Shell(package.getvalue(), styles)


def company_part(company: str) -> bytes:
    """Return the part with the properties that openpyxl does not write.

    It names no application: LibreOffice trusts Excel to have stored the height of every wrapped
    row, and would not look for it.
    """
    xml = f'<Properties xmlns="{_PROPERTIES}"><Company>{escape(clean_text(company))}</Company>'
    return f"{xml}</Properties>".encode()


def sheet_name(name: str, number: int = 1) -> str:
    """Return a name that Excel takes for a sheet, marked with the number of a further one."""
    suffix = f" ({number})" if number > 1 else ""
    usable = re.sub(r"[\[\]:*?/\\\n\t]", " ", clean_text(name)).strip(" '")
    return (usable or "Sheet")[: _LONGEST_NAME - len(suffix)].strip(" '") + suffix


def _build_sheet(sheet: Worksheet, plan: SheetPlan, placement: Placement, look: Look) -> None:
    if plan.official:
        put_above(sheet, plan, plan.official)
    put_header(sheet, plan, placement, look)
    if plan.official and placement.signature_row:
        put_signature(sheet, plan, plan.official, placement.signature_row)
    columns = all_columns(plan)
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[column_letter(at)].width = column.width
    frozen = column_letter(first_column(plan) + plan.frozen_columns)
    sheet.freeze_panes = f"{frozen}{placement.first_row}"
    right = last_letter(plan)
    sheet.auto_filter.ref = f"A{placement.header_bottom}:{right}{placement.last_data_row}"
    set_up_print(
        sheet,
        f"A1:{right}{placement.last_row}",
        is_wide=len(columns) > _PORTRAIT_COLUMNS,
        header=(placement.header_top, placement.header_bottom),
    )


def _style_markers(
    sheets: list[Worksheet], plan: SheetPlan, placements: tuple[Placement, ...], look: Look
) -> tuple[CellStyle, ...]:
    """Dress the marker rows, which are the same on all sheets, and return their styles."""
    styles: list[CellStyle] = []
    for sheet, placement in zip(sheets, placements, strict=True):
        styles = []
        for at, column in enumerate(all_columns(plan), 1):
            marker = cell_at(sheet, placement.first_row, at)
            dress_body(marker, column, look)
            text = Cell(sheet, row=1, column=1)
            dress_body(text, column, look, as_text=True)
            styles.append(CellStyle(marker.style_id, text.style_id))
    return tuple(styles)
