"""Reading one row of a training ledger: cells to values, with the problems met on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.exchange.parsed import Head, ParsedRow, head_of
from app.exchange.records import DataRow
from app.exchange.tables import Table
from app.exchange.trainings.words import (
    length_unit,
    read_form,
    read_length,
    read_number_of_session,
    read_satisfaction,
)
from app.trainings.lessons import lesson_minutes
from app.values.counts import Count, parse_count
from app.values.day_ranges import DayRange, parse_days
from app.values.money import parse_money
from app.values.personal import parse_personal_text
from app.values.texts import clean_line, clean_text, is_blank, says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

LONGEST = {
    "session_no": 50,
    "title": 200,
    "category": 30,
    "place": 200,
    "host": 200,
    "organizer": 200,
    "lecturer": 100,
    "lecturer_title": 200,
    "audience": 200,
    "links": 2000,
    "remark": 2000,
}
MOST_MINUTES = 6000
# What a row cannot do without, and what is said where it is missing or unreadable.
REQUIRED = {"title": "missing_name", "held_on": "missing_day"}
_YEAR = re.compile(r"(20\d\d)(?:年|\D|$)")
_GROUP_COUNT = re.compile(r"[(（:：].*$|共?\d+[场次期].*$")
_CATEGORY_WORDS = re.compile(
    r".{0,10}(?:培训|督导|提升|实训|沙龙|党建|取证|理论|能力|建设|考察|学习)"
)

TrainingRow = ParsedRow


@dataclass(frozen=True)
class _Reader:
    """How the cells of one table are read."""

    parsers: dict[str, Callable[[Raw], Any]]

    def read(self, row: TrainingRow, key: str, raw: Raw) -> None:
        try:
            value = self.parsers[key](raw)
        except UnreadableValueError as error:
            if key == "session_no":
                row.note("unreadable_session_no", key)
            elif key not in REQUIRED:
                row.note(error.code, key)
            return
        if value is None:
            return
        if isinstance(value, str) and len(value) > LONGEST.get(key, len(value)):
            row.note("text_left_out", key, most=LONGEST[key])
            return
        row.values[key] = value


def parse_table(table: Table) -> list[TrainingRow]:
    head = head_of(table)
    reader = _Reader(_parsers(table, head))
    has_category = table.column("category") is not None
    rows = [_parse(given, head, reader) for given in table.rows]
    if not has_category:
        for row in rows:
            _take_category_of_group(row)
    return rows


def year_in(table: Table) -> int | None:
    """Return the year that the titles or the sheet's name say the ledger is of."""
    texts = (squeeze(text) for text in (*table.titles, table.sheet.name or ""))
    return next((int(found[1]) for text in texts if (found := _YEAR.search(text))), None)


def _parse(given: DataRow, head: Head, reader: _Reader) -> TrainingRow:
    row = TrainingRow(head, given)
    for key, raw in given.values.items():
        if not is_blank(raw):
            reader.read(row, key, raw)
    for key, code in REQUIRED.items():
        if key not in row.values:
            row.note(code, key)
    _settle_days(row)
    return row


def _settle_days(row: TrainingRow) -> None:
    """Part the days into first and last; a time of day in them is when it starts."""
    days: DayRange | None = row.values.get("held_on")
    if days is None:
        return
    row.values["held_on"] = days.first
    last: date = row.values.pop("ends_on", days.last)
    if last < days.first:
        row.note("ends_before", "ends_on")
        last = days.last
    if last > days.first:
        row.values["ends_on"] = last
    if days.starts_at is not None:
        row.values["starts_at"] = days.starts_at
    if days.minutes is not None:
        count = (last - days.first).days + 1
        row.values.setdefault("duration_minutes", days.minutes * count)


def _take_category_of_group(row: TrainingRow) -> None:
    """Take the heading a row stands under, 一、能力提升（12场）, for its category."""
    labels = [_GROUP_COUNT.sub("", group.label) for group in row.given.groups]
    found = [label for label in labels if _CATEGORY_WORDS.fullmatch(label)]
    if found:
        row.values["category"] = found[-1]


def _parsers(table: Table, head: Head) -> dict[str, Callable[[Raw], Any]]:
    column = table.column("duration_minutes")
    unit = length_unit(column.header) if column else None
    year, lesson = year_in(table), lesson_minutes()
    return {
        **_PARSERS,
        "held_on": lambda raw: parse_days(raw, year),
        "ends_on": lambda raw: _last_day(raw, year),
        "duration_minutes": lambda raw: _in_bounds(read_length(raw, unit, lesson=lesson)),
        "cost": lambda raw: parse_money(raw, head.units.get("cost")),
    }


def _last_day(raw: Raw, year: int | None) -> date | None:
    days = parse_days(raw, year)
    return None if days is None else days.last


def _in_bounds(minutes: int | None) -> int | None:
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise UnreadableValueError("unparsable_number")
    return minutes


def _number_of_people(raw: Raw) -> int | None:
    count = parse_count(raw)
    return None if count is None else count.number


def _claim(raw: Raw) -> Count | None:
    return parse_count(raw)


def _line(raw: Raw) -> str | None:
    return None if says_nothing(raw) else clean_line(raw)


def _text(raw: Raw) -> str | None:
    return None if says_nothing(raw) else clean_text(raw)


_PARSERS: dict[str, Callable[[Raw], Any]] = {
    **dict.fromkeys(("title", "category", "place", "host", "organizer", "audience"), _line),
    "session_no": read_number_of_session,
    "form": read_form,
    "lecturer": parse_personal_text,
    "lecturer_title": _line,
    "planned_count": _number_of_people,
    "attended_count": _claim,
    "satisfaction": read_satisfaction,
    "links": _text,
    "remark": _text,
}
