"""Reads of results: what was recorded by the standpoint, up to its day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.divisions.queries import within
from app.extensions import db
from app.files.models import StoredFile
from app.files.queries import files_of
from app.history.points import known
from app.organizations.models import Organization
from app.projects.models import (
    Activity,
    Case,
    Coverage,
    Indicator,
    Project,
    ProjectOrganization,
)
from app.projects.queries import get_project
from app.projects.results.kinds import MODELS, Result, ResultKind
from app.projects.words import OrganizationRole
from app.standpoint import Standpoint

Files = Mapping[int, Sequence[StoredFile]]


@dataclass(frozen=True)
class ResultsPage:
    """Everything the page of a project's results shows; files by number of the result."""

    activities: Sequence[Activity]
    indicators: Sequence[Indicator]
    coverage: Sequence[Coverage]
    cases: Sequence[Case]
    files: Mapping[ResultKind, Files]

    @property
    def attendances(self) -> int:
        return sum(item.attendances or 0 for item in self.activities)

    @property
    def volunteer_minutes(self) -> int:
        return sum(item.volunteer_minutes or 0 for item in self.activities)

    @property
    def is_empty(self) -> bool:
        return not (self.activities or self.indicators or self.coverage or self.cases)


def counts(standpoint: Standpoint, model: Any) -> ColumnElement[bool]:
    """Hold for results that were known and, where they have a day, had happened."""
    happened: dict[Any, ColumnElement[bool]] = {
        Activity: Activity.on <= standpoint.on,
        Coverage: Coverage.on <= standpoint.on,
        Indicator: or_(Indicator.since.is_(None), Indicator.since <= standpoint.on),
    }
    conditions = [known(model, standpoint)]
    if model in happened:
        conditions.append(happened[model])
    return and_(*conditions)


def page_of_results(standpoint: Standpoint, project_id: int) -> ResultsPage:
    """Return everything the page of a project's results shows. Raises NoResultFound."""
    get_project(standpoint, project_id)
    activities = _list(standpoint, Activity, project_id, Activity.on.desc(), Activity.id.desc())
    indicators = _list(standpoint, Indicator, project_id, Indicator.id)
    coverage = _list(standpoint, Coverage, project_id, Coverage.on.desc(), Coverage.id.desc())
    cases = _list(standpoint, Case, project_id, Case.id)
    rows: dict[ResultKind, Sequence[Result]] = {
        ResultKind.ACTIVITY: activities,
        ResultKind.INDICATOR: indicators,
        ResultKind.COVERAGE: coverage,
        ResultKind.CASE: cases,
    }
    files = {
        kind: files_of(standpoint, kind.subject_type, [row.id for row in found])
        for kind, found in rows.items()
    }
    return ResultsPage(activities, indicators, coverage, cases, files)


def get_result(standpoint: Standpoint, kind: ResultKind, result_id: int) -> Any:
    """Return a live result. Raises NoResultFound for a superseded or foreign one."""
    model = MODELS[kind]
    statement = _of(standpoint, model, result_id).where(model.superseded_at.is_(None))
    return db.session.scalars(statement).one()


def is_superseded(standpoint: Standpoint, kind: ResultKind, result_id: int) -> bool:
    """Tell whether there was such a result in view, since corrected or withdrawn."""
    model = MODELS[kind]
    statement = _of(standpoint, model, result_id).where(model.superseded_at.is_not(None))
    return db.session.scalars(statement).first() is not None


def home_of_files(standpoint: Standpoint, project_id: int) -> int | None:
    """Return the organization in view that files of the project are kept under, if any."""
    statement = (
        select(Organization.id)
        .join(ProjectOrganization, ProjectOrganization.organization_id == Organization.id)
        .where(
            ProjectOrganization.project_id == project_id,
            ProjectOrganization.superseded_at.is_(None),
            within(Organization.division_code, standpoint),
        )
        .order_by(ProjectOrganization.role != OrganizationRole.APPLICANT, ProjectOrganization.id)
    )
    return db.session.scalars(statement.limit(1)).first()


def _list(standpoint: Standpoint, model: Any, project_id: int, *order: Any) -> Sequence[Any]:
    statement = select(model).where(model.project_id == project_id, counts(standpoint, model))
    return db.session.scalars(statement.order_by(*order)).all()


def _of(standpoint: Standpoint, model: Any, result_id: int) -> Any:
    return (
        select(model)
        .join(Project, Project.id == model.project_id)
        .where(
            model.id == result_id,
            Project.superseded_at.is_(None),
            within(Project.division_code, standpoint),
        )
    )
