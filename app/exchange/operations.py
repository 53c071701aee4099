"""Writes of imports: keeping a checked file, applying it, discarding it."""

from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.exchange.documents import plan_document
from app.exchange.engine import Adapter, ImportRequest, hash_of
from app.exchange.models import BatchState, ImportBatch, ImportRow
from app.exchange.plans import Plan, RowPlan
from app.extensions import db
from app.standpoint import Standpoint
from app.values.dates import PartialDate

ROWS_AT_ONCE = 1000


class NotCleanError(Exception):
    """A strict import has rows with errors: nothing is applied."""


class BatchDoneError(Exception):
    """The batch was applied or discarded already."""


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
        reading=_reading(request.file_name, plan),
        state=BatchState.CHECKED,
        account_id=standpoint.viewer,
        uploaded_at=audit.instant(),
    )
    db.session.add(batch)
    db.session.flush()
    _keep_rows(batch.id, plan.rows)
    audit.record("import:upload", _subject(batch), by=standpoint.viewer, rows=plan.counts())
    return batch


def apply_batch(adapter: Adapter, standpoint: Standpoint, batch: ImportBatch, plan: Plan) -> None:
    """Apply a plan made in this same turn, and keep what became of each row.

    Raises BatchDoneError, NotCleanError, and what the adapter raises for a row refused while
    applying; then nothing is kept.
    """
    if batch.state is not BatchState.CHECKED:
        raise BatchDoneError
    if batch.options.get("is_strict") and not plan.is_clean:
        raise NotCleanError
    adapter.apply(standpoint, plan.rows, batch_id=batch.id, file_name=batch.file_name)
    batch.state = BatchState.APPLIED
    batch.applied_at = audit.instant()
    batch.reading = _reading(batch.file_name, plan)
    db.session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch.id))
    _keep_rows(batch.id, plan.rows)
    audit.record("import:apply", _subject(batch), by=standpoint.viewer, rows=plan.counts())


def discard_batch(standpoint: Standpoint, batch: ImportBatch) -> None:
    """Give up a checked file; it stays in the list of imports without effect."""
    if batch.state is not BatchState.CHECKED:
        raise BatchDoneError
    batch.state = BatchState.DISCARDED
    audit.record("import:discard", _subject(batch), by=standpoint.viewer)


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
        "cells": dict(row.cells),
        "changes": {key: [_plain(value) for value in pair] for key, pair in row.changes.items()},
        "problems": [
            {
                "code": item.code,
                "sheet": item.sheet,
                "row": item.row,
                "column": item.column,
                "field": item.field,
                "value": item.value,
                "details": dict(item.details),
            }
            for item in row.problems
        ],
    }


def _reading(file_name: str, plan: Plan) -> dict[str, Any]:
    """Return how the file was read, without the rows, which have a table of their own."""
    document = plan_document(file_name, plan, import_id=None)
    return {key: document[key] for key in document if key not in {"problems", "applied", "import"}}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value) if isinstance(value, PartialDate) else value.isoformat()


def _subject(batch: ImportBatch) -> audit.Subject:
    return audit.Subject("import_batch", batch.id, batch.file_name, batch.division_code)


