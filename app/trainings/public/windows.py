"""When people may sign in to a session and judge it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from app.standpoint import OFFICE_ZONE

MARGIN: Final = timedelta(minutes=60)  # before a session begins, and after it ends
FEEDBACK_DAYS: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """From `opens` on, until before `closes`."""

    opens: datetime
    closes: datetime

    def holds(self, moment: datetime) -> bool:
        return self.opens <= moment < self.closes


@dataclass(frozen=True)
class Timetable:
    """When a session is; `minutes` are those of all its days."""

    held_on: date
    ends_on: date
    starts_at: time | None = None
    minutes: int | None = None


def sign_in_window(timetable: Timetable) -> Window:
    """Return from an hour before the session, on its day, until an hour after its end.

    Without a time it is the whole of its days; without a length, or over several days, it closes
    with the last of them.
    """
    morning = _at(timetable.held_on, time.min)
    midnight = _at(timetable.ends_on, time.min) + DAY
    if timetable.starts_at is None:
        return Window(morning, midnight)
    begins = _at(timetable.held_on, timetable.starts_at)
    opens = max(morning, begins - MARGIN)
    if timetable.minutes is None or timetable.ends_on > timetable.held_on:
        return Window(opens, midnight)
    return Window(opens, begins + timedelta(minutes=timetable.minutes) + MARGIN)


def feedback_window(timetable: Timetable) -> Window:
    """Return from when people may sign in until seven days after the last day."""
    opens = sign_in_window(timetable).opens
    return Window(opens, _at(timetable.ends_on, time.min) + DAY + FEEDBACK_DAYS)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, OFFICE_ZONE)
