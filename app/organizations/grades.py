"""Grades of the rating of social organizations (评估等级) and how long they hold.

Rule of the day, by announcement (domain, §0.2 and §1): announced from 2026-03-01, valid from
1 January of the next year to 31 December of the fifth; announced before (Order 39), five years
from the announcement, whose first day the decree left open.
"""

from datetime import date, timedelta
from enum import StrEnum

from app.i18n import _l

REVISED_DECREE = date(2026, 3, 1)
TERM_YEARS = 5


class Grade(StrEnum):
    A5 = "5A"
    A4 = "4A"
    A3 = "3A"
    A2 = "2A"
    A1 = "1A"


class GradeLevel(StrEnum):
    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"


GRADE_LEVEL_LABELS = {
    GradeLevel.NATIONAL: _l("国家级"),
    GradeLevel.PROVINCE: _l("省级"),
    GradeLevel.CITY: _l("市级"),
    GradeLevel.DISTRICT: _l("区（县）级"),
}


def proposed_validity(announced_on: date) -> tuple[date, date]:
    """Return the first and the last valid day that the rule of that day proposes."""
    if announced_on >= REVISED_DECREE:
        return date(announced_on.year + 1, 1, 1), date(announced_on.year + TERM_YEARS, 12, 31)
    return announced_on, _years_later(announced_on, TERM_YEARS) - timedelta(days=1)


def is_over(expires_on: date | None, on: date) -> bool:
    return expires_on is not None and expires_on < on


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
