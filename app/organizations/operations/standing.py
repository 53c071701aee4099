"""Changing how an organization stands with the authorities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.audit import operations as audit
from app.history import points
from app.organizations.chain import gap_left, place_of
from app.organizations.errors import FutureDayError, NotReachableError, SameValueError
from app.organizations.models import StandingChange
from app.organizations.operations.subject import (
    organization_to_change,
    point_to_change,
    subject,
    touch,
)
from app.organizations.standings import Standing
from app.standpoint import Standpoint, today
from app.values.dates import PartialDate


@dataclass(frozen=True)
class StandingMove:
    """A checked request to move; built by the form and by the import."""

    to: Standing
    since: PartialDate
    reason: str | None = None
    import_batch_id: int | None = None


def record_standing(standpoint: Standpoint, organization_id: int, move: StandingMove) -> None:
    """Add a change point. A back-dated one falls between those already recorded.

    Raises FutureDayError, SameValueError, NotReachableError, DayTakenError.
    """
    organization = organization_to_change(standpoint, organization_id)
    before = _check(organization.id, move)
    points.add(make_point(organization.id, move), by=standpoint.viewer)
    touch(organization)
    audit.record(
        "organization:standing:record",
        subject(organization),
        by=standpoint.viewer,
        standing=[before, move.to],
        since=str(move.since),
    )


def correct_standing(standpoint: Standpoint, point_id: int, move: StandingMove) -> None:
    """Put a change point right: the old one stays, superseded. Raises as `record_standing`."""
    organization, old = point_to_change(standpoint, StandingChange, point_id)
    _check(organization.id, move, instead_of=old)
    points.replace(old, make_point(organization.id, move), by=standpoint.viewer)
    touch(organization)
    audit.record(
        "organization:standing:correct",
        subject(organization),
        by=standpoint.viewer,
        standing=[old.standing, move.to],
        since=[str(old.since_as_known), str(move.since)],
    )


def withdraw_standing(standpoint: Standpoint, point_id: int, reason: str | None = None) -> None:
    """Take a change point back: what stood before stands again.

    Without any point left the organization is in the recycle bin. Raises NotReachableError when
    the points before and after could not follow each other.
    """
    organization, old = point_to_change(standpoint, StandingChange, point_id)
    _check_gap(old, _all_but(old, organization.id))
    points.withdraw(old, by=standpoint.viewer)
    touch(organization)
    audit.record(
        "organization:standing:withdraw",
        subject(organization),
        by=standpoint.viewer,
        standing=[old.standing, None],
        since=str(old.since_as_known),
        reason=reason,
    )


def _check(
    organization_id: int, move: StandingMove, instead_of: StandingChange | None = None
) -> Standing | None:
    if move.since.date > today():
        raise FutureDayError
    rest = _all_but(instead_of, organization_id)
    if any(point.since == move.since.date for point in rest):
        raise points.DayTakenError
    place = place_of(move.since.date, rest)
    before = None if place.before is None else place.before.standing
    after = None if place.after is None else place.after.standing
    if move.to in {before, after}:
        raise SameValueError
    if before is not None and not before.may_become(move.to):
        raise NotReachableError
    if after is not None and not move.to.may_become(after):
        raise NotReachableError
    if instead_of is not None:
        _check_gap(instead_of, rest, moved_to=move.since.date)
    return before


def _check_gap(
    gone: StandingChange, rest: Sequence[StandingChange], moved_to: date | None = None
) -> None:
    """Refuse to leave two points side by side that could not follow each other."""
    gap = gap_left(gone.since, rest, moved_to=moved_to)
    if gap is not None and not gap[0].standing.may_become(gap[1].standing):
        raise NotReachableError


def _all_but(one: StandingChange | None, organization_id: int) -> list[StandingChange]:
    live = points.list_live(StandingChange, organization_id)
    return [point for point in live if point is not one]


def make_point(organization_id: int, move: StandingMove) -> StandingChange:
    return StandingChange(
        organization_id=organization_id,
        standing=move.to,
        since=move.since.date,
        since_precision=move.since.precision,
        reason=move.reason,
        import_batch_id=move.import_batch_id,
    )
