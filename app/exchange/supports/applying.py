"""Applying a plan of support logs through the same operations as the pages."""

from collections.abc import Sequence
from dataclasses import replace

from app.exchange.plans import RowNotAppliedError, RowPlan
from app.exchange.supports.planning import Correction
from app.incubation.supports.operations import SupportEntry, correct_support, record_supports
from app.organizations.errors import ChangeRefusedError
from app.standpoint import Standpoint


def apply_rows(
    standpoint: Standpoint, rows: Sequence[RowPlan], *, batch_id: int, file_name: str
) -> None:
    """Do the work of all rows that have any. Raises RowNotAppliedError."""
    del file_name  # a support names its import itself
    new = [row for row in rows if isinstance(row.work, SupportEntry)]
    entries = [replace(row.work, import_batch_id=batch_id) for row in new]
    try:
        numbers = record_supports(standpoint, entries)
    except ChangeRefusedError as error:
        raise RowNotAppliedError(_refused(standpoint, new, entries)) from error
    for row, number in zip(new, numbers, strict=True):
        row.subject_id = number
    for row in rows:
        if isinstance(row.work, Correction):
            try:
                correct_support(standpoint, row.work.number, row.work.entry)
            except ChangeRefusedError as error:
                raise RowNotAppliedError(row) from error


def _refused(
    standpoint: Standpoint, rows: Sequence[RowPlan], entries: Sequence[SupportEntry]
) -> RowPlan:
    """Return the row that all were refused for, by recording them one by one: nothing is kept."""
    for row, entry in zip(rows, entries, strict=True):
        try:
            record_supports(standpoint, [entry])
        except ChangeRefusedError:
            return row
    return rows[-1]
