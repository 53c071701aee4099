"""What scores say: enough or not, and how far each dimension is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.incubation.criteria.models import Dimension

MOST = 5
ENOUGH = 3  # from so many points on, a criterion is met


@dataclass(frozen=True)
class Scored:
    """A criterion's dimension with its points, or with what the register said of it."""

    dimension: Dimension
    score: int | None
    is_met: bool | None


def is_enough(score: int | None) -> bool | None:
    return None if score is None else score >= ENOUGH


def points_of(scored: Scored) -> int | None:
    """Return the points; what the register answers counts all or nothing, unknown counts not."""
    if scored.score is not None:
        return scored.score
    if scored.is_met is None:
        return None
    return MOST if scored.is_met else 0


def dimension_means(scored: Iterable[Scored]) -> dict[Dimension, Decimal | None]:
    """Return the mean points of each dimension to one decimal, None without any known."""
    points: dict[Dimension, list[int]] = {dimension: [] for dimension in Dimension}
    for item in scored:
        value = points_of(item)
        if value is not None:
            points[item.dimension].append(value)
    return {dimension: _mean(values) if values else None for dimension, values in points.items()}


def _mean(values: list[int]) -> Decimal:
    return (Decimal(sum(values)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)
