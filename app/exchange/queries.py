"""Reads of imports. A batch is seen by those in whose division it was handed in."""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, String, cast, func, select, true

from app.divisions.queries import within
from app.exchange.models import BatchState, ImportBatch, ImportRow, RowOutcome
from app.extensions import db
from app.standpoint import Standpoint


class Shown(StrEnum):
    """Which rows of a batch are listed."""

    ALL = "all"
    PROBLEMS = "problems"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    ERROR = "error"


def list_batches(standpoint: Standpoint, *, offset: int, limit: int) -> Sequence[ImportBatch]:
    """Return what was handed in, the latest first, the files themselves not loaded."""
    statement = _seen_from(standpoint).order_by(
        ImportBatch.uploaded_at.desc(), ImportBatch.id.desc()
    )
    return db.session.scalars(statement.offset(offset).limit(limit)).all()


def count_batches(standpoint: Standpoint) -> int:
    batches = _seen_from(standpoint).with_only_columns(ImportBatch.id).subquery()
    return db.session.scalar(select(func.count()).select_from(batches)) or 0


def get_batch(standpoint: Standpoint, batch_id: int, *, is_locked: bool = False) -> ImportBatch:
    """Raise NoResultFound for a batch outside. A locked one is read anew and kept from others."""
    statement = _seen_from(standpoint).where(ImportBatch.id == batch_id)
    if is_locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def get_content(standpoint: Standpoint, batch_id: int) -> bytes:
    """Return the file as it was handed in. Raises NoResultFound."""
    statement = _seen_from(standpoint).where(ImportBatch.id == batch_id)
    return db.session.scalars(statement.with_only_columns(ImportBatch.content)).one()


def find_same_applied(standpoint: Standpoint, batch: ImportBatch) -> ImportBatch | None:
    """Return the last import of the very same file that was applied, None without one."""
    statement = _seen_from(standpoint).where(
        ImportBatch.file_hash == batch.file_hash,
        ImportBatch.state == BatchState.APPLIED,
        ImportBatch.id != batch.id,
    )
    return db.session.scalars(statement.order_by(ImportBatch.id.desc()).limit(1)).first()


def list_rows(
    standpoint: Standpoint, batch_id: int, shown: Shown, *, offset: int, limit: int
) -> Sequence[ImportRow]:
    """Return rows of a batch in their order in the file."""
    statement = _rows(standpoint, batch_id, shown).order_by(ImportRow.id)
    return db.session.scalars(statement.offset(offset).limit(limit)).all()


def count_rows(standpoint: Standpoint, batch_id: int, shown: Shown) -> int:
    rows = _rows(standpoint, batch_id, shown).with_only_columns(ImportRow.id).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0


def list_problem_rows(standpoint: Standpoint, batch_id: int) -> Sequence[ImportRow]:
    """Return all rows of a batch that have a problem."""
    statement = _rows(standpoint, batch_id, Shown.PROBLEMS).order_by(ImportRow.id)
    return db.session.scalars(statement).all()


def _seen_from(standpoint: Standpoint) -> Select[tuple[ImportBatch]]:
    return select(ImportBatch).where(within(ImportBatch.division_code, standpoint))


def _rows(standpoint: Standpoint, batch_id: int, shown: Shown) -> Select[tuple[ImportRow]]:
    return (
        select(ImportRow)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(
            within(ImportBatch.division_code, standpoint),
            ImportRow.batch_id == batch_id,
            _is_shown(shown),
        )
    )


def _is_shown(shown: Shown) -> ColumnElement[bool]:
    if shown is Shown.ALL:
        return true()
    if shown is Shown.PROBLEMS:
        # JSON is kept as text on both engines, and PostgreSQL compares it no other way.
        return cast(ImportRow.problems, String) != "[]"
    return ImportRow.outcome == RowOutcome(shown.value)
