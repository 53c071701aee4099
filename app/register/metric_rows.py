"""The rows behind a number that counts something other than organizations, as a page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.definitions.columns import Column
from app.definitions.metrics import Aggregate, Metric
from app.definitions.populations import Population
from app.definitions.rows import Row
from app.i18n import _
from app.metrics.catalog import population_of
from app.metrics.queries import Number, numbers
from app.metrics.rows import Picked, count_rows, list_rows
from app.register.cells import Cell, cells_of
from app.register.selection import MISSING
from app.standpoint import Standpoint
from app.web.pagination import COUNTED_UP_TO, Page, checked_number, checked_size


@dataclass(frozen=True)
class MetricListing:
    """One page of the rows; `number` is what the rows come to, those left out by filters aside."""

    metric: Metric
    picked: Picked
    page: Page
    rows: Sequence[Row]
    number: Number | None
    may_read_personal: bool

    @property
    def population(self) -> Population:
        return population_of(self.metric)

    @property
    def columns(self) -> Sequence[Column]:
        return self.population.columns()

    @property
    def filterable(self) -> Sequence[Column]:
        return [column for column in self.columns if column.match and column.choices]

    @property
    def sum(self) -> Number | None:
        """What the rows add up to, where the metric adds them up."""
        return self.number if self.metric.aggregate is Aggregate.SUM else None

    def cells(self, row: Row) -> Mapping[str, Cell]:
        return cells_of(row, self.columns, may_read_personal=self.may_read_personal)


def read_picked(arguments: Any, columns: Sequence[Column]) -> Picked:
    """Return what a query string (a MultiDict) picks; what it cannot mean is left out."""
    choices = {}
    for column in columns:
        values = tuple(dict.fromkeys(value for value in arguments.getlist(column.key) if value))
        if column.match is not None and values:
            choices[column.key] = values
    keys = {column.key for column in columns}
    return Picked(choices, tuple(key for key in arguments.getlist(MISSING) if key in keys))


def as_query(picked: Picked) -> dict[str, list[str]]:
    """Return the query string that leads back to what is picked."""
    query = {key: list(values) for key, values in picked.choices.items()}
    return query | ({MISSING: list(picked.missing)} if picked.missing else {})


def make_metric_listing(
    standpoint: Standpoint,
    metric: Metric,
    arguments: Any,
    *,
    may_read_personal: bool,
) -> MetricListing:
    """Return the page that `arguments` (filters, size, page, after) ask for."""
    population = population_of(metric)
    picked = read_picked(arguments, population.columns())
    total = count_rows(standpoint, metric, picked, up_to=COUNTED_UP_TO + 1)
    page = _page(arguments, total)
    place = arguments.get("before") or arguments.get("after")
    offset = page.offset if page.is_exact else _place(place)
    rows = list_rows(standpoint, metric, picked, limit=page.size + 1, offset=offset)
    if not page.is_exact:
        page = _walked(page, offset, goes_on=len(rows) > page.size)
    return MetricListing(
        metric=metric,
        picked=picked,
        page=page,
        rows=rows[: page.size],
        number=numbers(standpoint, [metric], picked.narrow(population))[metric.key],
        may_read_personal=may_read_personal,
    )


def active_filters(listing: MetricListing) -> list[dict[str, Any]]:
    """Return what narrows the list, each with the parameter that says it, to be taken out."""
    labels = {column.key: column for column in listing.columns}
    found = []
    for key, values in listing.picked.choices.items():
        choices = labels[key].choices
        words = {item.value: item.label for item in choices()} if choices else {}
        found += [
            {
                "label": labels[key].label,
                "text": words.get(value, value),
                "key": key,
                "value": value,
            }
            for value in values
        ]
    return found + [
        {"label": _("缺"), "text": labels[key].label, "key": MISSING, "value": key}
        for key in listing.picked.missing
    ]


def _page(arguments: Any, total: int) -> Page:
    size = checked_size(arguments.get("size"))
    return Page(checked_number(arguments.get("page"), last=Page(1, size, total).last), size, total)


def _walked(page: Page, offset: int, *, goes_on: bool) -> Page:
    """Return the page with the places, counted from the start, of those next to it."""
    before = str(max(0, offset - page.size)) if offset else None
    after = str(offset + page.size) if goes_on else None
    return replace(page, before_this=before, after_this=after)


def _place(text: str | None) -> int:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else 0
