"""Numbers of metrics, all of one population in a single statement."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func

from app.definitions.metrics import Metric
from app.extensions import db
from app.organizations.sources import Sources
from app.standpoint import Standpoint


def numbers(standpoint: Standpoint, metrics: Sequence[Metric]) -> dict[str, int]:
    """Return the number of each metric by key."""
    sources = Sources(standpoint)
    counts = [func.count().filter(metric.holds(sources)) for metric in metrics]
    row = db.session.execute(sources.select(*counts)).one()
    return {metric.key: int(number) for metric, number in zip(metrics, row, strict=True)}


def numbers_a_year_earlier(
    standpoint: Standpoint, metrics: Sequence[Metric]
) -> Mapping[str, int | None]:
    """Return the same numbers a year before; None where nothing was recorded for then."""
    earlier = standpoint.a_year_earlier()
    sources = Sources(earlier)
    recorded = [
        func.count().filter(metric.rests_on(sources)) if metric.rests_on else func.count()
        for metric in metrics
    ]
    known = db.session.execute(sources.select(*recorded)).one()
    found = numbers(earlier, metrics)
    return {
        metric.key: found[metric.key] if count else None
        for metric, count in zip(metrics, known, strict=True)
    }


def counts_by(standpoint: Standpoint, metric: Metric, *keys: Any) -> dict[tuple[Any, ...], int]:
    """Return the metric's number for each combination of values.

    `keys` are functions from the sources to the expression to group by.
    """
    sources = Sources(standpoint)
    expressions = [key(sources) for key in keys]
    statement = sources.select(*expressions, func.count()).where(metric.holds(sources))
    rows = db.session.execute(statement.group_by(*expressions)).all()
    return {tuple(row[:-1]): int(row[-1]) for row in rows}
