"""What a row says of an organization's stage, and since when, as one change point. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.exchange.register.standing_plan import HistoryConflictError
from app.organizations.models import StageChange
from app.values.dates import PartialDate


@dataclass(frozen=True)
class StagePlan:
    """The point to add, or to put in place of `corrected`, and the stage that stood there before."""

    since: PartialDate
    corrected: StageChange | None
    before: str | None
    before_since: PartialDate | None


def stage_day(given: PartialDate | None, first: date) -> PartialDate | None:
    """Return the day given, from the first of the organization on; None without a usable one."""
    if given is None or given.last_day < first:
        return None
    return given if given.date >= first else PartialDate(first)


def plan_stage(
    live: Sequence[StageChange],
    stage: str,
    given: PartialDate | None,
    effective: PartialDate,
    first: date | None,
) -> StagePlan | None:
    """Return what is to be recorded, None where it is; `first` is the organization's first day.

    Raises HistoryConflictError.
    """
    if given is not None:
        return _of_day(live, stage, given, effective, first)
    day = max(effective.date, first or effective.date)
    now = _at(live, day)
    if now is not None and now.stage == stage:
        return None
    in_the_way = _in_the_way(live, stage, day, "stage")
    return _plan(PartialDate(day, effective.precision), in_the_way, now)


def _of_day(
    live: Sequence[StageChange],
    stage: str,
    given: PartialDate,
    effective: PartialDate,
    first: date | None,
) -> StagePlan | None:
    """Plan a stage with a day of its own; a recorded one of another day is put right."""
    if any(point.stage == stage and _is_same_day(given, point) for point in live):
        return None
    since = stage_day(given, first or given.date)
    if since is None:
        raise HistoryConflictError("stage_since")
    now = _at(live, max(since.date, effective.date))
    if now is None or (now.stage != stage and since.date >= now.since):
        return _plan(since, _in_the_way(live, stage, since.date, "stage_since"), now)
    earlier = [point for point in live if point.since < now.since]
    if now.stage != stage or (earlier and earlier[-1].since >= since.date):
        raise HistoryConflictError("stage_since")
    return _plan(since, now, now)


def _plan(since: PartialDate, corrected: StageChange | None, now: StageChange | None) -> StagePlan:
    if now is None:
        return StagePlan(since, corrected, None, None)
    return StagePlan(since, corrected, now.stage, now.since_as_known)


def _is_same_day(given: PartialDate, point: StageChange) -> bool:
    return given.contains(point.since_as_known)


def _at(live: Sequence[StageChange], day: date) -> StageChange | None:
    before = [point for point in live if point.since <= day]
    return before[-1] if before else None


def _in_the_way(
    live: Sequence[StageChange], stage: str, day: date, field: str
) -> StageChange | None:
    """Return what is recorded of the day, or the same stage later on: it began earlier then.

    Raises HistoryConflictError where the same stage would stand twice in a row.
    """
    earlier = [point for point in live if point.since < day]
    on_day = [point for point in live if point.since == day]
    later = [point for point in live if point.since > day]
    began_later = bool(later) and later[0].stage == stage
    if on_day and (began_later or (earlier and earlier[-1].stage == stage)):
        raise HistoryConflictError(field)
    if began_later:
        return later[0]
    return on_day[0] if on_day else None
