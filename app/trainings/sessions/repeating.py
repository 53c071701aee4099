"""The days of a session that is held again and again. Pure."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

WEEK = 7


class Repeat(StrEnum):
    WEEKLY = "weekly"  # the same weekday
    MONTHLY_DAY = "monthly_day"  # the same day of the month, or the month's last
    MONTHLY_WEEKDAY = "monthly_weekday"  # the second Tuesday, or the month's last


def repeated_days(first: date, repeat: Repeat, times: int) -> Sequence[date]:
    """Return `times` days, the first among them."""
    return [_day(first, repeat, step) for step in range(times)]


def _day(first: date, repeat: Repeat, step: int) -> date:
    if repeat is Repeat.WEEKLY:
        return first + timedelta(days=WEEK * step)
    month = first.month - 1 + step
    start = date(first.year + month // 12, month % 12 + 1, 1)
    length = monthrange(start.year, start.month)[1]
    if repeat is Repeat.MONTHLY_DAY:
        return start.replace(day=min(first.day, length))
    day = 1 + (first.weekday() - start.weekday()) % WEEK + WEEK * ((first.day - 1) // WEEK)
    return start.replace(day=day if day <= length else day - WEEK)
