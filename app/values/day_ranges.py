"""The days of an event as they are written: 2025年4月20日至21日, 2025.4.20-4.21, 4月20日下午."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from app.values.dates import Precision, parse_date
from app.values.texts import says_nothing
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

_LONGEST = 60  # also what keeps the searches below short
_SPACE = re.compile(r"\s+")
_WEEKDAY = re.compile(r"[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?")
_HALF_DAY = "上午|下午|中午|晚上|晚|全天"
_CLOCK = r"(?P<{0}half>上午|下午|中午|晚上|晚)?(?P<{0}hour>\d{{1,2}})(?::(?P<{0}past>[0-5]\d)(?::\d\d)?|[时点](?:(?P<{0}minute>[0-5]?\d)分?|(?P<{0}and_half>半))?)"
_TIMES = re.compile(
    rf"[T(,]?{_CLOCK.format('from_')}(?:[-~—–至到]+{_CLOCK.format('to_')})?(?:开始)?[)]?$", re.ASCII
)
_HALVES = re.compile(rf"[(]?(?:{_HALF_DAY})[)]?$")
_FIRST = r"(?:(?P<year>\d{4}|\d{2}(?=年))(?:年|(?P<mark>[-/.])))?(?P<month>\d{1,2})(?(mark)(?P=mark)|(?:月|[-/.]))(?P<day>\d{1,2})[日号]?"
_LAST = (
    r"(?:(?:(?P<last_year>\d{4})(?:年|[-/.]))?(?P<last_month>\d{1,2})(?:月|[-/.]))?"
    r"(?P<last_day>\d{1,2})[日号]?"
)
_RANGE = re.compile(rf"{_FIRST}(?:[-~—–至到及和与、,]+{_LAST})?", re.ASCII)
_NOON = 12
_LONGEST_DAYS = 366


@dataclass(frozen=True)
class DayRange:
    """From the first to the last day; the time and the minutes of a day where they are written."""

    first: date
    last: date
    starts_at: time | None = None
    minutes: int | None = None


def parse_days(raw: Raw, year: int | None = None) -> DayRange | None:
    """Return the days a cell means, None when it says nothing.

    `year` is that of days written without one. Raises ambiguous_date, and unparsable_date for
    anything that is not known to the day.
    """
    if says_nothing(raw):
        return None
    if isinstance(raw, datetime) and raw.time() != time():
        return DayRange(raw.date(), raw.date(), raw.time().replace(second=0, microsecond=0))
    if not isinstance(raw, str):
        return _one_day(raw)
    text, starts_at, minutes = _without_times(_tidy(raw))
    return _with_times(_of_text(text, year), starts_at, minutes)


def _tidy(raw: str) -> str:
    text = _WEEKDAY.sub("", _SPACE.sub(" ", unicodedata.normalize("NFKC", raw)).strip())
    if len(text) > _LONGEST:
        raise UnreadableValueError("unparsable_date")
    # A blank between a day and a time is all that parts 2025-1-6 13:30.
    return re.sub(r"(?<=\d) (?=\d{1,2}[:时点])", "T", text).replace(" ", "")


def _without_times(text: str) -> tuple[str, time | None, int | None]:
    found = _TIMES.search(text)
    if found is None or not text[: found.start()]:
        return _HALVES.sub("", text), None, None
    start = _clock(found, "from_")
    end = _clock(found, "to_") if found["to_hour"] else None
    if end is not None and end < start and not found["to_half"]:
        end += _NOON * 60  # 下午2点至5点
    minutes = None if end is None or end <= start else end - start
    return text[: found.start()], time(start // 60, start % 60), minutes


def _clock(found: re.Match[str], which: str) -> int:
    hour = int(found[which + "hour"])
    half = found[which + "half"]
    if half in {"下午", "晚上", "晚"} and hour < _NOON:
        hour += _NOON
    past = int(found[which + "past"] or found[which + "minute"] or 0)
    minutes = hour * 60 + (30 if found[which + "and_half"] else past)
    if minutes >= 24 * 60:
        raise UnreadableValueError("unparsable_date")
    return minutes


def _with_times(days: DayRange, starts_at: time | None, minutes: int | None) -> DayRange:
    return DayRange(days.first, days.last, starts_at, minutes)


def _of_text(text: str, year: int | None) -> DayRange:
    try:
        return _one_day(text)
    except UnreadableValueError as error:
        found = _RANGE.fullmatch(text)
        if found is None:
            raise
        try:
            return _range(found, year)
        except ValueError:
            raise error from None


def _range(found: re.Match[str], year: int | None) -> DayRange:
    """Return the days that a range means. Raises ValueError."""
    years = int(found["year"]) if found["year"] else year
    if years is None:
        raise ValueError
    first = date(years + 2000 if years < 100 else years, int(found["month"]), int(found["day"]))  # noqa: PLR2004
    if not found["last_day"]:
        return DayRange(first, first)
    month = int(found["last_month"] or first.month)
    last = date(int(found["last_year"] or first.year), month, int(found["last_day"]))
    if last < first and not found["last_year"]:
        last = last.replace(year=first.year + 1)
    if not 0 <= (last - first).days < _LONGEST_DAYS or (
        last.year > first.year and not found["last_month"]
    ):
        raise ValueError
    return DayRange(first, last)


def _one_day(raw: Raw) -> DayRange:
    day = parse_date(raw)
    if day is None or day.precision is not Precision.DAY:
        raise UnreadableValueError("unparsable_date")
    return DayRange(day.date, day.date)
