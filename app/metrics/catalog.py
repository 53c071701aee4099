"""All metrics of the house, in the order they are shown."""

from app.definitions.metrics import Metric
from app.organizations import metrics as organizations


def all_metrics() -> tuple[Metric, ...]:
    return tuple(organizations.metrics())


def find_metric(key: str) -> Metric | None:
    return next((metric for metric in all_metrics() if metric.key == key), None)
