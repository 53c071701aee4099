"""Which trainings an organization's people attended, as a subquery per organization."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from app.history.points import known
from app.organizations.models import Organization
from app.standpoint import Standpoint
from app.trainings.models import Attendance, Presence, SessionDetail, SessionState


def attended_by_organization(
    standpoint: Standpoint, expression: Any, *, in_period: bool = False
) -> Any:
    """Select `expression(detail)` over the sessions held that somebody of the organization attended.

    One row for each person present; sessions of any division count.
    """
    attendance, detail = aliased(Attendance), aliased(SessionDetail)
    statement = (
        select(expression(detail))
        .select_from(attendance)
        .join(detail, detail.session_id == attendance.session_id)
        .where(
            attendance.organization_id == Organization.id,
            attendance.presence == Presence.PRESENT,
            known(attendance, standpoint),
            known(detail, standpoint),
            detail.state == SessionState.HELD,
            detail.held_on <= standpoint.on,
        )
    )
    if in_period:
        statement = statement.where(detail.held_on >= standpoint.since)
    return statement.correlate(Organization)


def was_trained(sources: Any) -> ColumnElement[bool]:
    """Hold for organizations of which somebody attended a training in the period."""
    statement = attended_by_organization(
        sources.standpoint, lambda detail: detail.id, in_period=True
    )
    exists: ColumnElement[bool] = statement.exists()
    return exists


def was_ever_trained(sources: Any) -> ColumnElement[bool]:
    statement = attended_by_organization(sources.standpoint, lambda detail: detail.id)
    exists: ColumnElement[bool] = statement.exists()
    return exists
