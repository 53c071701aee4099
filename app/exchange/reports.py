"""The user's own workbook back: what is wrong with each row beside it, the cells marked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from app.exchange.models import ImportBatch, ImportRow
from app.exchange.plans import Plan
from app.exchange.problems import Problem
from app.exchange.showing import SEVERITY_LABELS, place_of
from app.i18n import _, in_chinese
from app.workbooks.annotating import Remarks, annotate_workbook
from app.workbooks.limits import DEFAULT_LIMITS, Limits
from app.workbooks.names import column_number
from app.workbooks.reading import read_workbook


def write_report(
    source: Path, remarks: Sequence[Remarks], target: Path, limits: Limits = DEFAULT_LIMITS
) -> None:
    """Write the file, which was read before, with the remarks to an .xlsx file."""
    with in_chinese():
        annotate_workbook(source, read_workbook(source, limits), remarks, target)


def plan_remarks(plan: Plan) -> list[Remarks]:
    headers = {sheet.sheet: sheet.headers for sheet in plan.sheets}
    heads = {sheet.sheet: max(sheet.header_rows, default=1) for sheet in plan.sheets}
    problems = (problem for row in plan.rows for problem in row.problems)
    return _remarks(heads, headers, problems)


def kept_remarks(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[Remarks]:
    """Return the remarks on rows of a batch."""
    sheets = batch.reading["sheets"]
    headers = {sheet["sheet"]: sheet["headers"] for sheet in sheets}
    heads = {sheet["sheet"]: max(sheet["header_rows"], default=1) for sheet in sheets}
    return _remarks(heads, headers, (Problem(**item) for row in rows for item in row.problems))


def _remarks(
    heads: Mapping[str | None, int],
    headers: Mapping[str | None, Mapping[str, str]],
    problems: Iterable[Problem],
) -> list[Remarks]:
    reasons: dict[str | None, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    cells: dict[str | None, set[tuple[int, int]]] = defaultdict(set)
    for problem in problems:
        assert problem.row is not None
        header = headers[problem.sheet].get(problem.column or "", "")
        with in_chinese():
            reasons[problem.sheet][problem.row].append(_reason(problem, header))
        if problem.column is not None:
            cells[problem.sheet].add((problem.row, column_number(problem.column)))
    return [
        Remarks(
            sheet,
            heads[sheet],
            {row: " ".join(texts) for row, texts in rows.items()},
            cells[sheet],
        )
        for sheet, rows in reasons.items()
    ]


def _reason(problem: Problem, header: str) -> str:
    return _(
        "%(severity)s：%(where)s%(message)s",
        severity=SEVERITY_LABELS[problem.severity],
        where=place_of(problem, header) and place_of(problem, header) + "：",
        message=problem.message,
    )
