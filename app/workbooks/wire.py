"""How the child process tells what it has read: a JSON document per line.

A line is a sheet's head or a block of its rows. What JSON has no type for is a list of a letter and
a value: a day, an instant, a time, an unknown cell.
"""

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from app.workbooks.cells import Raw, UnknownCell

Wired = str | int | float | list[Any] | None

_EXACT = 1e15  # above, a float no longer tells the digits that were typed
_DAY = timedelta(days=1)
_MIDNIGHT = datetime.combine(date.min, time.min)


def wire(cells: list[Any]) -> list[Wired]:
    """Return how a row is written down, given its values as the parser tells them."""
    return [
        (cell.replace("\r\n", "\n") or None)
        if cell.__class__ is str
        else _WIRINGS[cell.__class__](cell)
        for cell in cells
    ]


def unwire(cells: list[Any]) -> list[Raw]:
    """Return a row of values; raises LookupError, TypeError or ValueError for what is no row."""
    return [_UNWIRINGS[cell[0]](cell[1]) if cell.__class__ is list else cell for cell in cells]


def wire_unknown(text: str) -> Wired:
    return ["u", text]


def _number(value: float) -> Wired:
    if value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value if math.isfinite(value) else wire_unknown(str(value))


def _instant(value: datetime) -> Wired:
    if value.time() == time.min:
        return _day(value)
    return ["s", value.isoformat()]


def _day(value: date) -> Wired:
    return ["d", value.toordinal()]


def _duration(value: timedelta) -> Wired:
    """Return a time of the day, or from 24 hours on the text that the sheet shows."""
    if timedelta(0) <= value < _DAY:
        return ["t", (_MIDNIGHT + value).time().isoformat()]
    minutes, seconds = divmod(round(abs(value).total_seconds()), 60)
    sign = "-" if value < timedelta(0) else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


_WIRINGS: dict[type, Callable[[Any], Wired]] = {
    float: _number,
    int: int,
    bool: bool,
    datetime: _instant,
    date: _day,
    time: lambda value: ["t", value.isoformat()],
    timedelta: _duration,
}
_UNWIRINGS: dict[str, Callable[[Any], Raw]] = {
    "d": date.fromordinal,
    "s": datetime.fromisoformat,
    "t": time.fromisoformat,
    "u": UnknownCell,
}
