"""Reading one row of a sign-in list: cells to values, with the problems met on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from app.exchange.attendance.words import are_ticks, read_presence
from app.exchange.grid import cell_text
from app.exchange.parsed import Head, ParsedRow, head_of
from app.exchange.records import DataRow
from app.exchange.tables import Table
from app.exchange.trainings.parsing import year_in
from app.exchange.trainings.words import read_number_of_session
from app.standpoint import OFFICE_ZONE
from app.trainings.models import Presence
from app.values.dates import parse_date
from app.values.day_ranges import parse_days
from app.values.personal import parse_personal_text
from app.values.phones import parse_phones
from app.values.texts import clean_line, is_blank, says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

LONGEST_NAME = 50
LONGEST = {"session_no": 50, "title": 200, "organization": 200}


@dataclass
class SignInRow(ParsedRow):
    """A row of a sign-in list; `around` is what stands over it: titles, headings, the sheet."""

    around: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Surroundings:
    head: Head
    texts: tuple[str, ...]
    parsers: dict[str, Callable[[Raw], Any]]


def parse_table(table: Table) -> list[SignInRow]:
    texts = [*table.titles, *(cell_text(entry.value) for entry in table.form)]
    texts += [table.sheet.name or ""]
    year = year_in(table)
    around = _Surroundings(
        head_of(table),
        tuple(squeeze(text) for text in texts if text),
        {
            **_PARSERS,
            "held_on": lambda raw: _day(raw, year),
            "signed_at": lambda raw: _instant(raw, year),
        },
    )
    rows = [_parse(given, around) for given in table.rows]
    if are_ticks(given.values.get("presence") for given in table.rows):
        for row in rows:
            row.values.setdefault("presence", Presence.ABSENT)
    return rows


def _parse(given: DataRow, around: _Surroundings) -> SignInRow:
    groups = tuple(squeeze(group.text) for group in reversed(given.groups))
    row = SignInRow(around.head, given, around=(*groups, *around.texts))
    for key, raw in given.values.items():
        if not is_blank(raw):
            _read(row, key, around.parsers[key], raw)
    name = row.values.get("person")
    if name is None and not row.is_error:
        row.note("missing_name", "person")
    elif name is not None and len(name) > LONGEST_NAME:
        row.note("name_too_long", "person", most=LONGEST_NAME)
    return row


def _read(row: SignInRow, key: str, parse: Callable[[Raw], Any], raw: Raw) -> None:
    try:
        value = parse(raw)
    except UnreadableValueError as error:
        if key == "person" and error.code != "masked_value":
            return  # missing, as is said then
        row.note("unknown_value" if error.code == "digits_lost" else error.code, key)
        return
    if value is None:
        return
    if isinstance(value, str) and len(value) > LONGEST.get(key, len(value)):
        row.note("text_left_out", key, most=LONGEST[key])
        return
    row.values[key] = value


def _day(raw: Raw, year: int | None) -> date | None:
    days = parse_days(raw, year)
    return None if days is None else days.first


def _instant(raw: Raw, year: int | None) -> datetime | time | date | None:
    """Return when somebody signed in: an instant, or only its day or its time of day."""
    if isinstance(raw, time):
        return raw
    if isinstance(raw, float) and 0 < raw < 1:  # a time of day without its format
        seconds = round(raw * 86_400)
        return time(seconds // 3600, seconds // 60 % 60)
    text = squeeze(raw) if isinstance(raw, str) else ""
    try:
        return time.fromisoformat(text.rjust(5, "0")) if ":" in text[:3] else _dated(raw, year)
    except ValueError as error:
        raise UnreadableValueError("unparsable_date") from error


def _dated(raw: Raw, year: int | None) -> datetime | date | None:
    if isinstance(raw, str) and not says_nothing(raw):
        try:
            return _local(datetime.fromisoformat(" ".join(raw.split())))
        except ValueError:
            pass
    if isinstance(raw, datetime):
        return _local(raw)
    if isinstance(raw, int | float):
        day = parse_date(raw)
        return None if day is None else day.date
    days = parse_days(raw, year)
    if days is None or days.starts_at is None:
        return None if days is None else days.first
    return _local(datetime.combine(days.first, days.starts_at))


def _local(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=OFFICE_ZONE)


def _line(raw: Raw) -> str | None:
    return None if says_nothing(raw) else clean_line(raw)


_PARSERS: dict[str, Callable[[Raw], Any]] = {
    "session_no": read_number_of_session,
    "title": _line,
    "person": parse_personal_text,
    "organization": _line,
    "phone": parse_phones,
    "presence": read_presence,
}
