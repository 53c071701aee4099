"""Who looks, where, and as of when (统计口径)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")  # decides what "today" is
LAST_DAY = date(9999, 12, 31)  # `until` of what still holds
KEYS = ("division", "on", "since", "known-at")  # in the query string


class StandpointError(ValueError):
    """A day or instant asked for cannot be used; `key` names it."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__(f"{key}={value}")
        self.key = key
        self.value = value


@dataclass(frozen=True)
class Standpoint:
    """Built once, from the query string or the command line; the first argument of every read."""

    viewer: int  # account id
    division: str  # 12-digit code; its range is the scope, never outside the viewer's own
    on: date  # the day the picture is of, never later than today
    since: date  # first day of the reporting period
    known_at: datetime | None = None  # None: all the system knows now

    def a_year_earlier(self) -> "Standpoint":
        return replace(self, on=_year_before(self.on), since=_year_before(self.since))

    def at_day(self, on: date) -> "Standpoint":
        """Return the same look at another day, the period beginning with that day's year."""
        return replace(self, on=on, since=date(on.year, 1, 1))


def today() -> date:
    return datetime.now(OFFICE_ZONE).date()


def make_standpoint(
    values: Mapping[str, str], *, viewer: int, division: str, now: date | None = None
) -> Standpoint:
    """Return the standpoint that `values` (keys of KEYS, texts, all optional) ask for.

    `division` is the viewer's own, taken when none is asked for; that the one asked for lies
    inside it is for the caller to see to. Raises StandpointError for a day that is none or is
    yet to come, and for a period that ends before it begins.
    """
    current = now or today()
    on = _day(values, "on") or current
    if on > current:
        raise StandpointError("on", on.isoformat())
    since = _day(values, "since") or date(on.year, 1, 1)
    if since > on:
        raise StandpointError("since", since.isoformat())
    return Standpoint(
        viewer=viewer,
        division=values.get("division") or division,
        on=on,
        since=since,
        known_at=_instant(values, "known-at"),
    )


def as_query(standpoint: Standpoint, *, own_division: str) -> dict[str, str]:
    """Return the query string that leads back here; what is the default is left out."""
    query = {}
    if standpoint.division != own_division:
        query["division"] = standpoint.division
    if standpoint.on != today():
        query["on"] = standpoint.on.isoformat()
    if standpoint.since != date(standpoint.on.year, 1, 1):
        query["since"] = standpoint.since.isoformat()
    if standpoint.known_at is not None:
        query["known-at"] = standpoint.known_at.astimezone(UTC).isoformat()
    return query


def _day(values: Mapping[str, str], key: str) -> date | None:
    text = values.get(key)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise StandpointError(key, text) from error


def _instant(values: Mapping[str, str], key: str) -> datetime | None:
    text = values.get(key)
    if not text:
        return None
    # A plus sign that was not escaped in an address arrives as a blank.
    head, blank, zone = text.rpartition(" ")
    is_zone = bool(blank) and "T" in head
    try:
        moment = datetime.fromisoformat(f"{head}+{zone}" if is_zone else text)
    except ValueError as error:
        raise StandpointError(key, text) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_ZONE)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
