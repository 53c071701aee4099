"""Reading one row of a roster: cells to values, with the problems met on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.exchange.own_words import is_own_header
from app.exchange.problems import Problem, Severity
from app.exchange.records import DataRow
from app.exchange.register.places import Places, UnknownPlaceError
from app.organizations.columns import COLUMNS
from app.organizations.kinds import Kind
from app.organizations.standings import Standing
from app.organizations.words import only_says_it_exists, read_kind, read_standing
from app.values.codes import CreditCode
from app.values.counts import Count
from app.values.texts import is_blank, plain_text, says_nothing
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw, UnknownCell

PARSERS = {column.key: column.parse for column in COLUMNS if column.parse is not None}
# What a code of the values means for a field where it weighs more than an unreadable cell.
LOST = "digits_lost"
# In characters. What a page could not save again is no use in the register; far above these the
# database could not index it either.
LONGEST = {
    "name": 100,
    "category": 30,
    "filing_number": 60,
    "registration_number": 60,
    "registrar": 100,
    "supervisor": 100,
    "leader_name": 50,
    "phone": 120,
    "address": 200,
    "party_branch": 100,
    "business_scope": 2000,
    "remark": 2000,
}


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
        self.as_written[key] = _text(self.given.values[key]) or ""

    def hints(self) -> list[str]:
        """Return the texts that hold for the row: headings, the nearest first, the sheet's name."""
        headings = [group.label for group in reversed(self.given.groups)]
        return [*headings, self.head.sheet] if self.head.sheet else headings


def parse_row(given: DataRow, head: Head, places: Places) -> ParsedRow:
    """Return the row's values; what cannot be read is left out with a problem."""
    row = ParsedRow(head, given)
    for key, raw in given.values.items():
        if not is_blank(raw) and key in PARSERS:
            _read(row, key, raw)
    if "name" not in row.values and not row.is_error:
        row.note("missing_name", "name")
    _place(row, places)
    _hints(row)
    texts = {header: _text(raw) for header, raw in given.extra.items() if not is_own_header(header)}
    row.extra = {header: text for header, text in texts.items() if text}
    return row


def plain(raw: Raw) -> Any:
    """Return a cell as JSON can hold it."""
    if isinstance(raw, UnknownCell):
        return raw.text
    if raw is None or isinstance(raw, str | int | float | bool):
        return raw
    return raw.isoformat()


def _read(row: ParsedRow, key: str, raw: Raw) -> None:
    try:
        value = PARSERS[key](raw, row.head.units.get(key))
    except UnreadableValueError as error:
        _note_unreadable(row, key, error.code)
        return
    value = _plain_value(row, key, value)
    if isinstance(value, str) and len(value) > LONGEST.get(key, len(value)):
        _note_too_long(row, key)
    elif value is not None:
        row.values[key] = value
        row.only_exists |= key == "standing" and only_says_it_exists(raw)


def _plain_value(row: ParsedRow, key: str, value: Any) -> Any:
    """Return the value as the register holds it; what a code or count says besides is noted."""
    if isinstance(value, CreditCode):
        if not value.is_check_good:
            row.note("bad_check_character", key)
        return value.text
    if isinstance(value, Count):
        if value.qualifier is not None:
            row.keep_text(key)
        return value.number
    return value


def _note_too_long(row: ParsedRow, key: str) -> None:
    """Stop a row that nothing else names; of others the text stays beside the register."""
    row.note("name_too_long" if key == "name" else "text_too_long", key, most=LONGEST[key])
    row.keep_text(key)


def _note_unreadable(row: ParsedRow, key: str, code: str) -> None:
    """Stop the row for a credit code that lost digits; leave any other field empty."""
    if code == LOST and key != "credit_code":
        code = "unknown_value"
    row.note(code, key)
    if code not in {LOST, "masked_value"}:
        row.keep_text(key)


def _place(row: ParsedRow, places: Places) -> None:
    """Find the community: of its cell, else of the nearest heading that is one, else the street."""
    street = _street(row, places)
    written = row.values.get("community")
    if written is None:
        written = next((text for text in row.hints() if places.knows(text)), None)
        written = written or next((text for text in row.hints() if _is_place(text)), None)
    if written is None:
        row.division_code = street
        return
    try:
        row.division_code = places.code_of(written, street)
    except UnknownPlaceError as error:
        row.note("ambiguous_community" if error.is_ambiguous else "unknown_community", "community")


def _street(row: ParsedRow, places: Places) -> str | None:
    """Return the street of the row's cell; in a ledger of one street another one is an error."""
    raw = row.given.values.get("street")
    if says_nothing(raw):
        return None
    try:
        return places.street_of(plain_text(raw))
    except UnreadableValueError as error:
        row.note(error.code, "street")
    except UnknownPlaceError:
        row.note("unknown_street" if places.is_one_street else "unknown_value", "street")
    return None


def _is_place(text: str) -> bool:
    return text.endswith(("社区", "村", "居委会", "村委会"))


def _hints(row: ParsedRow) -> None:
    """Take kind and standing from headings or the sheet's name when no column gives them."""
    for text in row.hints():
        if "kind" not in row.head.letters and "kind" not in row.values:
            _hint(row, "kind", read_kind, text)
        if "standing" not in row.head.letters and "standing" not in row.values:
            _hint(row, "standing", read_standing, text)
    if row.only_exists and _is_filed_only(row.values):
        row.values["standing"] = Standing.FILED


def _hint(row: ParsedRow, key: str, read: Any, text: str) -> None:
    try:
        value = read(text)
    except UnreadableValueError:
        return
    if value is not None:
        row.values[key] = value


def _is_filed_only(values: Mapping[str, Any]) -> bool:
    """Tell an existing community group without a legal person's numbers: it is filed."""
    has_number = "credit_code" in values or "registration_number" in values
    return not has_number and (
        values.get("kind") is Kind.COMMUNITY_GROUP or "filing_number" in values
    )


def _text(raw: Raw) -> str | None:
    if is_blank(raw):
        return None
    return raw.text if isinstance(raw, UnknownCell) else plain_text(raw)
