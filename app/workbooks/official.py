"""The official format around a table: title, unit and date, totals, signature."""

from collections.abc import Sequence

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from app.i18n import _
from app.workbooks.heading import all_columns
from app.workbooks.layout import Align, OfficialForm, SheetColumn, SheetPlan
from app.workbooks.line_breaks import BODY_POINTS, height_of, lines_of, room_in
from app.workbooks.names import column_letter
from app.workbooks.placing import Placement
from app.workbooks.styles import Look, cell_at, dress_total, put_text

_TITLE_POINTS = 22


def put_above(sheet: Worksheet, plan: SheetPlan, form: OfficialForm) -> None:
    """Write the title over all columns and, below it, the unit at the left, the date right.

    A table too narrow for both has the date on a line of its own.
    """
    columns = all_columns(plan)
    everywhere = (1, len(columns))
    _put_line(sheet, 1, everywhere, form.title, "center")
    sheet.cell(1, 1).font = Font(name=form.fonts.title, size=_TITLE_POINTS, bold=True)
    sheet.row_dimensions[1].height = max(36.0, _height(columns, form.title, _TITLE_POINTS))

    left = _columns_of_unit(columns, form)
    if left is None:
        lines = f"{form.unit_line}\n{form.date_line}"
        _put_line(sheet, 2, everywhere, lines, "left")
        sheet.row_dimensions[2].height = _height(columns, lines, BODY_POINTS)
    else:
        _put_line(sheet, 2, (1, left), form.unit_line, "left")
        _put_line(sheet, 2, (left + 1, len(columns)), form.date_line, "right")
        sheet.row_dimensions[2].height = _height(columns, "", BODY_POINTS)
    for cell in (sheet.cell(2, 1), sheet.cell(2, (left or 0) + 1)):
        cell.font = Font(name=form.fonts.body, size=BODY_POINTS)


def put_totals(
    sheets: Sequence[Worksheet], plan: SheetPlan, look: Look, placements: Sequence[Placement]
) -> None:
    """Write the row of totals on the last sheet, over the rows of all of them."""
    sheet, row = sheets[-1], placements[-1].total_row
    assert row is not None
    sheet.row_dimensions[row].height = height_of(1, BODY_POINTS)
    for at, column in enumerate(all_columns(plan), 1):
        cell = cell_at(sheet, row, at)
        is_label = at == 1 and not column.has_total
        if is_label:
            put_text(cell, _("合计"))
        elif column.has_total:
            cell.value = f"=SUM({_ranges(column_letter(at), sheets, placements)})"
        dress_total(cell, None if is_label else column, look)


def put_signature(sheet: Worksheet, plan: SheetPlan, form: OfficialForm, row: int) -> None:
    """Write the line in which those responsible sign."""
    columns = all_columns(plan)
    _put_line(sheet, row, (1, len(columns)), form.signature, "left")
    sheet.cell(row, 1).font = Font(name=form.fonts.body, size=BODY_POINTS)
    sheet.row_dimensions[row].height = max(30.0, _height(columns, form.signature, BODY_POINTS))


def _put_line(sheet: Worksheet, row: int, span: tuple[int, int], text: str, align: Align) -> None:
    cell = cell_at(sheet, row, span[0])
    put_text(cell, text)
    cell.alignment = Alignment(align, "center", wrap_text=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=span[0], end_column=span[1])


def _height(columns: Sequence[SheetColumn], text: str, points: float) -> float:
    return height_of(_lines(columns, text, points), points)


def _lines(columns: Sequence[SheetColumn], text: str, points: float = BODY_POINTS) -> int:
    return lines_of(text, room_in(sum(column.width for column in columns), points))


def _columns_of_unit(columns: Sequence[SheetColumn], form: OfficialForm) -> int | None:
    """Return how many columns the unit gets so that the date fits beside it; None for no way."""
    for left in range(len(columns) - 1, 0, -1):
        if _lines(columns[left:], form.date_line) == 1:
            return left if _lines(columns[:left], form.unit_line) == 1 else None
    return None


def _ranges(letter: str, sheets: Sequence[Worksheet], placements: Sequence[Placement]) -> str:
    rows = [f"{letter}{each.first_row}:{letter}{each.last_data_row}" for each in placements]
    titles = [sheet.title.replace("'", "''") for sheet in sheets]
    before = [f"'{title}'!{span}" for title, span in zip(titles[:-1], rows[:-1], strict=True)]
    return ",".join([*before, rows[-1]])
