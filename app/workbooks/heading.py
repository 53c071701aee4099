"""The header of a written sheet: one row of titles, or groups above them."""

from collections.abc import Iterator
from itertools import groupby

from openpyxl.worksheet.worksheet import Worksheet

from app.i18n import _
from app.workbooks.layout import CellKind, SheetColumn, SheetPlan
from app.workbooks.line_breaks import height_of, lines_of, room_in
from app.workbooks.placing import Placement, has_two_header_rows
from app.workbooks.styles import Look, cell_at, dress_header, put_text

_POINTS = 12
_LEAST_HEIGHT = 24.0


def all_columns(plan: SheetPlan) -> list[SheetColumn]:
    """Return the columns as they stand in the sheet, 序号 among them."""
    if not plan.has_serial_number:
        return list(plan.columns)
    return [SheetColumn(_("序号"), CellKind.INTEGER, width=6, align="center"), *plan.columns]


def put_header(sheet: Worksheet, plan: SheetPlan, placement: Placement, look: Look) -> None:
    """Write the header, each title merged over both rows where no group stands above it."""
    columns = all_columns(plan)
    top, bottom = placement.header_top, placement.header_bottom
    is_grouped = has_two_header_rows(plan)
    for at, column in enumerate(columns, 1):
        row = bottom if column.group else top
        put_text(cell_at(sheet, row, at), column.title)
        if row < bottom:
            sheet.merge_cells(start_row=row, end_row=bottom, start_column=at, end_column=at)
    if is_grouped:
        for first, members in _groups(columns):
            put_text(cell_at(sheet, top, first), str(members[0].group))
            end = first + len(members) - 1
            sheet.merge_cells(start_row=top, end_row=top, start_column=first, end_column=end)
    for cells in sheet.iter_rows(top, bottom, 1, len(columns)):
        for cell in cells:
            dress_header(cell, look)
    _set_heights(sheet, columns, placement, is_grouped=is_grouped)


def _groups(columns: list[SheetColumn]) -> Iterator[tuple[int, list[SheetColumn]]]:
    at = 1
    for group, neighbors in groupby(columns, key=lambda column: column.group):
        members = list(neighbors)
        if group:
            yield at, members
        at += len(members)


def _set_heights(
    sheet: Worksheet, columns: list[SheetColumn], placement: Placement, *, is_grouped: bool
) -> None:
    def highest(titled: list[tuple[str, float]]) -> float:
        lines = [lines_of(text, room_in(width, _POINTS)) for text, width in titled]
        return max(_LEAST_HEIGHT, height_of(max(lines, default=1), _POINTS))

    whole = highest([(c.title, c.width) for c in columns if not (is_grouped and c.group)])
    heights = sheet.row_dimensions
    if not is_grouped:
        heights[placement.header_top].height = whole
        return
    upper = highest([(str(m[0].group), sum(c.width for c in m)) for _at, m in _groups(columns)])
    lower = highest([(c.title, c.width) for c in columns if c.group])
    heights[placement.header_top].height = upper
    heights[placement.header_bottom].height = max(lower, whole - upper)
