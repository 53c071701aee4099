"""What every operation on a project begins and ends with."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.audit.operations import Subject, instant
from app.extensions import db
from app.history.recorded import Recorded
from app.organizations.errors import BeforeExistenceError, FutureDayError, KnownAtRefusedError
from app.organizations.followers import facts_changed
from app.organizations.models import StandingChange
from app.projects import queries
from app.projects.models import Project, ProjectDetail, ProjectOrganization
from app.standpoint import Standpoint, today


def take_place(standpoint: Standpoint) -> None:
    """Take the place among the writers before anything is read. Raises KnownAtRefusedError."""
    if standpoint.known_at is not None:
        raise KnownAtRefusedError
    instant()


def project_to_change(standpoint: Standpoint, project_id: int) -> Project:
    """Return the project, its row held until the end of the transaction.

    Raises KnownAtRefusedError, and NoResultFound for one outside or in the recycle bin.
    """
    take_place(standpoint)
    return queries.get_project(standpoint, project_id, is_locked=True)


def detail_of(project_id: int) -> ProjectDetail:
    statement = select(ProjectDetail).where(
        ProjectDetail.project_id == project_id, ProjectDetail.superseded_at.is_(None)
    )
    return db.session.scalars(statement).one()


def subject(project: Project, name: str) -> Subject:
    return Subject("project", project.id, name, project.division_code)


def touch(project: Project) -> None:
    """Note that something of the project changed, for its forms and for its organizations."""
    project.version += 1
    statement = select(ProjectOrganization.organization_id).where(
        ProjectOrganization.project_id == project.id,
        ProjectOrganization.superseded_at.is_(None),
        ProjectOrganization.organization_id.is_not(None),
    )
    facts_changed(id_ for id_ in db.session.scalars(statement) if id_ is not None)


def recorded(standpoint: Standpoint) -> dict[str, Any]:
    """Return what every recorded row carries: when it was entered, and by whom."""
    return {"recorded_at": instant(), "recorded_by": standpoint.viewer}


def supersede(row: Recorded, standpoint: Standpoint) -> None:
    row.superseded_at = instant()
    row.superseded_by = standpoint.viewer
    db.session.flush()  # first: a unit of work inserts before it updates


def check_day(on: date, organization_ids: Sequence[int] = ()) -> None:
    """Refuse a day to come, and one on which one of the organizations did not exist yet."""
    if on > today():
        raise FutureDayError
    firsts = (
        select(StandingChange.organization_id)
        .where(
            StandingChange.organization_id.in_(organization_ids),
            StandingChange.superseded_at.is_(None),
            StandingChange.since <= on,
        )
        .distinct()
    )
    if organization_ids and set(db.session.scalars(firsts)) != set(organization_ids):
        raise BeforeExistenceError
