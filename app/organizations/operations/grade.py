"""Recording the grade that a rating announced, or that it was canceled."""

from dataclasses import dataclass
from datetime import date

from app.audit import operations as audit
from app.history import points
from app.organizations.chain import place_of, was_so
from app.organizations.errors import EndBeforeBeginningError, NotRegisteredError
from app.organizations.grades import Grade, GradeLevel
from app.organizations.models import GradeChange, StandingChange
from app.organizations.operations.subject import (
    organization_to_change,
    point_to_change,
    subject,
    touch,
)
from app.organizations.standings import Standing
from app.standpoint import Standpoint
from app.values.dates import PartialDate


@dataclass(frozen=True)
class GradeAward:
    """A checked request: the grade (None: canceled) valid from `since` to `expires_on`."""

    grade: Grade | None
    since: PartialDate
    expires_on: PartialDate | None = None
    level: GradeLevel | None = None
    issuer: str | None = None
    announced_on: date | None = None
    reason: str | None = None
    import_batch_id: int | None = None


def record_grade(standpoint: Standpoint, organization_id: int, award: GradeAward) -> None:
    """Add a change point; it may lie ahead (announced, not yet valid) and may renew the same.

    Raises NotRegisteredError, EndBeforeBeginningError, DayTakenError.
    """
    organization = organization_to_change(standpoint, organization_id)
    _check(organization.id, award)
    before = place_of(award.since.date, points.list_live(GradeChange, organization.id)).before
    points.add(make_point(organization.id, award), by=standpoint.viewer)
    touch(organization)
    audit.record(
        "organization:grade:record",
        subject(organization),
        by=standpoint.viewer,
        grade=[before and before.grade, award.grade],
        since=str(award.since),
    )


def correct_grade(standpoint: Standpoint, point_id: int, award: GradeAward) -> None:
    """Put a change point right: the old one stays, superseded. Raises as `record_grade`."""
    organization, old = point_to_change(standpoint, GradeChange, point_id)
    _check(organization.id, award)
    points.replace(old, make_point(organization.id, award), by=standpoint.viewer)
    touch(organization)
    audit.record(
        "organization:grade:correct",
        subject(organization),
        by=standpoint.viewer,
        grade=[old.grade, award.grade],
        since=[str(old.since_as_known), str(award.since)],
    )


def withdraw_grade(standpoint: Standpoint, point_id: int, reason: str | None = None) -> None:
    """Take a change point back: the grade before stands again."""
    organization, old = point_to_change(standpoint, GradeChange, point_id)
    points.withdraw(old, by=standpoint.viewer)
    touch(organization)
    audit.record(
        "organization:grade:withdraw",
        subject(organization),
        by=standpoint.viewer,
        grade=[old.grade, None],
        since=str(old.since_as_known),
        reason=reason,
    )


def make_point(organization_id: int, award: GradeAward) -> GradeChange:
    ends = award.expires_on
    return GradeChange(
        organization_id=organization_id,
        grade=award.grade,
        level=award.level,
        issuer=award.issuer,
        announced_on=award.announced_on,
        # The last valid day of a term known to the month is that month's last.
        expires_on=None if ends is None else ends.last_day,
        expires_precision=None if ends is None else ends.precision,
        since=award.since.date,
        since_precision=award.since.precision,
        reason=award.reason,
        import_batch_id=award.import_batch_id,
    )


def _check(organization_id: int, award: GradeAward) -> None:
    if award.expires_on is not None and award.expires_on.last_day < award.since.date:
        raise EndBeforeBeginningError
    standings = points.list_live(StandingChange, organization_id)
    if not was_so(
        [(point.since, point.standing) for point in standings],
        Standing.REGISTERED,
        award.since.date,
    ):
        raise NotRegisteredError
