"""Applying a plan of rosters through the same operations as the pages, in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.exchange.plans import RowNotAppliedError, RowPlan
from app.exchange.register.planning import Change, Entry
from app.exchange.register.standing_steps import Step, superseded_by
from app.history.points import DayTakenError
from app.organizations import operations
from app.organizations.errors import ChangeRefusedError
from app.organizations.operations import Registration, StandingMove
from app.standpoint import Standpoint

REASON = "导入：%s"


def apply_rows(
    standpoint: Standpoint, rows: Sequence[RowPlan], *, batch_id: int, file_name: str
) -> None:
    """Do the work of all rows that have any. Raises RowNotAppliedError."""
    reason = REASON % file_name
    entries = [row for row in rows if isinstance(row.work, Entry)]
    made = [_entered(row.work.registration, batch_id, reason) for row in entries]
    try:
        ids = operations.register_organizations(standpoint, made)
    except ChangeRefusedError as error:
        raise RowNotAppliedError(_refused(standpoint, entries, made)) from error
    for row, id_ in zip(entries, ids, strict=True):
        row.organization_id = id_
    for row in rows:
        if isinstance(row.work, Change):
            try:
                _change(standpoint, row.work, batch_id, reason, is_changed=bool(row.changes))
            except (ChangeRefusedError, DayTakenError) as error:
                raise RowNotAppliedError(row) from error


def _refused(
    standpoint: Standpoint, entries: Sequence[RowPlan], made: Sequence[Registration]
) -> RowPlan:
    """Return the row that all were refused for, by entering them one by one: nothing is kept."""
    for row, registration in zip(entries, made, strict=True):
        try:
            operations.register_organizations(standpoint, [registration])
        except ChangeRefusedError:
            return row
    return entries[-1]


def _entered(item: Registration, batch_id: int, reason: str) -> Registration:
    origin: dict[str, Any] = {"reason": reason, "import_batch_id": batch_id}
    return replace(
        item,
        standings=tuple(replace(move, **origin) for move in item.standings),
        stages=tuple(replace(move, **origin) for move in item.stages),
        grades=tuple(replace(award, **origin) for award in item.grades),
    )


def _change(
    standpoint: Standpoint, work: Change, batch_id: int, reason: str, *, is_changed: bool
) -> None:
    id_ = work.known.organization.id
    if not is_changed:
        operations.keep_notes(standpoint, id_, work.edit)
        return
    operations.edit_organization(standpoint, id_, replace(work.edit, import_batch_id=batch_id))
    for step in work.differences.standings.steps:
        move = StandingMove(step.wanted.standing, step.wanted.since, reason, batch_id)
        _take_step(standpoint, work, step, move)
    _change_stage(standpoint, work, batch_id, reason)
    _change_grade(standpoint, work, batch_id, reason)


def _take_step(standpoint: Standpoint, work: Change, step: Step, move: StandingMove) -> None:
    live, way = work.known.standings, work.differences.standings.steps
    place = superseded_by(live, way, step) if step.place is None else step.place
    if place is None:
        operations.record_standing(standpoint, work.known.organization.id, move)
    else:
        operations.correct_standing(standpoint, live[place].id, move)


def _change_stage(standpoint: Standpoint, work: Change, batch_id: int, reason: str) -> None:
    move = work.differences.stage
    if move is None:
        return
    move = replace(move, reason=reason, import_batch_id=batch_id)
    old = work.differences.corrected_stage
    if old is not None:
        operations.correct_stage(standpoint, old.id, move)
    else:
        operations.record_stage(standpoint, work.known.organization.id, move)


def _change_grade(standpoint: Standpoint, work: Change, batch_id: int, reason: str) -> None:
    award = work.differences.grade
    if award is None:
        return
    award = replace(award, reason=reason, import_batch_id=batch_id)
    old = work.differences.corrected_grade
    taken = [point for point in work.known.grades if point.since == award.since.date]
    if old is not None or taken:
        operations.correct_grade(standpoint, (old or taken[0]).id, award)
    else:
        operations.record_grade(standpoint, work.known.organization.id, award)
