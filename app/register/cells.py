"""What the viewer sees of a row's values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.definitions.columns import Column
from app.definitions.rows import Row

HIDDEN = "***"


@dataclass(frozen=True)
class Cell:
    """A value under its column; `text` is what the viewer may see of it."""

    column: Column
    value: Any
    text: str


def cells_of(row: Row, columns: Sequence[Column], *, may_read_personal: bool) -> dict[str, Cell]:
    """Return the row's cells by key, personal ones masked without the permission."""
    return {
        column.key: _cell(column, row.values[column.key], may_read_personal) for column in columns
    }


def _cell(column: Column, value: Any, may_read_personal: bool) -> Cell:
    text = column.show(value)
    if not text or may_read_personal or not column.is_personal:
        return Cell(column, value, text)
    masked = column.mask(text) if column.mask else HIDDEN
    return Cell(column, masked, masked)
