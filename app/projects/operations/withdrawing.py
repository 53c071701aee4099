"""The recycle bin: a project whose steps are all withdrawn exists no more, until it is restored."""

from sqlalchemy import select

from app.audit import operations as audit
from app.audit.operations import instant
from app.extensions import db
from app.history import points
from app.projects import queries
from app.projects.errors import NumberTakenError, StaleProjectError
from app.projects.models import Project, ProjectStep
from app.projects.operations.subject import (
    detail_of,
    project_to_change,
    subject,
    take_place,
    touch,
)
from app.standpoint import Standpoint

COPIED = ("project_id", "step", "decision", "since", "since_precision", "reason", "import_batch_id")


def withdraw_project(
    standpoint: Standpoint, project_id: int, version: int | None = None, reason: str | None = None
) -> None:
    """Put a project that was entered by mistake into the recycle bin. Raises StaleProjectError."""
    project = project_to_change(standpoint, project_id)
    if version is not None and version != project.version:
        raise StaleProjectError
    for step in points.list_live(ProjectStep, project.id):
        step.superseded_at = instant()
        step.superseded_by = standpoint.viewer
    project.superseded_at = instant()
    project.superseded_by = standpoint.viewer
    db.session.flush()
    _record("project:withdraw", standpoint, project, reason=reason)


def restore_project(standpoint: Standpoint, project_id: int) -> None:
    """Take a project out of the recycle bin again, with the steps it had then.

    Raises NoResultFound for one that is not in it, and NumberTakenError.
    """
    take_place(standpoint)
    project = queries.get_withdrawn(standpoint, project_id)
    withdrawn_at = project.superseded_at
    if project.number and _is_taken(project):
        raise NumberTakenError
    project.superseded_at = project.superseded_by = None
    db.session.flush()
    statement = select(ProjectStep).where(
        ProjectStep.project_id == project.id, ProjectStep.superseded_at == withdrawn_at
    )
    for step in db.session.scalars(statement.order_by(ProjectStep.since)).all():
        again = ProjectStep(**{name: getattr(step, name) for name in COPIED})
        points.add(again, by=standpoint.viewer)
    _record("project:restore", standpoint, project)


def _is_taken(project: Project) -> bool:
    statement = select(Project.id).where(
        Project.division_code == project.division_code,
        Project.number == project.number,
        Project.superseded_at.is_(None),
    )
    return db.session.scalar(statement.limit(1)) is not None


def _record(action: str, standpoint: Standpoint, project: Project, **changes: object) -> None:
    touch(project)
    name = detail_of(project.id).name
    audit.record(action, subject(project, name), by=standpoint.viewer, **changes)
