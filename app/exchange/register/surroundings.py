"""What stands around a row and in its cells about where it belongs, its kind and its standing."""

from collections.abc import Mapping
from typing import Any

from app.exchange.register.parsed import RosterRow
from app.exchange.register.places import Places, UnknownPlaceError
from app.organizations.kinds import Kind
from app.organizations.standings import Standing
from app.organizations.words import read_kind, read_standing
from app.values.texts import plain_text, says_nothing
from app.values.unreadable import UnreadableValueError


def find_place(row: RosterRow, places: Places) -> None:
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


def _street(row: RosterRow, places: Places) -> str | None:
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


def take_hints(row: RosterRow) -> None:
    """Take kind and standing from headings or the sheet's name when no column gives them."""
    for text in row.hints():
        if "kind" not in row.head.letters and "kind" not in row.values:
            _hint(row, "kind", read_kind, text)
        if "standing" not in row.head.letters and "standing" not in row.values:
            _hint(row, "standing", read_standing, text)
    if row.only_exists and _is_filed_only(row.values):
        row.values["standing"] = Standing.FILED


def _hint(row: RosterRow, key: str, read: Any, text: str) -> None:
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
