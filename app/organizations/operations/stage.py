"""Changing the growth stage of an organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.audit import operations as audit
from app.history import points
from app.organizations.chain import gap_left, place_of
from app.organizations.dictionaries import stage_word
from app.organizations.errors import (
    BeforeExistenceError,
    FutureDayError,
    ReasonMissingError,
    RetiredStageError,
    SameValueError,
)
from app.organizations.models import StageChange, StandingChange
from app.organizations.operations.subject import (
    organization_to_change,
    point_to_change,
    subject,
    touch,
)
from app.organizations.stages import is_back
from app.standpoint import Standpoint, today
from app.values.dates import PartialDate


@dataclass(frozen=True)
class StageMove:
    """A checked request to move to the stage of this key."""

    to: str
    since: PartialDate
    reason: str | None = None
    import_batch_id: int | None = None


def record_stage(standpoint: Standpoint, organization_id: int, move: StageMove) -> None:
    """Add a change point, in any direction; back needs a reason.

    Raises FutureDayError, BeforeExistenceError, RetiredStageError, SameValueError,
    ReasonMissingError, DayTakenError.
    """
    organization = organization_to_change(standpoint, organization_id)
    before = _check(organization.id, move)
    points.add(make_point(organization.id, move), by=standpoint.viewer)
    touch(organization)
    audit.record(
        "organization:stage:record",
        subject(organization),
        by=standpoint.viewer,
        stage=[before, move.to],
        since=str(move.since),
    )


def correct_stage(standpoint: Standpoint, point_id: int, move: StageMove) -> None:
    """Put a change point right: the old one stays, superseded. Raises as `record_stage`."""
    organization, old = point_to_change(standpoint, StageChange, point_id)
    _check(organization.id, move, instead_of=old)
    points.replace(old, make_point(organization.id, move), by=standpoint.viewer)
    touch(organization)
    audit.record(
        "organization:stage:correct",
        subject(organization),
        by=standpoint.viewer,
        stage=[old.stage, move.to],
        since=[str(old.since_as_known), str(move.since)],
    )


def withdraw_stage(standpoint: Standpoint, point_id: int, reason: str | None = None) -> None:
    """Take a change point back: the stage before stands again.

    Raises SameValueError when the stages before and after are the same.
    """
    organization, old = point_to_change(standpoint, StageChange, point_id)
    _check_gap(old, _all_but(old, organization.id))
    points.withdraw(old, by=standpoint.viewer)
    touch(organization)
    audit.record(
        "organization:stage:withdraw",
        subject(organization),
        by=standpoint.viewer,
        stage=[old.stage, None],
        since=str(old.since_as_known),
        reason=reason,
    )


def make_point(organization_id: int, move: StageMove) -> StageChange:
    return StageChange(
        organization_id=organization_id,
        stage=move.to,
        since=move.since.date,
        since_precision=move.since.precision,
        reason=move.reason,
        import_batch_id=move.import_batch_id,
    )


def _check(
    organization_id: int, move: StageMove, instead_of: StageChange | None = None
) -> str | None:
    if move.since.date > today():
        raise FutureDayError
    to = stage_word(move.to)
    if to is None or to.is_retired:
        raise RetiredStageError
    standings = points.list_live(StandingChange, organization_id)
    if not standings or standings[0].since > move.since.date:
        raise BeforeExistenceError
    rest = _all_but(instead_of, organization_id)
    if any(point.since == move.since.date for point in rest):
        raise points.DayTakenError
    place = place_of(move.since.date, rest)
    before = None if place.before is None else place.before.stage
    after = None if place.after is None else place.after.stage
    if move.to in {before, after}:
        raise SameValueError
    if is_back((before and stage_word(before)) or None, to) and not move.reason:
        raise ReasonMissingError
    if instead_of is not None:
        _check_gap(instead_of, rest, moved_to=move.since.date)
    return before


def _check_gap(
    gone: StageChange, rest: Sequence[StageChange], moved_to: date | None = None
) -> None:
    """Refuse to leave the same stage twice in a row: its days would count from the later one."""
    gap = gap_left(gone.since, rest, moved_to=moved_to)
    if gap is not None and gap[0].stage == gap[1].stage:
        raise SameValueError


def _all_but(one: StageChange | None, organization_id: int) -> list[StageChange]:
    live = points.list_live(StageChange, organization_id)
    return [point for point in live if point is not one]
