"""Days as people know them: to the day, the month or the year."""

import datetime as dt
import math
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.values.texts import says_nothing
from app.values.unreadable import UnreadableValueError
from app.values.written_dates import full_year, is_doubtful, read_written_date
from app.workbooks.cells import Raw

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Excel counts days from here. It believes in 29 February 1900, its number 60, so that the numbers
# up to there mean two different days, depending on who wrote them.
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 61, 99_999
_NUMBER_LIMIT = 10**8
_SHORT_YEARS = range(10, 100)
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
# As a text only what has the length of a year, an Excel day since 1927, a month or a day: 98 is
# somebody's 1998, not April 1900.
_NUMBER = re.compile(r"'?((?:19|20)\d\d|\d{5,6}|\d{8})(?:\.0)?", re.ASCII)


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class PartialDate:
    """A day with how exactly it is known. `date` is the first day of the month or year."""

    date: dt.date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        first = self.date
        if self.precision is not Precision.DAY:
            first = first.replace(day=1)
        if self.precision is Precision.YEAR:
            first = first.replace(month=1)
        object.__setattr__(self, "date", first)

    @property
    def last_day(self) -> dt.date:
        """The last day that may be meant."""
        if self.precision is Precision.DAY:
            return self.date
        month = 12 if self.precision is Precision.YEAR else self.date.month
        return dt.date(self.date.year, month, monthrange(self.date.year, month)[1])

    def contains(self, other: "PartialDate") -> bool:
        """Tell whether the other says the same, or the same more exactly."""
        return self.date <= other.date and other.last_day <= self.last_day

    def __str__(self) -> str:
        lengths = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
        return self.date.isoformat()[: lengths[self.precision]]


def parse_date(raw: Raw) -> PartialDate | None:
    """Return the day a cell means, as exactly as it says; None when it says nothing.

    Raises ambiguous_date where two readings are as likely (the number 2023.1 is January or
    October), unparsable_date for anything else, also for a day before 1900 or after 2100.
    """
    if isinstance(raw, str):
        return _of_text(raw)
    if raw is None:
        return None
    if isinstance(raw, dt.date):
        return _partial(raw.year, raw.month, raw.day)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise UnreadableValueError("unparsable_date")
    return _of_number(raw) if isinstance(raw, int) else _of_float(raw)


@lru_cache(maxsize=20_000)
def _of_text(text: str) -> PartialDate | None:
    if says_nothing(text):
        return None
    number = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if number:
        return _of_number(int(number[1]))
    return _partial(*read_written_date(text))


def _of_number(number: int) -> PartialDate:
    if FIRST_YEAR <= number <= LAST_YEAR:
        return _partial(number)
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _EXCEL_EPOCH + dt.timedelta(number)
        return _partial(day.year, day.month, day.day)
    rest, last_two = divmod(number, 100)
    if FIRST_YEAR <= rest <= LAST_YEAR:
        return _partial(rest, last_two)
    return _partial(*divmod(rest, 100), last_two)


def _of_float(number: float) -> PartialDate:
    """Read 2023.5 as a month; other fractions are the time of an Excel day."""
    if not math.isfinite(number) or abs(number) >= _NUMBER_LIMIT:
        raise UnreadableValueError("unparsable_date")
    whole = int(number)
    if number.is_integer():
        return _of_number(whole)
    if FIRST_YEAR <= whole <= LAST_YEAR or whole in _SHORT_YEARS:
        return _month_of(whole, repr(number).partition(".")[2])
    if whole > _LAST_SERIAL:
        raise UnreadableValueError("unparsable_date")
    return _of_number(whole)


def _month_of(year: int, fraction: str) -> PartialDate:
    # A cell shows 2023.10 as 2023.1: the zero is gone, and only here does it matter.
    if fraction == "1" or is_doubtful(year):
        raise UnreadableValueError("ambiguous_date")
    if not _MONTH.fullmatch(fraction):
        raise UnreadableValueError("unparsable_date")
    return _partial(full_year(year), int(fraction))


def _partial(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableValueError("unparsable_date")
    try:
        first = dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise UnreadableValueError("unparsable_date") from error
    if day is not None:
        return PartialDate(first)
    return PartialDate(first, Precision.YEAR if month is None else Precision.MONTH)
