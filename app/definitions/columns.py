"""A column of a register, defined once for list, form, import, export and masking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from app.definitions.fields import Field


class ColumnKind(StrEnum):
    """What a column's values are; decides alignment, Excel format and the kind of filter."""

    TEXT = "text"
    CODE = "code"  # digits and letters that are no number: always text in Excel
    CHOICE = "choice"
    BOOLEAN = "boolean"
    COUNT = "count"
    MONEY = "money"  # in fen
    DATE = "date"  # with precision


@dataclass(frozen=True)
class Choice:
    """One value a choice column may hold, as stored and as people say it."""

    value: str
    label: str


def same(value: Any) -> Any:
    return value


def as_text(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Column:
    """What a column is called, and how its value is selected, shown, read and filtered.

    `select` gets the sources of a statement and returns the SQL expressions of the value's parts;
    `value` makes the Python value of them. `show` is for people, `plain` for JSON. `parse` reads a
    raw cell, with the unit its header names; it raises UnreadableValueError. Without `parse` the
    column follows from others and is not imported. `sort` (the first part by default) orders,
    `match` picks the rows whose value is one of the texts given. `group` heads neighboring columns
    in official forms. `turns` selects, of a value that may change by the passing of time alone, the
    first day after the picture's on which it may be another.
    """

    key: str
    label: str
    kind: ColumnKind
    select: Callable[[Any], tuple[Any, ...]]
    value: Callable[..., Any] = same
    show: Callable[[Any], str] = as_text
    plain: Callable[[Any], Any] = same
    parse: Callable[[Any, str | None], Any] | None = None
    sort: Callable[[Any], Any] | None = None
    match: Callable[[Any, Sequence[str]], Any] | None = None
    turns: Callable[[Any], Any] | None = None
    field: Field | None = None  # what ledgers call it
    group: str | None = None
    width: float = 12
    is_summed: bool = False  # a total below it means something
    is_personal: bool = False
    mask: Callable[[str], str] | None = None  # of a personal column: what others see of a value
    choices: Callable[[], Sequence[Choice]] | None = dataclass_field(default=None, compare=False)

    def order(self, sources: Any) -> Any:
        """Return the SQL expression that rows are ordered by under this column."""
        return self.sort(sources) if self.sort else self.select(sources)[0]

    @property
    def is_numeric(self) -> bool:
        return self.kind in {ColumnKind.COUNT, ColumnKind.MONEY}


def by_key(columns: Sequence[Column], keys: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of these keys in this order; unknown keys are left out."""
    known = {column.key: column for column in columns}
    return tuple(known[key] for key in dict.fromkeys(keys) if key in known)
