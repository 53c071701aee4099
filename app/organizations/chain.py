"""Where a new change point would fall among the live ones. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class Dated(Protocol):
    @property
    def since(self) -> date: ...


Point = TypeVar("Point", bound=Dated)


@dataclass(frozen=True)
class Place(Generic[Point]):
    """The neighbors of a day: the point in effect just before it, and the next one after."""

    before: Point | None
    after: Point | None


def place_of(since: date, points: Iterable[Point]) -> Place[Point]:
    ordered: Sequence[Point] = sorted(points, key=lambda point: point.since)
    before = [point for point in ordered if point.since < since]
    after = [point for point in ordered if point.since > since]
    return Place(before[-1] if before else None, after[0] if after else None)


def gap_left(
    since: date, rest: Iterable[Point], *, moved_to: date | None = None
) -> tuple[Point, Point] | None:
    """Return the two points that come to stand side by side once that of `since` is gone.

    None when there are no two, or when the point was only moved to another day between them.
    """
    place = place_of(since, rest)
    if place.before is None or place.after is None:
        return None
    if moved_to is not None and place.before.since < moved_to < place.after.since:
        return None
    return place.before, place.after


def was_so(points: Sequence[tuple[date, object]], value: object, on: date) -> bool:
    """Return whether the fact held on the day; on a day before the first, whether it did first.

    `points` are (since, fact) in order. What was before anything was recorded is not known.
    """
    if not points:
        return False
    day = max(on, points[0][0])
    return [fact for since, fact in points if since <= day][-1] == value
