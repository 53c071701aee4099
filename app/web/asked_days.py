"""Days that a list is asked for in the query string."""

from datetime import date

from flask import request

from app.values.dates import parse_date


def asked_day(key: str, *, is_last: bool = False) -> date | None:
    """Return the day under the key, the last one of a month or year with `is_last`.

    Reads what browsers without a date picker send as typed: 2024.5.6, 2024年5月. What is no day
    asks for nothing.
    """
    try:
        read = parse_date(request.args.get(key))
    except ValueError:
        return None
    if read is None:
        return None
    return read.last_day if is_last else read.date
