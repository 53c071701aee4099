"""Months up to a day, as standpoints. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.standpoint import Standpoint

MONTHS = 24


def months_up_to(standpoint: Standpoint, count: int = MONTHS) -> Sequence[Standpoint]:
    """Return a standpoint for each of the last months, oldest first.

    Each looks from the month's last day, the running month from the day itself, over that month.
    """
    months = []
    first, last = standpoint.on.replace(day=1), standpoint.on
    for _ in range(count):
        months.append(replace(standpoint, on=last, since=first))
        last = first - timedelta(days=1)
        first = last.replace(day=1)
    return months[::-1]


def month_key(day: date) -> str:
    return f"{day:%Y-%m}"
