"""Personal columns are shown masked to whoever may not read them."""

from typing import Any

from app.definitions.columns import Column


def masked(column: Column, value: Any, *, is_open: bool) -> Any:
    """Return the value, or what others may see of it."""
    if is_open or value is None or not column.is_personal:
        return value
    return column.mask(value) if column.mask else None
