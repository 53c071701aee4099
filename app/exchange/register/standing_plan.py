"""What a row says of an organization's standing, as moves. Pure; rules: design, §3 Import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

from app.organizations.standings import IN_FORCE, Standing
from app.values.dates import PartialDate

DATED = {Standing.FILED: "filed_on", Standing.REGISTERED: "registered_on"}


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
class StandingPlan:
    """Points to add and to correct (by their place in the history), in order of their days.

    `rejected` are the fields whose day does not fit and was left out; `result` is the history as
    it will be.
    """

    added: tuple[Wanted, ...] = ()
    corrected: tuple[tuple[int, Wanted], ...] = ()
    rejected: tuple[str, ...] = ()
    result: tuple[tuple[date, Standing], ...] = ()


class HistoryConflictError(Exception):
    """The points asked for cannot stand beside those recorded; `field` asks for them."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def assumed_standing(values: Mapping[str, Any]) -> Standing:
    """Return what the numbers tell where no column gives the standing."""
    if "credit_code" in values or "registration_number" in values or "registered_on" in values:
        return Standing.REGISTERED
    if "filing_number" in values or "filed_on" in values:
        return Standing.FILED
    return Standing.UNFILED


def first_standings(
    target: Standing, values: Mapping[str, Any], effective: PartialDate
) -> StandingPlan:
    """Return the points of a new organization: own days, else establishment, else `effective`."""
    established: PartialDate | None = values.get("established_on")
    own, rejected = _own_days(target, values)
    if target not in {point.standing for point in own}:
        earlier = max((point.since.date for point in own), default=date.min)
        if target in IN_FORCE:
            is_usable = established is not None and earlier < established.date <= effective.date
            since = established if is_usable and established is not None else effective
        else:
            # That it ended is known as of the day of effect; what it was before, from its numbers.
            own = own or _life_before_end(values, established, effective)
            since = effective
        own = [*[point for point in own if point.since.date < since.date], Wanted(target, since)]
    return StandingPlan(added=tuple(own), rejected=rejected)


def later_standings(
    live: Sequence[Point],
    target: Standing | None,
    values: Mapping[str, Any],
    effective: PartialDate,
) -> StandingPlan:
    """Return what changes of a history that exists. Raises HistoryConflictError."""
    now = _at(live, effective.date)
    own, rejected = _own_days(target or now or Standing.REGISTERED, values)
    added, corrected = [], []
    for point in own:
        place = _place(live, point.standing)
        if place is None and _comes_too_late(point, live):
            rejected = (*rejected, DATED[point.standing])
        elif place is None:
            added.append(point)
        elif not _is_same_day(point.since, live[place].since_as_known):
            corrected.append((place, point))
    if target is not None and target is not now and target not in {p.standing for p in own}:
        if now is None and live and live[0].standing is target and not corrected:
            corrected.append((0, Wanted(target, effective)))  # it stood so earlier than was known
        else:
            added.append(Wanted(target, effective))
    result = _result(live, added, corrected)
    if (added or corrected) and not _is_life(result):
        raise HistoryConflictError("standing")
    return StandingPlan(tuple(added), tuple(corrected), rejected, tuple(result))


def _own_days(target: Standing, values: Mapping[str, Any]) -> tuple[list[Wanted], tuple[str, ...]]:
    """Return the points with a day of their own that fit the target and each other."""
    wanted = [Wanted(standing, values[key]) for standing, key in DATED.items() if key in values]
    fitting = [point for point in wanted if _leads_to(point.standing, target)]
    if len(fitting) == 2 and fitting[0].since.date >= fitting[1].since.date:  # noqa: PLR2004
        fitting = fitting[1:]  # filed on or after its registration: the registration counts
    rejected = tuple(DATED[point.standing] for point in wanted if point not in fitting)
    return fitting, rejected


def _leads_to(standing: Standing, target: Standing) -> bool:
    return standing is target or target not in IN_FORCE or target is Standing.REGISTERED


def _life_before_end(
    values: Mapping[str, Any], established: PartialDate | None, effective: PartialDate
) -> list[Wanted]:
    if established is None or established.date >= effective.date:
        return []
    before = assumed_standing(values)
    return [Wanted(before, established)] if before is not Standing.UNFILED else []


def _comes_too_late(point: Wanted, live: Sequence[Point]) -> bool:
    """Return whether a filing would follow the registration that it led to."""
    place = _place(live, Standing.REGISTERED)
    return (
        point.standing is Standing.FILED
        and place is not None
        and live[place].since_as_known.date <= point.since.date
    )


def _place(live: Sequence[Point], standing: Standing) -> int | None:
    """Return the place of the latest point at which it came to stand so."""
    places = [index for index, point in enumerate(live) if point.standing is standing]
    return places[-1] if places else None


def _is_same_day(given: PartialDate, stored: PartialDate) -> bool:
    return given == stored or given.contains(stored)


def _at(live: Sequence[Point], day: date) -> Standing | None:
    before = [point for point in live if point.since_as_known.date <= day]
    return before[-1].standing if before else None


def _result(
    live: Sequence[Point], added: Sequence[Wanted], corrected: Sequence[tuple[int, Wanted]]
) -> list[tuple[date, Standing]]:
    changed = dict(corrected)
    days = {point.since.date for point in added}
    points = [
        (point.since_as_known.date, point.standing)
        for place, point in enumerate(live)
        # A ledger states what is so on its day: what was recorded of that day is superseded.
        if place not in changed and point.since_as_known.date not in days
    ]
    points += [(point.since.date, point.standing) for point in (*changed.values(), *added)]
    return sorted(points, key=lambda point: point[0])


def _is_life(points: Sequence[tuple[date, Standing]]) -> bool:
    return all(
        earlier[0] < later[0] and earlier[1].may_become(later[1])
        for earlier, later in pairwise(points)
    )
