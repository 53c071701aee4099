"""The list of assessments of all projects in view."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from app.extensions import db
from app.history.points import known
from app.projects.assessments.queries import Assessing, experts_of
from app.projects.models import Assessment, Project, ProjectDetail
from app.projects.sources import ProjectSources
from app.projects.words import AssessmentKind
from app.standpoint import Standpoint


@dataclass(frozen=True)
class AssessmentFilter:
    """What narrows the list; open rectifications are listed whenever they were found."""

    kind: AssessmentKind | None = None
    is_open: bool = False


@dataclass(frozen=True)
class FoundAssessment:
    assessing: Assessing
    project_name: str


def count_found(standpoint: Standpoint, wanted: AssessmentFilter) -> int:
    found = _found(standpoint, wanted, Assessment.id).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def list_found(
    standpoint: Standpoint, wanted: AssessmentFilter, *, offset: int = 0, limit: int | None = None
) -> list[FoundAssessment]:
    """Return assessments of the period, the latest first, with the names of their projects."""
    statement = _found(standpoint, wanted, Assessment, ProjectDetail.name)
    order = (Assessment.on.desc(), Assessment.id.desc())
    rows = db.session.execute(statement.order_by(*order).offset(offset).limit(limit)).all()
    experts = experts_of(standpoint, [row.id for row, _name in rows])
    return [FoundAssessment(Assessing(row, experts[row.id]), name) for row, name in rows]


def _found(standpoint: Standpoint, wanted: AssessmentFilter, *expressions: Any) -> Any:
    sources = ProjectSources(standpoint)
    statement = (
        sources.select(*expressions)
        .join(Assessment, Assessment.project_id == Project.id)
        .where(known(Assessment, standpoint), Assessment.on <= standpoint.on)
    )
    if wanted.kind is not None:
        statement = statement.where(Assessment.kind == wanted.kind)
    if wanted.is_open:
        return statement.where(
            Assessment.rectify_by.is_not(None),
            or_(Assessment.rectified_on.is_(None), Assessment.rectified_on > standpoint.on),
        )
    return statement.where(Assessment.on >= standpoint.since)
