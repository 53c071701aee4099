"""What of a row differs from what the register holds. Only mapped fields with a value count."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.divisions.codes import contains
from app.exchange.register.matching import Known
from app.exchange.register.parsed import RosterRow
from app.exchange.register.stage_plan import plan_stage
from app.exchange.register.standing_plan import (
    DATED,
    StandingPlan,
    later_standings,
)
from app.organizations.attributes import EDITABLE, value_of
from app.organizations.chain import was_so
from app.organizations.models import GradeChange, StageChange
from app.organizations.operations import GradeAward, StageMove
from app.organizations.standings import Standing
from app.values.codes import code_key
from app.values.dates import PartialDate
from app.values.names import match_key
from app.values.texts import squeeze

NORMAL_FORMS: dict[str, Callable[[Any], Any]] = {
    "name": match_key,
    "filing_number": code_key,
    "registration_number": code_key,
}


@dataclass
class Differences:
    """What a row would change of a known organization; `shown` is before and after by field."""

    values: dict[str, Any] = field(default_factory=dict)
    division_code: str | None = None
    standings: StandingPlan = field(default_factory=StandingPlan)
    stage: StageMove | None = None
    corrected_stage: StageChange | None = None
    grade: GradeAward | None = None
    corrected_grade: GradeChange | None = None
    shown: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def may_hold_grade(self) -> bool:
        """Tell whether the organization will be registered when its new grade becomes valid."""
        award = self.grade
        if award is None:
            return True
        ends_too_early = award.expires_on and award.expires_on.last_day < award.since.date
        is_registered = was_so(self.standings.result, Standing.REGISTERED, award.since.date)
        return is_registered and not ends_too_early


def compare(
    row: RosterRow, known: Known, effective: PartialDate, *, keeps_name: bool = False
) -> Differences:
    """Return what the row changes. Raises HistoryConflictError."""
    found = Differences()
    _compare_attributes(row, known, found, keeps_name=keeps_name)
    _compare_place(row, known, found)
    _compare_standing(row, known, effective, found)
    _compare_stage(row, known, effective, found)
    _compare_grade(row, known, effective, found)
    return found


def is_same(key: str, before: Any, after: Any) -> bool:
    """Return whether two values of a field are one in different notation."""
    if before is None or after is None:
        return before is after
    if isinstance(after, PartialDate):
        return bool(before == after or after.contains(before))
    if isinstance(after, str) and isinstance(before, str):
        normal = NORMAL_FORMS.get(key, squeeze)
        return bool(normal(before) == normal(after))
    return bool(before == after)


def _compare_attributes(
    row: RosterRow, known: Known, found: Differences, *, keeps_name: bool
) -> None:
    for key in EDITABLE:
        if key not in row.values or (key == "name" and keeps_name):
            continue
        before, after = value_of(known.organization, key), row.values[key]
        if not is_same(key, before, after):
            found.values[key] = after
            found.shown[key] = (before, after)


def _compare_place(row: RosterRow, known: Known, found: Differences) -> None:
    before = known.organization.division_code
    if row.division_code and not contains(row.division_code, before):
        found.division_code = row.division_code
        found.shown["community"] = (before, row.division_code)


def _compare_standing(
    row: RosterRow, known: Known, effective: PartialDate, found: Differences
) -> None:
    plan = later_standings(known.standings, row.values.get("standing"), row.values, effective)
    found.standings = plan
    history = [(point.since, point.standing) for point in known.standings]
    before, after = (_at(points, effective.date) for points in (history, plan.result))
    if before != after:
        found.shown["standing"] = (before, after)
    for wanted in plan.added:
        if wanted.standing in DATED and DATED[wanted.standing] in row.values:
            found.shown[DATED[wanted.standing]] = (None, wanted.since)
    for place, wanted in plan.corrected:
        if wanted.standing in DATED:
            since = known.standings[place].since_as_known
            found.shown[DATED[wanted.standing]] = (since, wanted.since)


def _at(points: Sequence[tuple[date, Standing]], day: date) -> Standing | None:
    past = [standing for since, standing in points if since <= day]
    return past[-1] if past else None


def _compare_stage(
    row: RosterRow, known: Known, effective: PartialDate, found: Differences
) -> None:
    after = row.values.get("stage")
    if after is None:
        return
    days = [since for since, _standing in found.standings.result]
    given = row.values.get("stage_since")
    plan = plan_stage(known.stages, after, given, effective, days[0] if days else None)
    if plan is None:
        return
    found.corrected_stage = plan.corrected
    found.stage = StageMove(after, plan.since)
    if plan.before != after:
        found.shown["stage"] = (plan.before, after)
    if given is not None:
        found.shown["stage_since"] = (plan.before_since, plan.since)


def _compare_grade(
    row: RosterRow, known: Known, effective: PartialDate, found: Differences
) -> None:
    after = row.values.get("grade")
    if after is None:
        return
    given: PartialDate | None = row.values.get("grade_since")
    until: PartialDate | None = row.values.get("grade_until")
    point = _grade_meant(known, given, effective)
    if point is not None and point.grade == after:
        if until is None or _covers(until, point):
            return
        found.shown["grade_until"] = (point.expires_on, until)
        since = point.since_as_known
    else:
        found.shown["grade"] = (point.grade if point else _grade_now(known, effective), after)
        since = point.since_as_known if point and given else given or effective
    is_correction = point is not None and (point.since == since.date or given is not None)
    found.corrected_grade = point if is_correction else None
    found.grade = GradeAward(
        after,
        since,
        until,
        level=row.values.get("grade_level") or (point.level if point and is_correction else None),
        issuer=point.issuer if point and is_correction else None,
        announced_on=point.announced_on if point and is_correction else None,
    )


def _grade_meant(
    known: Known, given: PartialDate | None, effective: PartialDate
) -> GradeChange | None:
    """Return the point a row speaks of: that of its day, else the one in effect, else to come."""
    if given is not None:
        on_day = [
            point
            for point in known.grades
            if point.since_as_known == given or given.contains(point.since_as_known)
        ]
        return on_day[-1] if on_day else None
    past = [point for point in known.grades if point.since <= effective.date]
    return past[-1] if past else (known.grades[0] if known.grades else None)


def _grade_now(known: Known, effective: PartialDate) -> Any:
    past = [point for point in known.grades if point.since <= effective.date]
    return past[-1].grade if past else None


def _covers(until: PartialDate, point: GradeChange) -> bool:
    """Return whether the stored last day is the one given, or lies within a coarser one."""
    if point.expires_on is None:
        return False
    return until.date <= point.expires_on <= until.last_day
