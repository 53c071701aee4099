"""From a file to the tables of one kind of ledger in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.exchange import own_words
from app.exchange.fields import Ledger
from app.exchange.plans import RefusedFileError, SheetReading
from app.exchange.problems import Problem
from app.exchange.tables import Refusal, Table, find_tables, refusal_of
from app.exchange.title_days import day_in_title, is_day_label
from app.values.dates import PartialDate, Precision, parse_date
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw, Sheet, UnreadableFileError, Workbook
from app.workbooks.csv_writing import strip_guard
from app.workbooks.limits import Limits
from app.workbooks.names import column_letter
from app.workbooks.reading import read_workbook


@dataclass(frozen=True)
class LedgerFile:
    """The tables found, and the sheets left out with the reason."""

    tables: tuple[Table, ...]
    ignored: tuple[Problem, ...]


def read_ledger(
    path: Path, ledger: Ledger, limits: Limits, *, sheet: str | None = None
) -> LedgerFile:
    """Return the tables of a file, of one sheet when named. Raises RefusedFileError."""
    workbook = open_workbook(path, limits)
    named = [item for item in workbook.sheets if sheet is None or item.name == sheet]
    if sheet is not None and not named:
        raise RefusedFileError(Problem("no_such_sheet", details={"sheet": sheet}))
    found = find_tables([item for item in named if item.name not in own_words.SHEETS], ledger)
    code = refusal_of(found)
    if code is not None:
        raise RefusedFileError(Problem(code, text=ledger.refusals.get(code)))
    own = [Problem("notes_sheet", item.name) for item in named if item.name in own_words.SHEETS]
    return LedgerFile(
        tuple(item for item in found if isinstance(item, Table)), (*_ignored(found), *own)
    )


def open_workbook(path: Path, limits: Limits) -> Workbook:
    """Return what is in a file, texts of a CSV as they were before. Raises RefusedFileError."""
    try:
        workbook = read_workbook(path, limits)
    except UnreadableFileError as error:
        raise RefusedFileError(
            Problem(error.code, details={"reason": str(error.message)})
        ) from error
    if workbook.format != "csv":
        return workbook
    return replace(workbook, sheets=tuple(_without_guards(item) for item in workbook.sheets))


def reading_of(table: Table) -> SheetReading:
    return SheetReading(
        sheet=table.sheet.name,
        header_rows=table.header_rows,
        columns=table.letters,
        unmapped=tuple(
            item.header for item in table.unmapped if not own_words.is_own_header(item.header)
        ),
        headers={column_letter(item.number): item.header for item in table.columns},
    )


def stated_day(tables: Sequence[Table], today: date) -> date | None:
    """Return the day that a file says it is of, in a title or a form line; never one to come."""
    days = (day for table in tables for day in _stated(table))
    return next((day for day in days if day <= today), None)


def _stated(table: Table) -> Iterator[date]:
    texts: list[Raw] = [day_in_title(title) for title in table.titles]
    texts += [entry.value for entry in table.form if is_day_label(entry.label)]
    for raw in texts:
        day = _day(raw)
        if day is not None and day.precision is Precision.DAY:
            yield day.date


def _day(raw: Raw) -> PartialDate | None:
    try:
        return parse_date(raw)
    except UnreadableValueError:
        return None


def _without_guards(sheet: Sheet) -> Sheet:
    rows = [
        [strip_guard(raw) if isinstance(raw, str) else raw for raw in row] for row in sheet.rows
    ]
    return replace(sheet, rows=rows)


def _ignored(found: Sequence[Table | Refusal]) -> tuple[Problem, ...]:
    return tuple(
        Problem(item.code, sheet=item.sheet.name) for item in found if isinstance(item, Refusal)
    )
