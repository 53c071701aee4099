"""Writes of imports: keeping a checked file, checking it anew, applying it, discarding it."""

from collections import Counter
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.exchange import queries
from app.exchange.engine import Adapter, ImportRequest, hash_of
from app.exchange.models import BatchState, ImportBatch, ImportRow
from app.exchange.plans import Plan, RowPlan
from app.exchange.problems import Problem
from app.extensions import db
from app.standpoint import Standpoint
from app.values.dates import PartialDate

ROWS_AT_ONCE = 1000


class NotCleanError(Exception):
    """A strict import has rows with errors: nothing is applied."""


class BatchDoneError(Exception):
    """The batch was applied or discarded already."""


class NotLookedAtError(Exception):
    """A suspicious file must be looked at before it is applied."""


def hold_turn() -> None:
    """Take this transaction's place among the writers: a plan made from here on stays true."""
    audit.instant()


def batch_to_decide(standpoint: Standpoint, batch_id: int) -> ImportBatch:
    """Return a batch as it is once no other writer is under way. Raises NoResultFound."""
    hold_turn()
    return queries.get_batch(standpoint, batch_id, is_locked=True)


def keep_batch(
    adapter: Adapter, standpoint: Standpoint, content: bytes, plan: Plan, request: ImportRequest
) -> ImportBatch:
    """Keep an uploaded file with its pre-check; the register stays as it is."""
    batch = ImportBatch(
        ledger=adapter.key,
        file_name=request.file_name,
        file_hash=hash_of(content),
        content=content,
        division_code=standpoint.division,
        effective_on=request.effective_on,
        options={"sheet": request.sheet, "is_strict": request.is_strict},
        reading=_reading(plan),
        state=BatchState.CHECKED,
        account_id=standpoint.viewer,
        uploaded_at=audit.instant(),
    )
    db.session.add(batch)
    db.session.flush()
    _keep_rows(batch.id, plan.rows)
    audit.record("import:upload", _subject(batch), by=standpoint.viewer, rows=plan.counts())
    return batch


def recheck_batch(
    standpoint: Standpoint, batch: ImportBatch, plan: Plan, effective_on: date | None = None
) -> None:
    """Keep a new pre-check in place of the old one, for another day of effect where one is given.

    Raises BatchDoneError.
    """
    _require_checked(batch)
    batch.effective_on = effective_on or batch.effective_on
    _keep_plan(batch, plan)
    audit.record(
        "import:recheck",
        _subject(batch),
        by=standpoint.viewer,
        rows=plan.counts(),
        since=batch.effective_on.isoformat(),
    )


def confirm_batch(
    adapter: Adapter, standpoint: Standpoint, batch: ImportBatch, plan: Plan, *, is_looked_at: bool
) -> bool:
    """Apply the batch if the plan, made in this same turn, is what was shown; else keep the plan.

    Returns whether it was applied. Raises NotLookedAtError and what `apply_batch` raises.
    """
    _require_checked(batch)
    if not _is_as_shown(batch, plan):
        recheck_batch(standpoint, batch, plan)
        return False
    if plan.is_suspicious and not is_looked_at:
        raise NotLookedAtError
    apply_batch(adapter, standpoint, batch, plan)
    return True


def apply_batch(adapter: Adapter, standpoint: Standpoint, batch: ImportBatch, plan: Plan) -> None:
    """Apply a plan made in this same turn, and keep what became of each row.

    Raises BatchDoneError, NotCleanError, and what the adapter raises for a row refused while
    applying; then nothing is kept.
    """
    _require_checked(batch)
    if batch.options.get("is_strict") and not plan.is_clean:
        raise NotCleanError
    adapter.apply(standpoint, plan.rows, batch_id=batch.id, file_name=batch.file_name)
    batch.state = BatchState.APPLIED
    batch.applied_at = audit.instant()
    _keep_plan(batch, plan)
    audit.record("import:apply", _subject(batch), by=standpoint.viewer, rows=plan.counts())


def discard_batch(standpoint: Standpoint, batch: ImportBatch) -> None:
    """Give up a checked file; it stays in the list of imports without effect."""
    _require_checked(batch)
    batch.state = BatchState.DISCARDED
    audit.record("import:discard", _subject(batch), by=standpoint.viewer)


def _require_checked(batch: ImportBatch) -> None:
    if batch.state is not BatchState.CHECKED:
        raise BatchDoneError


def _is_as_shown(batch: ImportBatch, plan: Plan) -> bool:
    shown = db.session.execute(
        sa.select(
            ImportRow.sheet,
            ImportRow.row,
            ImportRow.outcome,
            ImportRow.organization_id,
            ImportRow.subject_id,
            ImportRow.changes,
        )
        .where(ImportRow.batch_id == batch.id)
        .order_by(ImportRow.id)
    ).tuples()
    planned = [
        (
            row.sheet,
            row.number,
            row.outcome,
            row.organization_id,
            row.subject_id,
            _changes(row),
        )
        for row in plan.rows
    ]
    return list(shown) == planned


def _keep_plan(batch: ImportBatch, plan: Plan) -> None:
    batch.reading = _reading(plan)
    db.session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch.id))
    _keep_rows(batch.id, plan.rows)


def _keep_rows(batch_id: int, rows: tuple[RowPlan, ...]) -> None:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        db.session.execute(
            sa.insert(ImportRow),
            [_row(batch_id, row) for row in rows[start : start + ROWS_AT_ONCE]],
        )


def _row(batch_id: int, row: RowPlan) -> dict[str, Any]:
    return {
        "batch_id": batch_id,
        "sheet": row.sheet,
        "row": row.number,
        "outcome": row.outcome,
        "name": row.name,
        "organization_id": row.organization_id,
        "subject_id": row.subject_id,
        "cells": dict(row.cells),
        "changes": _changes(row),
        "problems": [_problem(item) for item in row.problems],
    }


def _changes(row: RowPlan) -> dict[str, list[Any]]:
    return {key: [_plain(value) for value in pair] for key, pair in row.changes.items()}


def _problem(item: Problem) -> dict[str, Any]:
    """Return what `Problem(**…)` makes the problem of again."""
    return {
        "code": item.code,
        "sheet": item.sheet,
        "row": item.row,
        "column": item.column,
        "field": item.field,
        "value": item.value,
        "details": dict(item.details),
    }


def _reading(plan: Plan) -> dict[str, Any]:
    """Return how the file was read, without the rows, which have a table of their own."""
    return {
        "rows": plan.counts(),
        "sheets": [
            {
                "sheet": sheet.sheet,
                "header_rows": list(sheet.header_rows),
                "columns": dict(sheet.columns),
                "unmapped": list(sheet.unmapped),
                "headers": dict(sheet.headers),
                "rows": plan.counts(sheet),
            }
            for sheet in plan.sheets
        ],
        "ignored": [{"sheet": item.sheet, "code": item.code} for item in plan.ignored],
        "problems": [_problem(item) for item in plan.problems],
        "codes": dict(Counter(item.kind for row in plan.rows for item in row.problems)),
        "stated_on": plan.stated_on and plan.stated_on.isoformat(),
        "is_suspicious": plan.is_suspicious,
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value) if isinstance(value, PartialDate) else value.isoformat()


def _subject(batch: ImportBatch) -> audit.Subject:
    return audit.Subject("import_batch", batch.id, batch.file_name, batch.division_code)
