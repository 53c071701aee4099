"""The one import engine: a file is read, planned against the register, and applied or not."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.exchange.fields import Ledger
from app.exchange.plans import Plan, RefusedFileError, RowPlan
from app.exchange.plausibility import swapped_columns
from app.exchange.problems import Problem
from app.exchange.reading import LedgerFile, read_ledger, reading_of, stated_day
from app.exchange.register.applying import apply_rows
from app.exchange.register.planning import Planner
from app.exchange.register.showing import label_of, writer_of
from app.exchange.register_fields import REGISTER
from app.standpoint import Standpoint
from app.values.dates import PartialDate
from app.workbooks.limits import DEFAULT_LIMITS, LARGE_LIMITS, Limits


@dataclass(frozen=True)
class Adapter:
    """What the engine needs of one kind of ledger.

    `plan` returns the rows and what there is to say of whole sheets. `keys` are the fields that
    say which subject of the register a row is about. `label` names a field, `writer` gets changes
    as a batch keeps them and returns what writes their values by field.
    """

    key: str
    ledger: Ledger
    keys: tuple[str, ...]
    plan: Callable[[Standpoint, Sequence[Any], PartialDate], tuple[list[RowPlan], list[Problem]]]
    apply: Callable[..., None]
    label: Callable[[str], str]
    writer: Callable[[Iterable[Mapping[str, Sequence[Any]]]], Callable[[str, Any], str]]


@dataclass(frozen=True)
class ImportRequest:
    """A file and how it is asked to be imported."""

    file_name: str
    effective_on: date
    sheet: str | None = None
    is_strict: bool = False
    is_large: bool = False


REGISTER_ADAPTER = Adapter(
    key="register",
    ledger=REGISTER,
    keys=("name", "credit_code"),
    plan=lambda standpoint, tables, effective: Planner(standpoint, tables, effective).plan(),
    apply=apply_rows,
    label=label_of,
    writer=writer_of,
)
ADAPTERS = {adapter.key: adapter for adapter in (REGISTER_ADAPTER,)}


def read_file(adapter: Adapter, path: Path, request: ImportRequest) -> LedgerFile:
    """Read without the database: this may take a while. Raises RefusedFileError."""
    return read_ledger(path, adapter.ledger, limits_of(request), sheet=request.sheet)


def limits_of(request: ImportRequest) -> Limits:
    return LARGE_LIMITS if request.is_large else DEFAULT_LIMITS


def read_content(adapter: Adapter, content: bytes, request: ImportRequest) -> LedgerFile:
    """Read a file that was sent. Raises RefusedFileError."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger"
        path.write_bytes(content)
        return read_file(adapter, path, request)


def make_plan(
    adapter: Adapter, standpoint: Standpoint, file: LedgerFile, request: ImportRequest
) -> Plan:
    """Return what the import would do now. Nothing is written."""
    rows, problems = adapter.plan(standpoint, file.tables, PartialDate(request.effective_on))
    sheets = tuple(reading_of(table) for table in file.tables)
    return Plan(
        sheets=sheets,
        ignored=file.ignored,
        rows=tuple(rows),
        problems=(*swapped_columns(sheets, rows, adapter.keys), *problems),
        stated_on=stated_day(file.tables, standpoint.on),
    )


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def refused_plan(error: RefusedFileError) -> Plan:
    """Return the plan of a file that is refused: no rows, and why."""
    problem: Problem = error.problem
    return Plan(sheets=(), ignored=(), rows=(), problems=(problem,))
