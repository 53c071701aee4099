"""A row of a ledger that has been read: values, what is kept beside them, problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.exchange.models import RowOutcome
from app.exchange.plans import RowPlan
from app.exchange.problems import Problem, Severity
from app.exchange.records import DataRow
from app.exchange.tables import Table
from app.i18n import _
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

    def planned(self, outcome: RowOutcome, name: str | None) -> RowPlan:
        """Return what becomes of the row; `name` is what people know it by.

        Of a row that is left out for being there twice, its cells' warnings say nothing new.
        """
        letters = self.head.letters
        is_skipped = outcome is RowOutcome.SKIPPED
        return RowPlan(
            sheet=self.head.sheet,
            number=self.given.number,
            name=name,
            cells={
                letters[key]: plain(raw)
                for key, raw in self.given.values.items()
                if raw is not None
            },
            outcome=outcome,
            problems=[
                item
                for item in self.problems
                if not is_skipped or item.severity is Severity.SKIPPED
            ],
        )

    def place_from(self, other: "ParsedRow") -> str:
        """Return where this row stands, in words, for a problem of the other row."""
        is_elsewhere = self.head.sheet != other.head.sheet
        sheet = _("“%(sheet)s”表", sheet=self.head.sheet) if is_elsewhere else ""
        return sheet + _("第%(row)s行", row=self.given.number)


def head_of(table: Table) -> Head:
    return Head(
        table.sheet.name,
        table.letters,
        {column.field: column.unit for column in table.columns if column.field},
    )


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
