"""Tiles: the number of a metric, the same a year earlier, and where its rows are."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.dashboards.links import MetricLink
from app.definitions.metrics import Metric
from app.metrics.queries import Number, numbers, numbers_a_year_earlier
from app.standpoint import Standpoint


@dataclass(frozen=True)
class Tile:
    metric: Metric
    value: Number | None
    earlier: Number | None
    url: str


@dataclass(frozen=True)
class Group:
    """Tiles under one heading."""

    label: str
    tiles: Sequence[Tile]


def make_tiles(
    standpoint: Standpoint, metrics: Sequence[Metric], to_metric: MetricLink
) -> dict[str, Tile]:
    """Return the tiles by the keys of their metrics."""
    now = numbers(standpoint, metrics)
    earlier = numbers_a_year_earlier(standpoint, metrics)
    return {
        item.key: Tile(item, now[item.key], earlier[item.key], to_metric(item.key, standpoint))
        for item in metrics
    }
