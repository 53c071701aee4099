"""Reading one row of a roster: cells to values, with the problems met on the way."""

from typing import Any

from app.exchange.own_words import is_own_header
from app.exchange.parsed import Head, text_of
from app.exchange.records import DataRow
from app.exchange.register.parsed import RosterRow
from app.exchange.register.places import Places
from app.exchange.register.surroundings import find_place, take_hints
from app.organizations.columns import COLUMNS
from app.organizations.grades import GRADE_LEVEL_LABELS, GradeLevel
from app.organizations.words import only_says_it_exists
from app.values.codes import CreditCode
from app.values.counts import Count
from app.values.texts import is_blank, plain_text, says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

PARSERS = {column.key: column.parse for column in COLUMNS if column.parse is not None} | {
    "grade_level": lambda raw, _unit: read_level(raw)
}
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


LEVEL_WORDS = {
    GradeLevel.NATIONAL: ("国家", "国家级", "全国", "全国性", "部级"),
    GradeLevel.PROVINCE: ("省", "省级", "自治区级", "直辖市级"),
    GradeLevel.CITY: ("市", "市级", "地市级", "设区市级"),
    GradeLevel.DISTRICT: ("区", "县", "区级", "县级", "区县级", "区县"),
}


def parse_row(given: DataRow, head: Head, places: Places) -> RosterRow:
    """Return the row's values; what cannot be read is left out with a problem."""
    row = RosterRow(head, given)
    for key, raw in given.values.items():
        if not is_blank(raw) and key in PARSERS:
            _read(row, key, raw)
    if "name" not in row.values and not row.is_error:
        row.note("missing_name", "name")
    find_place(row, places)
    take_hints(row)
    texts = {
        header: text_of(raw) for header, raw in given.extra.items() if not is_own_header(header)
    }
    row.extra = {header: text for header, text in texts.items() if text}
    return row


def _read(row: RosterRow, key: str, raw: Raw) -> None:
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


def read_level(raw: Raw) -> GradeLevel | None:
    """Return who gave a grade: 市级, 市. Raises unknown_value."""
    if says_nothing(raw):
        return None
    text = squeeze(plain_text(raw))
    for level, label in GRADE_LEVEL_LABELS.items():
        if text == squeeze(str(label)) or text in LEVEL_WORDS[level]:
            return level
    raise UnreadableValueError("unknown_value")


def _plain_value(row: RosterRow, key: str, value: Any) -> Any:
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


def _note_too_long(row: RosterRow, key: str) -> None:
    """Stop a row that nothing else names; of others the text stays beside the register."""
    row.note("name_too_long" if key == "name" else "text_too_long", key, most=LONGEST[key])
    row.keep_text(key)


def _note_unreadable(row: RosterRow, key: str, code: str) -> None:
    """Stop the row for a credit code that lost digits; leave any other field empty."""
    if code == LOST and key != "credit_code":
        code = "unknown_value"
    row.note(code, key)
    if code not in {LOST, "masked_value"}:
        row.keep_text(key)
