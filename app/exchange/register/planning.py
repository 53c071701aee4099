"""Planning the import of rosters: rows to outcomes and the work that applying them takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.divisions.codes import WHOLE
from app.divisions.queries import list_divisions, list_roots
from app.exchange.models import RowOutcome
from app.exchange.parsed import head_of
from app.exchange.plans import RowPlan
from app.exchange.problems import Problem
from app.exchange.register.assumed import Assumed
from app.exchange.register.comparing import Differences, compare
from app.exchange.register.matching import (
    AmbiguousMatchError,
    Known,
    Match,
    OutsideDivisionError,
    Register,
)
from app.exchange.register.parsed import RosterRow
from app.exchange.register.parsing import parse_row
from app.exchange.register.places import Places
from app.exchange.register.seen import Seen, is_identical
from app.exchange.register.stage_plan import stage_day
from app.exchange.register.standing_plan import (
    DATED,
    HistoryConflictError,
    StandingPlan,
    assumed_standing,
    first_standings,
)
from app.exchange.tables import Table
from app.organizations.attributes import EDITABLE
from app.organizations.chain import was_so
from app.organizations.dictionaries import stage_word
from app.organizations.operations import (
    AttributeEdit,
    GradeAward,
    Registration,
    StageMove,
    StandingMove,
)
from app.organizations.standings import Standing
from app.standpoint import Standpoint
from app.values.dates import PartialDate


@dataclass(frozen=True)
class Entry:
    """The work of a new row."""

    registration: Registration


@dataclass(frozen=True)
class Change:
    """The work of a changed row: what of a known organization is edited, added, corrected."""

    known: Known
    edit: AttributeEdit
    differences: Differences


class Planner:
    """Plans the rows of one file against the register as it is now."""

    def __init__(
        self, standpoint: Standpoint, tables: Sequence[Table], effective: PartialDate
    ) -> None:
        self._standpoint = standpoint
        self._effective = effective
        self._places = Places(list_divisions(standpoint.division))
        self._rows = [row for table in tables for row in _parsed(table, self._places)]
        for row in self._rows:
            _drop_days_to_come(row, standpoint.on)
            if "stage_since" in row.values and "stage" not in row.values:
                _refuse(row, "stage_since", "day_without_stage")
        self._register = Register(standpoint, [row for row in self._rows if not row.is_error])
        self._seen = Seen()
        self._assumed = Assumed()
        self._home = home_division(standpoint)

    def plan(self) -> tuple[list[RowPlan], list[Problem]]:
        """Return the rows, and what there is to say of whole sheets."""
        plans = [self._plan(row) for row in self._rows]
        return plans, self._assumed.problems()

    def _plan(self, row: RosterRow) -> RowPlan:
        if row.is_error:
            return _row_plan(row, RowOutcome.ERROR)
        try:
            match = self._register.match(row)
        except OutsideDivisionError:
            row.note("outside_division", "credit_code")
            return _row_plan(row, RowOutcome.ERROR)
        except AmbiguousMatchError:
            row.note("ambiguous_match", "name")
            return _row_plan(row, RowOutcome.ERROR)
        known = match.known if match else None
        first = self._seen.find(row, known)
        if first is not None:
            return _repeated(row, first)
        planned = self._changed(row, match) if match else self._new(row)
        if planned.outcome is not RowOutcome.ERROR:
            self._seen.add(row, known)
        return planned

    def _new(self, row: RosterRow) -> RowPlan:
        division = row.division_code or self._home
        if division is None:
            row.note("missing_division")
            return _row_plan(row, RowOutcome.ERROR)
        target = row.values.get("standing")
        if target is None:
            target = assumed_standing(row.values)
            self._assumed.note(row, target)
        standings = first_standings(target, row.values, self._effective)
        self._note_rejected(row, standings)
        registration = Registration(
            division_code=division,
            attributes={key: row.values[key] for key in EDITABLE if key in row.values},
            standings=tuple(StandingMove(item.standing, item.since) for item in standings.added),
            stages=self._first_stages(row, standings),
            grades=self._first_grades(row, standings),
            as_written=row.as_written,
            extra=row.extra,
        )
        planned = _row_plan(row, RowOutcome.NEW)
        planned.work = Entry(registration)
        return planned

    def _changed(self, row: RosterRow, match: Match) -> RowPlan:
        known = match.known
        if match.is_by_former_name:
            row.note("former_name", "name", name=known.organization.name)
        try:
            found = compare(row, known, self._effective, keeps_name=match.is_by_former_name)
            if self._has_refused(row, found):
                found = compare(row, known, self._effective, keeps_name=match.is_by_former_name)
        except HistoryConflictError as error:
            row.note("history_conflict", error.field if error.field in row.values else None)
            return _row_plan(row, RowOutcome.ERROR)
        self._note_rejected(row, found.standings)
        outcome = RowOutcome.CHANGED if found.shown else RowOutcome.UNCHANGED
        planned = _row_plan(row, outcome)
        planned.organization_id = known.organization.id
        planned.changes = found.shown
        edit = AttributeEdit(
            values=found.values,
            division_code=found.division_code,
            renamed_on=self._effective.date,
            as_written=row.as_written,
            extra=row.extra,
        )
        planned.work = Change(known, edit, found)
        return planned

    def _has_refused(self, row: RosterRow, found: Differences) -> bool:
        """Drop a grade or stage that cannot be recorded, with a warning; tell whether any was."""
        has_retired = found.stage is not None and _is_retired(found.stage.to)
        if has_retired:
            _refuse(row, "stage", "retired_stage")
        if not found.may_hold_grade:
            _refuse(row, "grade", "grade_not_allowed")
        return has_retired or not found.may_hold_grade

    def _first_stages(self, row: RosterRow, standings: StandingPlan) -> tuple[StageMove, ...]:
        if "stage" in row.values and _is_retired(row.values["stage"]):
            _refuse(row, "stage", "retired_stage")
        if "stage" not in row.values:
            return ()
        first = standings.added[0].since.date
        since = stage_day(row.values.get("stage_since"), first)
        if since is None:
            if "stage_since" in row.values:
                _refuse(row, "stage_since", "dates_out_of_order")
            day = max(self._effective.date, first)
            since = PartialDate(day, self._effective.precision)
        return (StageMove(row.values["stage"], since),)

    def _first_grades(self, row: RosterRow, standings: StandingPlan) -> tuple[GradeAward, ...]:
        if "grade" not in row.values:
            return ()
        since = row.values.get("grade_since", self._effective)
        points = [(item.since.date, item.standing) for item in standings.added]
        award = _award(row, since)
        if award is None or not was_so(points, Standing.REGISTERED, since.date):
            _refuse(row, "grade", "grade_not_allowed")
            return ()
        return (award,)

    def _note_rejected(self, row: RosterRow, standings: StandingPlan) -> None:
        for key in standings.rejected:
            row.note("dates_out_of_order", key)
            row.keep_text(key)


def home_division(standpoint: Standpoint) -> str | None:
    """Return where a row without a community belongs: the scope, or the register's single root."""
    if standpoint.division != WHOLE:
        return standpoint.division
    roots = list_roots()
    if len(roots) > 1:
        return None
    return roots[0].code if roots else WHOLE


def _parsed(table: Table, places: Places) -> list[RosterRow]:
    head = head_of(table)
    return [parse_row(given, head, places) for given in table.rows]


def _refuse(row: RosterRow, key: str, code: str) -> None:
    """Leave a value out, with a warning; its text is kept."""
    row.note(code, key)
    row.keep_text(key)
    del row.values[key]


def _is_retired(stage: str) -> bool:
    word = stage_word(stage)
    return word is not None and word.is_retired


def _drop_days_to_come(row: RosterRow, today: date) -> None:
    for key in (*DATED.values(), "established_on", "stage_since"):
        if key in row.values and row.values[key].date > today:
            _refuse(row, key, "future_date")


def _award(row: RosterRow, since: PartialDate) -> GradeAward | None:
    until: PartialDate | None = row.values.get("grade_until")
    if until is not None and until.last_day < since.date:
        return None
    return GradeAward(row.values["grade"], since, until, level=row.values.get("grade_level"))


def _repeated(row: RosterRow, first: RosterRow) -> RowPlan:
    """Plan a row about the same organization as an earlier one: skipped, or a conflict."""
    is_once_more = is_identical(row, first)
    code = "duplicate_identical" if is_once_more else "duplicate_conflict"
    row.note(code, first=first.place_from(row))
    return _row_plan(row, RowOutcome.SKIPPED if is_once_more else RowOutcome.ERROR)


def _row_plan(row: RosterRow, outcome: RowOutcome) -> RowPlan:
    return row.planned(outcome, row.values.get("name"))
