"""The official format around every workbook of trainings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.divisions.office import office_name, official_form
from app.i18n import _
from app.standpoint import Standpoint
from app.values.personal import mask_name
from app.workbooks.layout import (
    NotesSheet,
    SheetColumn,
    SheetPlan,
    WorkbookProperties,
)
from app.workbooks.writing import write_workbook

BLOCK = 1000


@dataclass(frozen=True)
class Book:
    """A workbook of one table; `heading` follows the office's name in the title."""

    name: str
    heading: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[Any, ...]]
    notes: tuple[tuple[str, str], ...] = ()
    frozen_columns: int = 1


def write_book(standpoint: Standpoint, book: Book, path: Path) -> int:
    """Write the workbook, in Chinese already; return how many rows there are."""
    office = office_name(standpoint)
    plan = SheetPlan(
        name=book.name,
        columns=book.columns,
        official=official_form(office, f"{office}{book.heading}"),
        has_serial_number=True,
        frozen_columns=book.frozen_columns,
    )
    notes = NotesSheet(
        _("导出说明"),
        (
            (_("统计日期"), standpoint.on.isoformat()),
            (_("行数"), str(len(book.rows))),
            *book.notes,
        ),
    )
    properties = WorkbookProperties(title=book.name, company=office)
    write_workbook(path, plan, len(book.rows), _blocks(book.rows), notes, properties)
    return len(book.rows)


def shown_name(name: str, *, may_read_personal: bool) -> str:
    return name if may_read_personal else mask_name(name)


def _blocks(rows: Sequence[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    for start in range(0, len(rows), BLOCK):
        yield list(rows[start : start + BLOCK])
