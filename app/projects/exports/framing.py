"""The official format around every workbook of projects."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.divisions.office import office_name, official_form
from app.i18n import _
from app.standpoint import OFFICE_ZONE, Standpoint
from app.workbooks.layout import (
    NotesSheet,
    SheetColumn,
    SheetPlan,
    WorkbookProperties,
)
from app.workbooks.writing import write_workbook


@dataclass(frozen=True)
class Book:
    """A workbook of one table; `heading` follows the office's name in the title."""

    name: str
    heading: str
    columns: tuple[SheetColumn, ...]
    notes: tuple[tuple[str, str], ...] = ()


def write_book(
    standpoint: Standpoint,
    book: Book,
    count: int,
    blocks: Iterator[list[tuple[Any, ...]]],
    path: Path,
) -> None:
    """Write the workbook, in Chinese already."""
    office = office_name(standpoint)
    plan = SheetPlan(
        name=book.name,
        columns=book.columns,
        official=official_form(office, f"{office}{book.heading}"),
        has_serial_number=True,
    )
    notes = NotesSheet(
        _("导出说明"),
        (
            (_("统计日期"), standpoint.on.isoformat()),
            *_knowledge(standpoint),
            (_("行数"), str(count)),
            *book.notes,
        ),
    )
    write_workbook(
        path, plan, count, blocks, notes, WorkbookProperties(title=book.name, company=office)
    )


def _knowledge(standpoint: Standpoint) -> tuple[tuple[str, str], ...]:
    if standpoint.known_at is None:
        return ()
    moment = standpoint.known_at.astimezone(OFFICE_ZONE)
    return ((_("数据时点"), moment.strftime("%Y-%m-%d %H:%M:%S")),)
