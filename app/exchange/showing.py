"""A kept batch and its rows, as pages and reports show them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.exchange.adapters import ADAPTERS
from app.exchange.engine import Adapter
from app.exchange.models import BatchState, ImportBatch, ImportRow, RowOutcome
from app.exchange.problem_names import PROBLEM_NAMES
from app.exchange.problems import TEXTS, Problem, Severity, severity_of
from app.exchange.queries import Shown
from app.i18n import _, _l
from app.values.texts import clean_text
from app.workbooks.names import column_number

OUTCOME_LABELS = {
    RowOutcome.NEW: _l("新增"),
    RowOutcome.CHANGED: _l("变更"),
    RowOutcome.UNCHANGED: _l("无变化"),
    RowOutcome.SKIPPED: _l("跳过"),
    RowOutcome.ERROR: _l("错误"),
}
STATE_LABELS = {
    BatchState.CHECKED: _l("待确认"),
    BatchState.APPLIED: _l("已导入"),
    BatchState.DISCARDED: _l("已放弃"),
}
SHOWN_LABELS = {
    Shown.ALL: _l("全部"),
    Shown.PROBLEMS: _l("有问题"),
    **{Shown(outcome.value): label for outcome, label in OUTCOME_LABELS.items()},
}
SEVERITY_LABELS = {
    Severity.ERROR: _l("错误"),
    Severity.WARNING: _l("提示"),
    Severity.SKIPPED: _l("跳过"),
    Severity.REFUSED: _l("未导入"),
}
SEVERITY_ORDER = (Severity.ERROR, Severity.WARNING, Severity.SKIPPED)


@dataclass(frozen=True)
class CellChange:
    """A field that a row changes; "" is empty."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ProblemShown:
    """`where` names the cell's column, "" for a whole row; `value` is what stands there."""

    severity: Severity
    where: str
    value: str
    message: str


@dataclass(frozen=True)
class RowShown:
    sheet: str | None
    number: int
    name: str | None
    outcome: RowOutcome
    link: tuple[str, Mapping[str, int]] | None  # endpoint and values of its page
    changes: Sequence[CellChange]
    problems: Sequence[ProblemShown]
    cells: Sequence[tuple[str, str]]  # header and what stands there, in the sheet's order


@dataclass(frozen=True)
class ColumnShown:
    """A column of a sheet: its letter, its header, and the field it was read as, None for none."""

    letter: str
    header: str
    field: str | None


@dataclass(frozen=True)
class SheetShown:
    name: str | None
    header_rows: Sequence[int]
    columns: Sequence[ColumnShown]
    rows: Mapping[str, int]


class BatchShown:
    """How a batch was read, from what was kept with it."""

    def __init__(self, batch: ImportBatch) -> None:
        self._reading: Mapping[str, Any] = batch.reading
        self.adapter: Adapter = ADAPTERS[batch.ledger]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows have each outcome, and in total."""
        return dict(self._reading["rows"])

    @property
    def applicable(self) -> int:
        """How many rows an import would write."""
        return self.counts["new"] + self.counts["changed"]

    @property
    def is_suspicious(self) -> bool:
        return bool(self._reading["is_suspicious"])

    @property
    def stated_on(self) -> date | None:
        """The day the file says it is of."""
        text = self._reading["stated_on"]
        return date.fromisoformat(text) if text else None

    @property
    def warnings(self) -> Sequence[ProblemShown]:
        """What there is to say of the file, its sheets and columns."""
        problems = [Problem(**item) for item in self._reading["problems"]]
        return [self._problem(item, of_sheet=True) for item in problems]

    @property
    def problem_counts(self) -> Sequence[tuple[Severity, str, int]]:
        """What is wrong in rows, grouped: severity, a short name of it, in how many cells."""
        counts = self._reading["codes"]
        found = [(severity_of(kind), str(PROBLEM_NAMES[kind]), counts[kind]) for kind in counts]
        return sorted(found, key=lambda item: (SEVERITY_ORDER.index(item[0]), -item[2]))

    @property
    def ignored(self) -> Sequence[tuple[str | None, str]]:
        """The sheets left out, and why."""
        texts = {**TEXTS, **self.adapter.ledger.refusals}
        return [(item["sheet"], str(texts[item["code"]])) for item in self._reading["ignored"]]

    @property
    def sheets(self) -> Sequence[SheetShown]:
        return [self._sheet(item) for item in self._reading["sheets"]]

    @property
    def has_many_sheets(self) -> bool:
        return len(self._reading["sheets"]) > 1

    def rows(self, rows: Sequence[ImportRow]) -> list[RowShown]:
        write = self.adapter.writer_of([row.changes for row in rows])
        return [self._row(row, write) for row in rows]

    def _sheet(self, item: Mapping[str, Any]) -> SheetShown:
        fields = {letter: key for key, letter in item["columns"].items()}
        letters = sorted(item["headers"], key=column_number)
        columns = [
            ColumnShown(letter, _as_seen(item["headers"][letter]), self._label(fields.get(letter)))
            for letter in letters
        ]
        return SheetShown(item["sheet"], item["header_rows"], columns, item["rows"])

    def _label(self, key: str | None) -> str | None:
        return None if key is None else self.adapter.label_of(key)

    def _row(self, row: ImportRow, write: Callable[[str, Any], str]) -> RowShown:
        return RowShown(
            sheet=row.sheet,
            number=row.row,
            name=row.name,
            outcome=row.outcome,
            link=self._link(row),
            changes=[
                CellChange(self.adapter.label_of(key), *(write(key, value) for value in pair))
                for key, pair in row.changes.items()
            ],
            problems=[self._problem(Problem(**item)) for item in row.problems],
            cells=list(self._cells(row)),
        )

    def _link(self, row: ImportRow) -> tuple[str, Mapping[str, int]] | None:
        link = self.adapter.link
        number = getattr(row, link.of) if link else None
        return (link.endpoint, {link.parameter: number}) if link and number else None

    def _problem(self, problem: Problem, *, of_sheet: bool = False) -> ProblemShown:
        where = place_of(problem, self._header(problem.sheet, problem.column))
        if of_sheet and problem.sheet and self.has_many_sheets:
            where = _("工作表“%(sheet)s”", sheet=problem.sheet) + where
        return ProblemShown(problem.severity, where, _as_seen(problem.value), problem.message)

    def _header(self, sheet: str | None, letter: str | None) -> str:
        if letter is None:
            return ""
        of_sheet = [item for item in self._reading["sheets"] if item["sheet"] == sheet]
        return _as_seen(of_sheet[0]["headers"].get(letter)) if of_sheet else ""

    def _cells(self, row: ImportRow) -> Iterator[tuple[str, str]]:
        for letter in sorted(row.cells, key=column_number):
            yield self._header(row.sheet, letter) or letter, _as_seen(row.cells[letter])


def _as_seen(raw: Any) -> str:
    """Return what stands in a cell without what nobody sees and no page may hold."""
    return clean_text("" if raw is None else str(raw)) or ""


def place_of(problem: Problem, header: str) -> str:
    """Return such as D列“统一社会信用代码”, "" where the whole row is meant."""
    if problem.column is None:
        return ""
    if not header:
        return _("%(letter)s列", letter=problem.column)
    return _("%(letter)s列“%(header)s”", letter=problem.column, header=header)
