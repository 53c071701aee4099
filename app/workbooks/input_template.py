"""A workbook to be filled in: headers, drop-downs, hints, an example, and what to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.workbooks.layout import NotesSheet
from app.workbooks.names import column_letter
from app.workbooks.notes import put_notes
from app.workbooks.packing import complete_file
from app.workbooks.printing import set_up_print
from app.workbooks.styles import cell_at, plain_look, put_text

_TEXT = "@"
_RED, _GRAY = "FFB42318", "FF8A978F"
_DUPLICATE = DifferentialStyle(fill=PatternFill(bgColor="FFFDE2DF"))
_LONGEST_PROMPT = 255  # Excel refuses the whole file beyond
_PORTRAIT_COLUMNS = 7


@dataclass(frozen=True)
class InputColumn:
    """A column to be filled in. Its width is in characters, a Chinese one counting two.

    All but numbers are kept as text: a cell of numbers would make 2.0E+17 of a code, and one of
    days 1905-07-15 of the year 2023.
    """

    title: str
    example: str = ""
    prompt: str = ""
    width: float = 16
    is_required: bool = False
    is_number: bool = False
    is_unique: bool = False  # equal values are marked
    choices: tuple[str, ...] = ()
    takes_others: bool = False  # the choices are proposals


@dataclass(frozen=True)
class InputTemplate:
    """The first sheet is filled in; `lists` is the hidden one that the drop-downs refer to."""

    name: str
    columns: tuple[InputColumn, ...]
    notes: NotesSheet
    lists: str
    rows: int  # that can be filled in
    warning: str  # told when something else than a choice was typed


def write_template(path: Path, template: InputTemplate) -> None:
    """Write the workbook; the file appears when it is complete."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = None
    sheet: Worksheet = book.create_sheet(template.name)
    put_notes(book.create_sheet(template.notes.title), template.notes)
    lists: Worksheet = book.create_sheet(template.lists)
    lists.sheet_state = "hidden"
    for number, column in enumerate(template.columns, 1):
        _put_column(sheet, number, column)
        _limit(sheet, number, column, template)
        _put_list(lists, number, [column.title, *column.choices])
    _set_up(sheet, len(template.columns), template.rows)
    with complete_file(path) as unfinished:
        book.save(unfinished)


def _put_column(sheet: Worksheet, number: int, column: InputColumn) -> None:
    look = plain_look()
    dimension = sheet.column_dimensions[column_letter(number)]
    dimension.width = column.width
    if not column.is_number:
        dimension.number_format = _TEXT  # of every cell below that has no format of its own
    header = cell_at(sheet, 1, number)
    put_text(header, f"{column.title}*" if column.is_required else column.title)
    header.font = Font(name="宋体", size=11, bold=True, color=_RED if column.is_required else None)
    header.fill = PatternFill("solid", fgColor="FFE3F1EA")
    header.border = look.border
    header.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    example = cell_at(sheet, 2, number)
    if column.is_number and column.example:
        example.value = int(column.example)
    elif column.example:
        put_text(example, column.example)
        example.number_format = _TEXT
    example.font = Font(name="宋体", size=11, italic=True, color=_GRAY)


def _limit(sheet: Worksheet, number: int, column: InputColumn, template: InputTemplate) -> None:
    letter = column_letter(number)
    cells = f"{letter}2:{letter}{template.rows + 1}"
    if column.is_unique:
        sheet.conditional_formatting.add(cells, Rule(type="duplicateValues", dxf=_DUPLICATE))
    if not column.choices and not column.prompt:
        return
    # A list written into the rule itself may have 255 characters, so it refers to a range.
    source = f"'{template.lists}'!${letter}$2:${letter}${len(column.choices) + 1}"
    rule = DataValidation(
        type="list" if column.choices else None,
        formula1=source if column.choices else None,
        allow_blank=True,
        showErrorMessage=bool(column.choices) and not column.takes_others,
        error=template.warning,
        errorTitle=column.title,
        showInputMessage=bool(column.prompt),
        prompt=column.prompt[:_LONGEST_PROMPT],
        promptTitle=column.title,
    )
    rule.add(cells)
    sheet.add_data_validation(rule)


def _put_list(lists: Worksheet, number: int, texts: Sequence[str]) -> None:
    for row, text in enumerate(texts, 1):
        put_text(cell_at(lists, row, number), text)


def _set_up(sheet: Worksheet, width: int, rows: int) -> None:
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{column_letter(width)}{rows + 1}"
    set_up_print(
        sheet,
        f"A1:{column_letter(width)}2",
        is_wide=width > _PORTRAIT_COLUMNS,
        header=(1, 1),
    )
    sheet.print_area = None
