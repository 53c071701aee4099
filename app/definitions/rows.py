"""Rows of a list: the columns' values under their keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.definitions.columns import Column


@dataclass(frozen=True)
class Row:
    """A row's number and the values of the columns asked for, by key.

    `subject` is the number its page takes, where that is not the row's own.
    """

    id: int
    values: Mapping[str, Any]
    subject: int | None = None


def parts_of(
    sources: Any, columns: Sequence[Column]
) -> tuple[list[Any], Callable[[Sequence[Any]], dict[str, Any]]]:
    """Return the columns' SQL expressions, and a function that makes values of their results."""
    parts: list[Any] = []
    slices = []
    for column in columns:
        selected = column.select(sources)
        slices.append((column, len(parts), len(parts) + len(selected)))
        parts += selected

    def split(values: Sequence[Any]) -> dict[str, Any]:
        return {column.key: column.value(*values[start:end]) for column, start, end in slices}

    return parts, split
