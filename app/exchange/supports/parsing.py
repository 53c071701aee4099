"""Reading one row of a support log: cells to values, with the problems met on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.exchange.parsed import Head, ParsedRow, head_of, text_of
from app.exchange.records import DataRow
from app.exchange.supports.words import read_form, read_kind
from app.exchange.tables import Table
from app.incubation.supports.operations import MOST_MINUTES
from app.values.codes import parse_credit_code, parse_number_text
from app.values.dates import Precision, parse_date
from app.values.durations import Unit, parse_minutes, unit_in
from app.values.personal import parse_personal_text
from app.values.texts import clean_line, clean_text, is_blank, says_nothing
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

SEPARATOR = re.compile(r"[、,，;；\n]+")
LONGEST = {"by_name": 50, "problem": 1000, "advice": 1000, "remark": 500}
# What a row cannot do without, and what is said where it is missing or unreadable.
REQUIRED = {
    "organizations": "missing_name",
    "on": "missing_day",
    "kind": "missing_support_kind",
    "by_name": "missing_helper",
}


@dataclass
class Reference:
    """How a row names an organization."""

    values: dict[str, Any]
    division_code: str | None = None

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))


@dataclass
class SupportRow(ParsedRow):
    """A row of a support log; what it names may be one organization or, parted, several."""

    whole: Reference = field(default_factory=lambda: Reference({}))
    parts: list[Reference] = field(default_factory=list)

    @property
    def named(self) -> str:
        return "、".join(part.name for part in self.parts) or self.whole.name


def parse_table(table: Table, today: date) -> list[SupportRow]:
    head = head_of(table)
    column = table.column("minutes")
    unit = unit_in(column.header) if column else None
    return [_parse(given, head, unit, today) for given in table.rows]


def _parse(given: DataRow, head: Head, unit: Unit | None, today: date) -> SupportRow:
    row = SupportRow(head, given)
    parsers: dict[str, Callable[[Raw], Any]] = {
        **_PARSERS,
        "minutes": lambda raw: _minutes(raw, unit),
    }
    for key, raw in given.values.items():
        if not is_blank(raw):
            _read(row, key, parsers[key], raw)
    for key, code in REQUIRED.items():
        if key not in row.values:
            row.note(code, key)
    if "on" in row.values and row.values["on"] > today:
        row.note("day_to_come", "on")
    _check_follow_up(row)
    _name(row)
    return row


def _read(row: SupportRow, key: str, parse: Callable[[Raw], Any], raw: Raw) -> None:
    try:
        value = parse(raw)
    except UnreadableValueError as error:
        if key == "credit_code":  # one column may hold codes and filing numbers
            row.values.setdefault("filing_number", text_of(raw))
        elif key not in REQUIRED or error.code == "masked_value":
            row.note("unknown_value" if error.code == "digits_lost" else error.code, key)
        return
    if value is None:
        return
    if isinstance(value, str) and len(value) > LONGEST.get(key, len(value)):
        row.note("text_left_out", key, most=LONGEST[key])
        return
    row.values[key] = value


def _check_follow_up(row: SupportRow) -> None:
    agreed, day = row.values.get("follow_up_on"), row.values.get("on")
    if agreed is not None and day is not None and not row.is_error and agreed < day:
        row.note("follow_up_too_early", "follow_up_on")
        del row.values["follow_up_on"]


def _name(row: SupportRow) -> None:
    """Find how the row names its organizations; numbers belong to a name that stands alone."""
    names = row.values.get("organizations", "")
    numbers = {key: row.values[key] for key in _NUMBERS if key in row.values}
    row.whole = Reference({"name": clean_line(names) or "", **numbers})
    parts = [part for text in SEPARATOR.split(names) if (part := text.strip())]
    row.parts = [Reference({"name": part}) for part in parts] if len(parts) > 1 else []


def _day(raw: Raw) -> date | None:
    read = parse_date(raw)
    if read is not None and read.precision is not Precision.DAY:
        raise UnreadableValueError("unparsable_date")
    return None if read is None else read.date


def _minutes(raw: Raw, unit: Unit | None) -> int | None:
    minutes = parse_minutes(raw, unit)
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise UnreadableValueError("unparsable_number")
    return minutes


def _code(raw: Raw) -> str | None:
    code = parse_credit_code(raw)
    return None if code is None else code.text


def _said_text(raw: Raw) -> str | None:
    return None if says_nothing(raw) else clean_text(raw)


_NUMBERS = ("credit_code", "filing_number")
_PARSERS: dict[str, Callable[[Raw], Any]] = {
    "organizations": _said_text,
    "credit_code": _code,
    "filing_number": parse_number_text,
    "on": _day,
    "kind": read_kind,
    "by_name": parse_personal_text,
    "form": read_form,
    "problem": _said_text,
    "advice": _said_text,
    "follow_up_on": _day,
    "remark": lambda raw: None if says_nothing(raw) else clean_line(raw),
}
