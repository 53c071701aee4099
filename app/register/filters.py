"""A selection as predicates of a statement over the register."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement

from app.metrics.catalog import find_metric
from app.organizations.contributions import columns_by_key
from app.organizations.sources import Sources
from app.register.search import found_by
from app.register.selection import DayRange, Selection


def predicates(
    sources: Sources, selection: Selection, *, may_read_personal: bool
) -> Iterator[ColumnElement[bool]]:
    """Yield what holds for the rows of the selection.

    Unless a standing is asked for a list shows what is in force, unless branches are none of them:
    together what headline numbers count.
    """
    if selection.metric is not None:
        metric = find_metric(selection.metric)
        assert metric is not None
        yield metric.rows(sources)
    else:
        if "standing" not in selection.choices:
            yield sources.stands_in_force()
        if "is_branch" not in selection.choices:
            yield sources.organization.is_branch.is_(False)
    for key, values in selection.choices.items():
        match = columns_by_key()[key].match
        assert match is not None
        yield match(sources, values)
    for name, days in selection.ranges.items():
        yield from _between(columns_by_key()[f"{name}_on"].select(sources)[0], days)
    for key in selection.missing:
        yield columns_by_key()[key].select(sources)[0].is_(None)
    if selection.text:
        yield found_by(selection.text, may_read_personal=may_read_personal)


def _between(day: Any, days: DayRange) -> Iterator[ColumnElement[bool]]:
    if days.first is not None:
        yield day >= days.first
    if days.last is not None:
        yield day <= days.last
