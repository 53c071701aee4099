"""What a row says of an organization's standing, as moves. Pure; rules: design, §3 Import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.exchange.register.standing_steps import (
    Life,
    Point,
    Step,
    Wanted,
    find_way,
    life_after,
)
from app.organizations.standings import IN_FORCE, Standing
from app.values.dates import PartialDate

DATED = {Standing.FILED: "filed_on", Standing.REGISTERED: "registered_on"}
# What a standing leads to: none of it can have come before.
AFTERWARDS = {
    Standing.FILED: (Standing.REGISTERED, Standing.DEREGISTERED, Standing.REVOKED),
    Standing.REGISTERED: (Standing.DEREGISTERED, Standing.REVOKED),
}


@dataclass(frozen=True)
class StandingPlan:
    """Points to add and to correct, in order of their days.

    `rejected` are the fields whose day does not fit and was left out. For a history that exists,
    `steps` are the same points in an order in which each can be taken, and `result` is the
    history they lead to.
    """

    added: tuple[Wanted, ...] = ()
    corrected: tuple[tuple[int, Wanted], ...] = ()  # by place in the history
    rejected: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    result: Life = ()


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
    own, rejected = _own_days(target or Standing.REGISTERED, values)
    places = [(_place(live, point), point) for point in own]
    known = [(place, point) for place, point in places if place is not None]
    same = [item for item in known if item[1].since.contains(live[item[0]].since_as_known)]
    moved = [item for item in known if item not in same]
    later = _after_moving(live, moved)
    unknown = [point for place, point in places if place is None]
    added = [point for point in unknown if not _comes_too_late(point, later, target or now)]
    rejected += tuple(DATED[point.standing] for point in unknown if point not in added)
    if target is not None and target is not now and target not in {p.standing for p in own}:
        if now is None and live and live[0].standing is target and not moved:
            moved.append((0, Wanted(target, effective)))  # it stood so earlier than was known
        else:
            added.append(Wanted(target, effective))
    moved += _making_way(live, same, added)
    way = find_way(live, [*(Step(*item) for item in moved), *(Step(None, one) for one in added)])
    result = None if way is None else life_after(live, way)
    if way is None or result is None:
        raise HistoryConflictError("standing")
    return StandingPlan(tuple(added), tuple(moved), rejected, way, result)


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


def _after_moving(live: Sequence[Point], moved: Sequence[tuple[int, Wanted]]) -> Life:
    wanted = {place: point.since.date for place, point in moved}
    return tuple(
        (wanted.get(place, point.since_as_known.date), point.standing)
        for place, point in enumerate(live)
    )


def _comes_too_late(point: Wanted, life: Life, target: Standing | None) -> bool:
    """Return whether what it led to is recorded of its day or before.

    An end does not count for what is in force again: it may have been filed anew.
    """
    return any(
        since <= point.since.date
        for since, standing in life
        if standing in AFTERWARDS[point.standing]
        and (standing in IN_FORCE or target not in IN_FORCE)
    )


def _place(live: Sequence[Point], wanted: Wanted) -> int | None:
    """Return the place of the point that is spoken of: the latest such, of the same life."""
    places = [place for place, point in enumerate(live) if point.standing is wanted.standing]
    if not places:
        return None
    ends = [point.since_as_known.date for point in live if point.standing not in IN_FORCE]
    since = live[places[-1]].since_as_known.date
    is_of_a_life_before = any(since < end < wanted.since.date for end in ends)
    return None if is_of_a_life_before else places[-1]


def _making_way(
    live: Sequence[Point], same: Sequence[tuple[int, Wanted]], added: Sequence[Wanted]
) -> list[tuple[int, Wanted]]:
    """Return the points whose coarser day is taken so that another may stand on the exact one."""
    days = {point.since.date for point in added}
    return [
        (place, point)
        for place, point in same
        if live[place].since_as_known.date in days and point.since.date not in days
    ]


def _at(live: Sequence[Point], day: date) -> Standing | None:
    before = [point for point in live if point.since_as_known.date <= day]
    return before[-1].standing if before else None
