"""In which order points of a history can be corrected and added, one after the other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, permutations
from typing import Protocol

from app.organizations.standings import Standing
from app.values.dates import PartialDate

Life = tuple[tuple[date, Standing], ...]  # in order of days


class Point(Protocol):
    """A live point of the standing's history."""

    @property
    def standing(self) -> Standing: ...
    @property
    def since_as_known(self) -> PartialDate: ...


@dataclass(frozen=True)
class Wanted:
    """A point the row asks for."""

    standing: Standing
    since: PartialDate


@dataclass(frozen=True)
class Step:
    """A point to correct, by its place in the history, or to add.

    A ledger states what is so on its day: one that is added supersedes what was recorded of that
    day.
    """

    place: int | None
    wanted: Wanted


def find_way(live: Sequence[Point], steps: Sequence[Step]) -> tuple[Step, ...] | None:
    """Return the steps in an order in which each leads to a possible life; None without one."""
    ways = permutations(steps)
    return next((way for way in ways if life_after(live, way) is not None), None)


def life_after(live: Sequence[Point], way: Sequence[Step]) -> Life | None:
    """Return the history after the steps, None where one of them leads to no possible life."""
    points = {
        place: (point.since_as_known.date, point.standing) for place, point in enumerate(live)
    }
    untouched = set(points)
    for number, step in enumerate(way, start=len(live)):
        if step.place is not None and step.place not in untouched:
            return None
        untouched.discard(-1 if step.place is None else step.place)
        day = step.wanted.since.date
        taken = {place for place, (since, _) in points.items() if since == day} - {step.place}
        if taken and (step.place is not None or not taken <= untouched):
            return None
        for place in taken:
            del points[place]
        untouched -= taken
        points[number if step.place is None else step.place] = (day, step.wanted.standing)
        if not _is_life(sorted(points.values())):
            return None
    return tuple(sorted(points.values()))


def superseded_by(live: Sequence[Point], way: Sequence[Step], step: Step) -> int | None:
    """Return the place of what an added step of the way supersedes, None for nothing."""
    moved = {other.place for other in way[: way.index(step)]}
    places = [
        place
        for place, point in enumerate(live)
        if place not in moved and point.since_as_known.date == step.wanted.since.date
    ]
    return places[0] if places else None


def _is_life(points: Sequence[tuple[date, Standing]]) -> bool:
    return all(
        earlier[0] < later[0] and earlier[1].may_become(later[1])
        for earlier, later in pairwise(points)
    )
