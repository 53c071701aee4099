"""Numbers of metrics: those of one population in a single statement, its medians in one more.

A median is the middle of the rows in order; of an even count it is the mean of the middle two.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import case, func, literal, select

from app.definitions.metrics import Aggregate, Metric
from app.definitions.populations import Population
from app.extensions import db
from app.metrics.catalog import population_of
from app.standpoint import Standpoint

Number = int | float
WHOLE = {Aggregate.SHARE: 100, Aggregate.RATIO: 1}  # what the whole counts as
Narrow = Callable[[Any], Iterable[Any]]  # further predicates, from the sources


def _everything(_sources: Any) -> Iterable[Any]:
    return ()


def numbers(
    standpoint: Standpoint, metrics: Sequence[Metric], narrow: Narrow = _everything
) -> dict[str, Number | None]:
    """Return the number of each metric by key, None where it is not known.

    With `narrow`, of the rows it holds for; all the metrics are then of one population.
    """
    found: dict[str, Number | None] = dict.fromkeys(metric.key for metric in metrics)
    for population, group in _by_population(metrics):
        asked = [item for item in group if item.is_known is None or item.is_known(standpoint)]
        if asked:
            found |= _numbers_of(standpoint, population, asked, narrow)
    return found


def counts(standpoint: Standpoint, metrics: Sequence[Metric]) -> dict[str, int]:
    """Return the numbers of metrics that count and are known wherever one looks from."""
    return {key: int(number or 0) for key, number in numbers(standpoint, metrics).items()}


def numbers_a_year_earlier(
    standpoint: Standpoint, metrics: Sequence[Metric]
) -> Mapping[str, Number | None]:
    """Return the same numbers a year before; None where nothing was recorded for then."""
    earlier = standpoint.a_year_earlier()
    found = numbers(earlier, metrics)
    ever = replace(earlier, since=date.min)
    for population, group in _by_population(metrics):
        recorded = [_is_recorded(population.sources(ever), metric) for metric in group]
        known = db.session.execute(select(*recorded)).one()
        found |= {
            metric.key: None for metric, is_known in zip(group, known, strict=True) if not is_known
        }
    return found


def counts_by(standpoint: Standpoint, metric: Metric, *keys: Any) -> dict[tuple[Any, ...], int]:
    """Return how many of the metric's rows there are for each combination of values.

    `keys` are functions from the sources to the expression to group by.
    """
    sources = population_of(metric).sources(standpoint)
    expressions = [key(sources) for key in keys]
    rows = metric.rows(sources)
    statement = sources.select(*expressions, func.count()).where(rows)
    result = db.session.execute(statement.group_by(*expressions)).all()
    return {tuple(row[:-1]): int(row[-1]) for row in result}


def _by_population(metrics: Sequence[Metric]) -> list[tuple[Population, list[Metric]]]:
    groups: dict[str, list[Metric]] = defaultdict(list)
    for metric in metrics:
        groups[metric.population].append(metric)
    return [(population_of(group[0]), group) for group in groups.values()]


def _numbers_of(
    standpoint: Standpoint, population: Population, metrics: Sequence[Metric], narrow: Narrow
) -> dict[str, Number | None]:
    medians = [metric for metric in metrics if metric.aggregate is Aggregate.MEDIAN]
    others = [metric for metric in metrics if metric.aggregate is not Aggregate.MEDIAN]
    found = _plain_numbers(standpoint, population, others, narrow) if others else {}
    return found | (_medians(standpoint, population, medians, narrow) if medians else {})


def _plain_numbers(
    standpoint: Standpoint, population: Population, metrics: Sequence[Metric], narrow: Narrow
) -> dict[str, Number | None]:
    sources = population.sources(standpoint)
    values = [_value(sources, metric) for metric in metrics]
    shared = [item for item in metrics if item.aggregate in WHOLE]
    wholes = [_whole(sources, metric) for metric in shared]
    conditions = list(narrow(sources))
    statement = sources.select(*values, *wholes).where(*conditions)
    row = db.session.execute(statement).one()
    whole = dict(zip((item.key for item in shared), row[len(metrics) :], strict=True))
    return {
        metric.key: _part(metric, value, whole[metric.key])
        if metric.aggregate in WHOLE
        else _rounded(Decimal(str(value)), metric.places)
        for metric, value in zip(metrics, row, strict=False)
    }


def _is_recorded(sources: Any, metric: Metric) -> Any:
    """Select whether there is any row that the number rests on."""
    conditions = [metric.rests_on(sources)] if metric.rests_on else []
    return sources.select(literal(1)).where(*conditions).exists()


def _value(sources: Any, metric: Metric) -> Any:
    """Select the number; of a share its part."""
    rows = metric.rows(sources)
    if metric.aggregate is Aggregate.SUM or metric.base is not None:
        return func.coalesce(func.sum(_measure(sources, metric)).filter(rows), 0)
    if metric.aggregate is Aggregate.DISTINCT:
        return func.count(_measure(sources, metric).distinct()).filter(rows)
    return func.count().filter(rows)


def _measure(sources: Any, metric: Metric) -> Any:
    assert metric.measure is not None, metric.key
    return metric.measure(sources)


def _whole(sources: Any, metric: Metric) -> Any:
    """Select what a share is a share of, or a ratio is for each of."""
    among = metric.among(sources) if metric.among else metric.rows(sources)
    if metric.base is None:
        return func.count().filter(among)
    return func.coalesce(func.sum(metric.base(sources)).filter(among), 0)


def _medians(
    standpoint: Standpoint, population: Population, metrics: Sequence[Metric], narrow: Narrow
) -> dict[str, Number | None]:
    sources = population.sources(standpoint)
    measures = [
        case((metric.holds(sources), _measure(sources, metric))).label(f"value_{place}")
        for place, metric in enumerate(metrics)
    ]
    conditions = list(narrow(sources))
    values = sources.select(*measures).where(*conditions).cte("measured")
    row = db.session.execute(select(*(_middle(value) for value in values.c))).one()
    return {
        metric.key: None if value is None else _rounded(Decimal(str(value)), metric.places)
        for metric, value in zip(metrics, row, strict=True)
    }


def _middle(value: Any) -> Any:
    """Select the mean of the middle one or two of the values."""
    place = func.row_number().over(order_by=value).label("place")
    count = func.count().over().label("count")
    ranked = select(value.label("value"), place, count).where(value.is_not(None)).subquery()
    is_middle = (2 * ranked.c.place).between(ranked.c.count, ranked.c.count + 2)
    return select(func.avg(ranked.c.value)).where(is_middle).scalar_subquery()


def _part(metric: Metric, part: Any, whole: Any) -> Number | None:
    if not whole:
        return None
    return _rounded(
        WHOLE[metric.aggregate] * Decimal(str(part)) / Decimal(str(whole)), metric.places
    )


def _rounded(value: Decimal, places: int) -> Number:
    """Round a half away from zero, as on paper."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return float(rounded) if places else int(rounded)
