"""From a file to the tables of one kind of ledger in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exchange.fields import Ledger
from app.exchange.plans import RefusedFileError, SheetReading
from app.exchange.problems import Problem
from app.exchange.tables import Refusal, Table, find_tables, refusal_of
from app.workbooks.cells import UnreadableFileError
from app.workbooks.limits import Limits
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
    try:
        workbook = read_workbook(path, limits)
    except UnreadableFileError as error:
        raise RefusedFileError(
            Problem(error.code, details={"reason": str(error.message)})
        ) from error
    sheets = [item for item in workbook.sheets if sheet is None or item.name == sheet]
    if sheet is not None and not sheets:
        raise RefusedFileError(Problem("no_such_sheet", details={"sheet": sheet}))
    found = find_tables(sheets, ledger)
    code = refusal_of(found)
    if code is not None:
        raise RefusedFileError(Problem(code))
    return LedgerFile(
        tuple(item for item in found if isinstance(item, Table)), _ignored(found)
    )


def reading_of(table: Table) -> SheetReading:
    return SheetReading(
        sheet=table.sheet.name,
        header_rows=table.header_rows,
        columns=table.letters,
        unmapped=tuple(column.header for column in table.unmapped),
    )


def _ignored(found: Sequence[Table | Refusal]) -> tuple[Problem, ...]:
    return tuple(
        Problem(item.code, sheet=item.sheet.name) for item in found if isinstance(item, Refusal)
    )
