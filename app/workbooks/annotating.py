"""The user's own workbook back, with a column 错误原因 and the cells in question marked."""

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from lxml.etree import XMLSyntaxError

from app.i18n import _
from app.workbooks.cells import Sheet, Workbook
from app.workbooks.grid_writing import grid_name, write_grid
from app.workbooks.packing import write_package
from app.workbooks.patching import MARK, REMOVE, CellWish, patch_sheet
from app.workbooks.row_places import UnpatchableError
from app.workbooks.stylesheet import MarkingStyles
from app.workbooks.workbook_parts import find_parts

_log = logging.getLogger(__name__)
_WIDTH = 60  # characters


@dataclass(frozen=True)
class Remarks:
    """What is wrong in one sheet; rows and columns are counted from 1."""

    sheet: str | None  # its name, once among the remarks; None for csv
    header_row: int  # the last one, when there are several
    reasons: Mapping[int, str]  # by row
    cells: Collection[tuple[int, int]] = ()  # row, column


def annotate_workbook(
    source: Path, workbook: Workbook, remarks: Sequence[Remarks], target: Path
) -> None:
    """Write an .xlsx file: the source, as it was read into `workbook`, with the remarks.

    An .xlsx source keeps all that is not remarked on, pictures, formats and formulas included;
    others come back as plain values. A column 错误原因 from an earlier round is used again.
    Raises CellTooLongError.
    """
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    if workbook.format == "xlsx":
        named = {str(each.sheet): _wishes(sheets[each.sheet], each) for each in remarks}
        try:
            _patch(source, named, target)
        except UnpatchableError:
            _log.warning("workbook cannot be patched: values only", exc_info=True)
        else:
            return
    with TemporaryDirectory() as folder:
        fresh = Path(folder, "values.xlsx")
        write_grid(fresh, workbook.sheets)
        named = {
            grid_name(sheets[each.sheet]): _wishes(sheets[each.sheet], each) for each in remarks
        }
        _patch(fresh, named, target)


@dataclass(frozen=True)
class _SheetWishes:
    column: int  # of the reasons
    cells: dict[int, dict[int, CellWish]]


def _wishes(sheet: Sheet, remarks: Remarks) -> _SheetWishes:
    title = _("错误原因")
    column = _earlier_column(sheet, remarks.header_row, title)
    cells: dict[int, dict[int, CellWish]] = defaultdict(dict)
    if column is None:
        column = _free_column(sheet, [remarks.header_row, *remarks.reasons])
    else:
        for row in range(remarks.header_row + 1, len(sheet.rows) + 1):
            if sheet.rows[row - 1][column - 1] is not None:
                cells[row][column] = REMOVE
    for row, marked in remarks.cells:
        cells[row][marked] = MARK
    for row, text in {remarks.header_row: title, **remarks.reasons}.items():
        cells[row][column] = text
    return _SheetWishes(column, cells)


def _earlier_column(sheet: Sheet, header_row: int, title: str) -> int | None:
    header = sheet.rows[header_row - 1] if header_row <= len(sheet.rows) else []
    return next((at for at, value in enumerate(header, 1) if value == title), None)


def _free_column(sheet: Sheet, rows: Collection[int]) -> int:
    """Return the column right of all values, and of the merges that cover a row concerned."""
    column = max(map(len, sheet.rows), default=0) + 1
    for merge in sorted(sheet.merges, key=lambda merge: merge.left):
        if not merge.left <= column <= merge.right:
            continue
        if any(merge.top <= row <= merge.bottom for row in rows):
            column = merge.right + 1
    return column


def _patch(source: Path, named: Mapping[str, _SheetWishes], target: Path) -> None:
    with ZipFile(source) as package:
        parts = find_parts(package)
        try:
            styles = MarkingStyles(package.read(parts.styles))
            entries = {parts.sheets[name]: wishes for name, wishes in named.items()}
        except (LookupError, XMLSyntaxError) as error:
            raise UnpatchableError from error
        changed = {
            entry: [patch_sheet(package.read(entry), wishes.cells, styles, (wishes.column, _WIDTH))]
            for entry, wishes in entries.items()
        }
    write_package(target, source, {**changed, parts.styles: [styles.xml()]})
