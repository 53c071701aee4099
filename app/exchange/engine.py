"""The one import engine: a file is read, planned against what is known, and applied or not."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from app.exchange.fields import Ledger
from app.exchange.plans import Plan, RefusedFileError, RowPlan
from app.exchange.plausibility import swapped_columns
from app.exchange.problems import Problem
from app.exchange.reading import LedgerFile, read_ledger, reading_of, stated_day
from app.exchange.tables import Table
from app.exchange.wording import Wording
from app.standpoint import Standpoint
from app.values.dates import PartialDate
from app.workbooks.input_template import InputTemplate
from app.workbooks.limits import DEFAULT_LIMITS, LARGE_LIMITS, Limits


def plain_writer(_changes: Iterable[Mapping[str, Sequence[Any]]]) -> Callable[[str, Any], str]:
    return lambda _key, value: "" if value is None else str(value)


@dataclass(frozen=True)
class Link:
    """Where the pages show what a row is about: an endpoint and its parameter.

    `of` is the row's number that the parameter takes.
    """

    endpoint: str
    parameter: str
    of: Literal["organization_id", "subject_id"] = "subject_id"


@dataclass(frozen=True)
class Adapter:
    """What the engine needs of one kind of ledger.

    `plan` gets the standpoint, the tables and the day of effect; it returns the rows and what there
    is to say of whole sheets. `apply` gets the standpoint, the rows, `batch_id` and `file_name`, and
    raises RowNotAppliedError. `label_of` names a field, `writer_of` gets changes as a batch keeps
    them and returns what writes their values by field. `template` makes the workbook to be filled
    in. `keys` are the fields that say what a row is about: a file that would change most of them is
    suspicious. `index` is the page of all that is imported, with what its link says. Only where
    `has_division` and `has_day` is somebody asked for the division and the day of effect of what
    says nothing of its own.
    """

    key: str
    label: str
    ledger: Ledger
    plan: Callable[[Standpoint, Sequence[Table], PartialDate], tuple[list[RowPlan], list[Problem]]]
    apply: Callable[..., None]
    label_of: Callable[[str], str]
    template: Callable[[Standpoint], InputTemplate]
    writer_of: Callable[[Iterable[Mapping[str, Sequence[Any]]]], Callable[[str, Any], str]] = (
        plain_writer
    )
    wording: Wording = field(default_factory=Wording)
    keys: tuple[str, ...] = ()
    link: Link | None = None
    index: tuple[str, str] | None = None
    has_division: bool = False
    has_day: bool = False


@dataclass(frozen=True)
class ImportRequest:
    """A file and how it is asked to be imported."""

    file_name: str
    effective_on: date
    sheet: str | None = None
    is_strict: bool = False
    is_large: bool = False


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
    return Plan(sheets=(), ignored=(), rows=(), problems=(error.problem,))
