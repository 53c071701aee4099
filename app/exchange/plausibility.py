"""The dangerous file is the valid one: a column sorted by itself renames everything. Pure."""

from collections.abc import Sequence

from app.exchange.plans import SUSPICIOUS, RowPlan, SheetReading
from app.exchange.problems import Problem

SHARE = 0.5  # of what was found: more than that does not change by itself
FEWEST = 3  # changes; below, each of them is seen at a glance


def swapped_columns(
    sheets: Sequence[SheetReading], rows: Sequence[RowPlan], keys: Sequence[str]
) -> list[Problem]:
    """Return a problem for each key column in which most of a sheet's known rows would change.

    `keys` are fields that say what a row is about. A value where there was none
    before is no change of that kind.
    """
    return [
        Problem(SUSPICIOUS, sheet.sheet, column=sheet.columns[key], field=key)
        for sheet in sheets
        for key in keys
        if key in sheet.columns and _is_swapped(key, [row for row in rows if _is_known(row, sheet)])
    ]


def _is_known(row: RowPlan, sheet: SheetReading) -> bool:
    return row.sheet == sheet.sheet and row.is_known


def _is_swapped(key: str, rows: Sequence[RowPlan]) -> bool:
    changed = sum(row.changes.get(key, (None,))[0] is not None for row in rows)
    return changed >= FEWEST and changed > SHARE * len(rows)
