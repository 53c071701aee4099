"""The sheet that says what the others show."""

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from app.workbooks.layout import NotesSheet
from app.workbooks.line_breaks import BODY_POINTS, height_of, lines_of, room_in
from app.workbooks.printing import set_up_print
from app.workbooks.styles import cell_at, plain_look, put_text

_WIDTHS = {"A": 18, "B": 90}


def put_notes(sheet: Worksheet, notes: NotesSheet) -> None:
    """Write a title and, below it, a label and a wrapped text in each row."""
    look = plain_look()
    title = cell_at(sheet, 1, 1)
    put_text(title, notes.title)
    title.font = Font(name="宋体", size=16, bold=True)
    sheet.row_dimensions[1].height = 30
    for row, texts in enumerate(notes.rows, 2):
        for column, text in enumerate(texts, 1):
            cell = cell_at(sheet, row, column)
            put_text(cell, text)
            cell.font = look.header if column == 1 else look.body
            cell.border = look.border
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        room = room_in(_WIDTHS["B"], BODY_POINTS)
        sheet.row_dimensions[row].height = height_of(lines_of(texts[1], room), BODY_POINTS)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    set_up_print(sheet, f"A1:B{len(notes.rows) + 1}")
