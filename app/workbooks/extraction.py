"""From a workbook to lines of JSON; runs in the child process."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from app.workbooks import package, xls_scan
from app.workbooks.limits import Limits
from app.workbooks.refusals import Reason, RefusedError
from app.workbooks.sheet_scan import Unknowns
from app.workbooks.wire import Wired, wire, wire_unknown

_BLOCK = 200  # rows
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def extract(path: Path, file_format: str, limits: Limits, output: BinaryIO) -> None:
    """Write each sheet's head and its rows, a document per line (see `wire`).

    Raises RefusedError for content beyond the limits, and whatever the parsers raise for damage.
    """
    left = limits.output_size
    for line in _list_lines(path, file_format, limits):
        content = f"{_encode(line)}\n".encode()
        left -= len(content)
        if left < 0:
            raise RefusedError(Reason.CONTENT_TOO_LARGE)
        output.write(content)


def _list_lines(path: Path, file_format: str, limits: Limits) -> Iterator[object]:
    scan = package if file_format == "xlsx" else xls_scan
    unknown = scan.find_unknown_cells(path, limits)
    with path.open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)  # given a path it would go by the name
    for index, about in enumerate(book.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_index(index)
            yield {
                "name": about.name,
                "is_visible": about.visible == SheetVisibleEnum.Visible,
                "merges": _list_merges(sheet),
            }
            yield from _in_blocks(_list_rows(sheet, unknown[index], limits))


def _in_blocks(rows: Iterator[list[Wired]]) -> Iterator[list[list[Wired]]]:
    while block := list(islice(rows, _BLOCK)):
        yield block


def _list_merges(sheet: CalamineSheet) -> list[list[int]]:
    ranges = sorted(sheet.merged_cell_ranges or ())
    return [[top + 1, left + 1, bottom + 1, right + 1] for (top, left), (bottom, right) in ranges]


def _list_rows(sheet: CalamineSheet, unknown: Unknowns, limits: Limits) -> Iterator[list[Wired]]:
    """Yield the rows from row 1 to the last that holds something, each up to its last value."""
    blanks = 0
    for index, row in enumerate(_pad(sheet, unknown)):
        for column, text in unknown.get(index, {}).items():
            row.extend([None] * (column + 1 - len(row)))
            row[column] = wire_unknown(text)
        while row and row[-1] is None:
            row.pop()
        if not row:
            blanks += 1
            continue
        if index >= limits.rows:
            raise RefusedError(Reason.TOO_MANY_ROWS, sheet.name)
        if len(row) > limits.columns:
            raise RefusedError(Reason.TOO_MANY_COLUMNS, sheet.name)
        yield from [[]] * blanks
        blanks = 0
        yield row


def _pad(sheet: CalamineSheet, unknown: Unknowns) -> Iterator[list[Wired]]:
    """Yield the sheet's rows from row 1 and column A, through the last unknown cell's."""
    before: list[Wired] = [None] * (sheet.start[1] if sheet.start else 0)
    count = 0
    for values in _list_values(sheet):
        count += 1
        yield before + wire(values)
    for _ in range(count, max(unknown, default=-1) + 1):
        yield []


def _list_values(sheet: CalamineSheet) -> Iterator[list[Any]]:
    rows = sheet.iter_rows()
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except OverflowError:
            # A duration of more days than Python counts; which of the cells it is stays open.
            yield [float("nan")] * sheet.width
