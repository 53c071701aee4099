"""What an import would do: a plan of rows, each with its outcome. Nothing here writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.exchange.models import RowOutcome
from app.exchange.problems import Problem

SUSPICIOUS = "plausible_swap"


@dataclass
class RowPlan:
    """What becomes of one row; `work` is what the adapter needs to apply it.

    A row is known by its organization, or by `subject_id` where the ledger is of something else;
    a new row has neither before it is applied.
    """

    sheet: str | None
    number: int
    name: str | None
    cells: Mapping[str, Any]  # by column letter, as given
    outcome: RowOutcome
    problems: list[Problem] = field(default_factory=list)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # shown: before, after
    organization_id: int | None = None
    subject_id: int | None = None
    work: Any = None

    @property
    def is_known(self) -> bool:
        return self.organization_id is not None or self.subject_id is not None


@dataclass(frozen=True)
class SheetReading:
    """How a sheet was read: its header rows, the column letter of each field, what is unmapped."""

    sheet: str | None
    header_rows: tuple[int, ...]
    columns: Mapping[str, str]
    unmapped: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)  # text by column letter


@dataclass(frozen=True)
class Plan:
    """What an import would do to the register, of all sheets that are such a ledger."""

    sheets: tuple[SheetReading, ...]
    ignored: tuple[Problem, ...]  # sheets left out, and why
    rows: tuple[RowPlan, ...]
    problems: tuple[Problem, ...] = ()  # of the file, a sheet or a whole column
    stated_on: date | None = None  # the day the file says it is of

    def counts(self, sheet: SheetReading | None = None) -> dict[str, int]:
        """Return how many rows have each outcome, and in total, of one sheet or all."""
        rows = [row for row in self.rows if sheet is None or row.sheet == sheet.sheet]
        counts = {"total": len(rows)}
        for outcome in RowOutcome:
            counts[outcome.value] = sum(row.outcome is outcome for row in rows)
        return counts

    def all_problems(self, sheet: SheetReading | None = None) -> list[Problem]:
        """Return what is said of the file, of sheets and columns, then of the rows."""
        rows = [row for row in self.rows if sheet is None or row.sheet == sheet.sheet]
        whole = [item for item in self.problems if sheet is None or item.sheet == sheet.sheet]
        return [*whole, *(problem for row in rows for problem in row.problems)]

    @property
    def is_clean(self) -> bool:
        return all(row.outcome is not RowOutcome.ERROR for row in self.rows)

    @property
    def is_suspicious(self) -> bool:
        """Tell whether it must not be applied before somebody has looked at it."""
        return any(item.code == SUSPICIOUS for item in self.problems)


class RowNotAppliedError(Exception):
    """A planned row was refused while applying; nothing at all is kept."""

    def __init__(self, row: RowPlan) -> None:
        super().__init__(f"{row.sheet}!{row.number}")
        self.row = row


class RefusedFileError(Exception):
    """The file as a whole cannot be imported; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem
