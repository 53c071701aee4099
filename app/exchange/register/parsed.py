"""A row of a roster that has been read: values, what is kept beside them, problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.exchange.problems import Problem, Severity
from app.exchange.records import DataRow
from app.values.texts import is_blank, plain_text
from app.workbooks.cells import Raw, UnknownCell


@dataclass(frozen=True)
class Head:
    """What the rows of one table share: the sheet, each field's column letter and unit."""

    sheet: str | None
    letters: Mapping[str, str]
    units: Mapping[str, str | None]


@dataclass
class ParsedRow:
    """A row as values by field; a blank cell has none. Problems of severity error leave it out."""

    head: Head
    given: DataRow
    values: dict[str, Any] = field(default_factory=dict)
    as_written: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    division_code: str | None = None
    only_exists: bool = False  # the standing's word says no more than that it exists

    @property
    def is_error(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self.problems)

    def note(self, code: str, key: str | None = None, **details: Any) -> None:
        """Add a problem of a field, or of the whole row."""
        column = self.head.letters.get(key) if key else None
        value = plain(self.given.values.get(key)) if key else None
        self.problems.append(
            Problem(code, self.head.sheet, self.given.number, column, key, value, details)
        )

    def keep_text(self, key: str) -> None:
        """Keep what the cell says, where its value says less."""
        self.as_written[key] = text_of(self.given.values[key]) or ""

    def hints(self) -> list[str]:
        """Return the texts that hold for the row: headings, the nearest first, the sheet's name."""
        headings = [group.label for group in reversed(self.given.groups)]
        return [*headings, self.head.sheet] if self.head.sheet else headings


def plain(raw: Raw) -> Any:
    """Return a cell as JSON can hold it."""
    if isinstance(raw, UnknownCell):
        return raw.text
    if raw is None or isinstance(raw, str | int | float | bool):
        return raw
    return raw.isoformat()


def text_of(raw: Raw) -> str | None:
    """Return what a cell says, None for a blank one."""
    if is_blank(raw):
        return None
    return raw.text if isinstance(raw, UnknownCell) else plain_text(raw)
