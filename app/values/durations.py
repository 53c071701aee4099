"""How long something took, in minutes."""

import math
import re
from datetime import datetime, time
from decimal import Decimal
from typing import Literal

from app.values.numerals import NUMERALS, read_number
from app.values.texts import says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

Unit = Literal["hours", "minutes"]

_HOUR, _MINUTE = r"(?:个?小时|个?钟头|h(?:ours?|r)?)", r"(?:分钟?|min(?:ute)?s?)"
_WRITTEN = re.compile(
    rf"(?:约|共|近)?(?:(?P<half>半){_HOUR}|(?P<clock>\d{{1,2}}):(?P<past>[0-5]\d)"
    rf"|(?:(?P<hours>[\d.{NUMERALS}]+)(?P<and_half>个半)?{_HOUR}(?P<then_half>半)?)?"
    rf"(?:(?P<minutes>[\d.{NUMERALS}]+){_MINUTE})?)",
    re.IGNORECASE | re.ASCII,
)
_IN_HOURS, _IN_MINUTES = (
    re.compile("小时|钟头|hour", re.IGNORECASE),
    re.compile("分钟|minute", re.IGNORECASE),
)
_FEWEST_MINUTES = 10  # nobody writes fewer down; hours, without a unit, are fewer
_LIMIT = 10**6


def unit_in(header: str) -> Unit | None:
    """Return the unit that a header names: 时长（小时）."""
    if _IN_HOURS.search(header):
        return "hours"
    return "minutes" if _IN_MINUTES.search(header) else None


def parse_minutes(raw: Raw, unit: Unit | None = None) -> int | None:
    """Return whole minutes, None when the cell says nothing. A unit in the cell wins.

    A bare number without any unit is minutes from 10 on, and hours with a fraction such as 1.5.
    Raises unparsable_number.
    """
    if isinstance(raw, str) or raw is None:
        return None if says_nothing(raw) else _of_text(squeeze(str(raw)), unit)
    if isinstance(raw, time) and not isinstance(raw, datetime):
        return raw.hour * 60 + raw.minute
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise UnreadableValueError("unparsable_number")
    return _of_number(Decimal(str(raw)), unit)


def _of_text(text: str, unit: Unit | None) -> int:
    bare = read_number(text)
    if bare is not None:
        return _of_number(bare, unit)
    found = _WRITTEN.fullmatch(text)
    if found is None or not text:
        raise UnreadableValueError("unparsable_number")
    if found["half"]:
        return 30
    if found["clock"]:
        return int(found["clock"]) * 60 + int(found["past"])
    hours, minutes = (_part(found[name]) for name in ("hours", "minutes"))
    halves = bool(found["and_half"]) + bool(found["then_half"])
    return _whole(hours * 60 + minutes + 30 * halves)


def _part(text: str | None) -> Decimal:
    number = read_number(text) if text else Decimal(0)
    if number is None:
        raise UnreadableValueError("unparsable_number")
    return number


def _of_number(number: Decimal, unit: Unit | None) -> int:
    is_whole = number == number.to_integral_value()
    if unit is None and is_whole and number < _FEWEST_MINUTES:
        raise UnreadableValueError("unparsable_number")
    if unit is None:
        unit = "minutes" if is_whole else "hours"
    return _whole(number * 60 if unit == "hours" else number)


def _whole(minutes: Decimal) -> int:
    if not 0 <= minutes < _LIMIT:
        raise UnreadableValueError("unparsable_number")
    return round(minutes)
