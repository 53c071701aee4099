"""Reads of projects one by one. Outside the standpoint nothing is found."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.divisions.codes import contains
from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.projects.models import (
    Project,
    ProjectDetail,
    ProjectOrganization,
    ProjectStep,
    Round,
)
from app.projects.sources import ProjectSources
from app.standpoint import Standpoint
from app.values.names import match_key


@dataclass(frozen=True)
class Overview:
    """A project as it is at a standpoint; without a step it does not exist on that day."""

    project: Project
    detail: ProjectDetail
    carriers: Sequence[ProjectOrganization]
    steps: Sequence[ProjectStep]  # all that were recorded by then, superseded ones too
    step: ProjectStep | None


def get_project(standpoint: Standpoint, project_id: int, *, is_locked: bool = False) -> Project:
    """Return one project, whether it existed on the day or not. Raises NoResultFound."""
    statement = select(Project).where(
        Project.id == project_id,
        Project.superseded_at.is_(None),
        within(Project.division_code, standpoint),
    )
    if is_locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def get_withdrawn(standpoint: Standpoint, project_id: int) -> Project:
    """Return a project of the recycle bin. Raises NoResultFound."""
    statement = select(Project).where(
        Project.id == project_id,
        Project.superseded_at.is_not(None),
        within(Project.division_code, standpoint),
    )
    return db.session.scalars(statement.with_for_update()).one()


def list_withdrawn(standpoint: Standpoint, limit: int = 100) -> list[tuple[Project, str]]:
    """Return the latest projects of the recycle bin with their names."""
    statement = (
        select(Project, ProjectDetail.name)
        .join(ProjectDetail, ProjectDetail.project_id == Project.id)
        .where(
            Project.superseded_at.is_not(None),
            ProjectDetail.superseded_at.is_(None),
            within(Project.division_code, standpoint),
        )
        .order_by(Project.superseded_at.desc(), Project.id.desc())
        .limit(limit)
    )
    return [(project, name) for project, name in db.session.execute(statement).tuples()]


def overview_of(standpoint: Standpoint, project_id: int) -> Overview:
    """Return what the page of a project shows. Raises NoResultFound."""
    project = get_project(standpoint, project_id)
    detail = db.session.scalars(
        select(ProjectDetail).where(
            ProjectDetail.project_id == project_id, known(ProjectDetail, standpoint)
        )
    ).one()
    carriers = select(ProjectOrganization).where(
        ProjectOrganization.project_id == project_id, known(ProjectOrganization, standpoint)
    )
    carriers = carriers.options(joinedload(ProjectOrganization.organization))
    steps = list_steps(standpoint, project_id)
    holding = [
        item for item in steps if _is_known(item, standpoint) and item.since <= standpoint.on
    ]
    return Overview(
        project,
        detail,
        db.session.scalars(carriers.order_by(ProjectOrganization.id)).all(),
        steps,
        holding[-1] if holding else None,
    )


def list_steps(standpoint: Standpoint, project_id: int) -> Sequence[ProjectStep]:
    """Return all steps by day, superseded ones too, as recorded by `known_at`."""
    get_project(standpoint, project_id)
    statement = select(ProjectStep).where(ProjectStep.project_id == project_id)
    if standpoint.known_at is not None:
        statement = statement.where(ProjectStep.recorded_at <= standpoint.known_at)
    order = (ProjectStep.since, ProjectStep.recorded_at, ProjectStep.id)
    return db.session.scalars(statement.order_by(*order)).all()


def get_step(standpoint: Standpoint, step_id: int) -> ProjectStep:
    """Return a live step. Raises NoResultFound for a superseded or foreign one."""
    statement = (
        select(ProjectStep)
        .join(Project, Project.id == ProjectStep.project_id)
        .where(
            ProjectStep.id == step_id,
            ProjectStep.superseded_at.is_(None),
            within(Project.division_code, standpoint),
        )
    )
    return db.session.scalars(statement).one()


def find_round(standpoint: Standpoint, round_id: int) -> Round | None:
    """Return a round that is not retired: of the division looked at, or of one above it."""
    round_ = db.session.get(Round, round_id)
    if round_ is None or round_.superseded_at is not None:
        return None
    inside = select(within(Round.division_code, standpoint)).where(Round.id == round_id)
    if db.session.scalar(inside):
        return round_
    return round_ if _is_above(round_.division_code, standpoint.division) else None


def find_same(
    standpoint: Standpoint, name: str, organization_id: int | None, text: str | None
) -> list[int]:
    """Return the numbers of projects of this name that the organization, or the text, carries."""
    statement = (
        ProjectSources(standpoint)
        .select(Project.id)
        .join(ProjectOrganization, ProjectOrganization.project_id == Project.id)
        .where(
            ProjectDetail.match_key == match_key(name),
            known(ProjectOrganization, standpoint),
            ProjectOrganization.organization_id == organization_id
            if organization_id is not None
            else ProjectOrganization.organization_text == text,
        )
    )
    return sorted(set(db.session.scalars(statement)))


def projects_of_organization(
    standpoint: Standpoint, organization_id: int
) -> list[tuple[Project, ProjectDetail, ProjectStep, ProjectOrganization]]:
    """Return the projects in view that the organization has a part in, the latest first."""
    statement = (
        ProjectSources(standpoint)
        .select(Project, ProjectDetail, ProjectStep, ProjectOrganization)
        .join(ProjectOrganization, ProjectOrganization.project_id == Project.id)
        .where(
            ProjectOrganization.organization_id == organization_id,
            known(ProjectOrganization, standpoint),
        )
        .order_by(ProjectStep.since.desc(), Project.id.desc())
    )
    return [tuple(row) for row in db.session.execute(statement)]


def _is_known(step: ProjectStep, standpoint: Standpoint) -> bool:
    if standpoint.known_at is None:
        return step.superseded_at is None
    return step.superseded_at is None or step.superseded_at > standpoint.known_at


def _is_above(code: str, division: str) -> bool:
    return code != division and contains(code, division)
