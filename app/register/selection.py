"""Which rows of the register are asked for, in what order, and which of their columns. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.definitions.columns import Column, by_key
from app.values.dates import PartialDate, parse_date

USUAL_COLUMNS = (
    "name",
    "kind",
    "standing",
    "stage",
    "grade",
    "category",
    "community",
    "leader_name",
    "phone",
    "established_on",
)
USUAL_SORT = "name"
RANGES = ("established", "registered", "filed")  # `registered-from`, `registered-to`
MISSING = "missing"


@dataclass(frozen=True)
class DayRange:
    """Days from first to last, both inclusive; None is open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Selection:
    """A list as its address says it; `metric` narrows it to the rows behind a number."""

    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, DayRange] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    text: str = ""
    sort: str = USUAL_SORT
    columns: tuple[str, ...] = USUAL_COLUMNS
    metric: str | None = None

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def sort_key(self) -> str:
        return self.sort.removeprefix("-")

    def shown(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        return by_key(columns, self.columns)


def read_selection(
    arguments: Any, columns: Sequence[Column], *, metric: str | None = None
) -> Selection:
    """Return the selection of a query string (a MultiDict); what it cannot mean is left out."""
    keys = {column.key for column in columns}
    # One parameter where scripts put them in order, else one for each ticked box.
    wanted = ",".join(arguments.getlist("columns")).split(",")
    shown = tuple(key for key in wanted if key in keys)
    sort = arguments.get("sort", USUAL_SORT)
    return Selection(
        choices=_choices(arguments, columns),
        ranges=_ranges(arguments),
        missing=tuple(key for key in arguments.getlist(MISSING) if key in keys),
        text=arguments.get("q", "").strip()[:100],
        sort=sort if sort.removeprefix("-") in keys else USUAL_SORT,
        # A list of organizations without their names would be no list of organizations.
        columns=tuple(dict.fromkeys(("name", *shown))) if shown else USUAL_COLUMNS,
        metric=metric,
    )


def as_query(selection: Selection) -> dict[str, Any]:
    """Return the query string that leads back to the selection; what is usual is left out."""
    query: dict[str, Any] = {key: list(values) for key, values in selection.choices.items()}
    for name, days in selection.ranges.items():
        query[f"{name}-from"] = days.first and days.first.isoformat()
        query[f"{name}-to"] = days.last and days.last.isoformat()
    query[MISSING] = list(selection.missing) or None
    query["q"] = selection.text or None
    query["sort"] = selection.sort if selection.sort != USUAL_SORT else None
    if selection.columns != USUAL_COLUMNS:
        query["columns"] = ",".join(selection.columns)
    return {key: value for key, value in query.items() if value}


def _choices(arguments: Any, columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    found = {}
    for column in columns:
        values = tuple(value for value in arguments.getlist(column.key) if value)
        if column.match is not None and values:
            found[column.key] = tuple(dict.fromkeys(values))
    return found


def _ranges(arguments: Any) -> dict[str, DayRange]:
    found = {}
    for name in RANGES:
        first, last = _day(arguments.get(f"{name}-from")), _day(arguments.get(f"{name}-to"))
        days = DayRange(first.date if first else None, last.last_day if last else None)
        if days != DayRange():
            found[name] = days
    return found


def _day(text: str | None) -> PartialDate | None:
    """Read what browsers without a date picker send as typed: 2024.5.6, 2024年."""
    try:
        return parse_date(text)
    except ValueError:
        return None
