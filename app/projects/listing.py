"""Lists of projects: the numbers of a page's projects first, then their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, cast, extract, func, or_, select

from app.divisions.codes import code_range
from app.extensions import db
from app.history.points import known
from app.organizations.models import Organization, OrganizationSearch
from app.projects.models import (
    Payment,
    PipelineStep,
    Project,
    ProjectDetail,
    ProjectOrganization,
    ProjectStep,
)
from app.projects.sources import ProjectSources
from app.projects.words import Level
from app.standpoint import LAST_DAY, Standpoint
from app.values.names import fold

ENDED = "ended"
SORTS = ("new", "name", "starts", "ends", "since")


@dataclass(frozen=True)
class ProjectFilter:
    """What narrows the list; without `state` declined and terminated projects are left out."""

    text: str = ""  # in the project's name
    organization: str = ""  # in the name of an organization of it
    step: str = ""
    state: str = ""  # "ended", or one of granted, running, accepted
    kind: str = ""
    level: Level | None = None
    field: str = ""
    source: str = ""
    community: str = ""  # code of a division
    year: int | None = None  # in which the period begins
    round_id: int | None = None
    organization_id: int | None = None
    sort: str = "new"
    is_descending: bool = False


@dataclass(frozen=True)
class ProjectRow:
    project: Project
    detail: ProjectDetail
    step: ProjectStep
    word: PipelineStep | None
    carrier: str | None
    paid: int | None


def count_projects(standpoint: Standpoint, wanted: ProjectFilter, up_to: int | None = None) -> int:
    """Count the projects, but stop at `up_to`."""
    some = _ids(standpoint, wanted).limit(up_to).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def list_projects(
    standpoint: Standpoint,
    wanted: ProjectFilter,
    *,
    limit: int,
    offset: int = 0,
    after: int | None = None,
    before: int | None = None,
) -> list[ProjectRow]:
    """Return a page of rows: by offset, or next to the project of that number."""
    is_backwards = before is not None
    edge = before if is_backwards else after
    statement = _ids(standpoint, wanted)
    if edge is not None:
        beyond = _beyond(standpoint, wanted, edge, is_backwards=is_backwards)
        statement = statement if beyond is None else statement.where(beyond)
    order = _order(wanted, is_backwards=is_backwards)
    ids = list(db.session.scalars(statement.order_by(*order).limit(limit).offset(offset)))
    rows = rows_of(standpoint, ids)
    return [rows[id_] for id_ in (reversed(ids) if is_backwards else ids) if id_ in rows]


def rows_of(standpoint: Standpoint, ids: Sequence[int]) -> dict[int, ProjectRow]:
    """Return the rows of these projects by number; those not existing then are left out."""
    sources = ProjectSources(standpoint)
    name = func.coalesce(Organization.name, ProjectOrganization.organization_text)
    statement = sources.select(
        Project, ProjectDetail, ProjectStep, PipelineStep, sources.carriers(name), _paid(sources)
    ).where(Project.id.in_(ids))
    rows = [ProjectRow(*row) for row in db.session.execute(statement)]
    return {row.project.id: row for row in rows}


def conditions(sources: ProjectSources, wanted: ProjectFilter) -> list[ColumnElement[bool]]:
    """Return what holds for the projects asked for."""
    return [
        *_of_state(sources, wanted.state),
        *_of_facts(wanted),
        *_of_place(wanted),
        *_of_organization(sources.standpoint, wanted),
    ]


def _of_state(sources: ProjectSources, state: str) -> list[ColumnElement[bool]]:
    states = {
        ENDED: sources.has_ended,
        "granted": sources.is_granted,
        "running": sources.is_running,
        "accepted": sources.is_accepted,
    }
    return [states.get(state, sources.counts)()]


def _of_facts(wanted: ProjectFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        ProjectDetail.name.contains(word, autoescape=True) for word in wanted.text.split()
    ]
    if wanted.step:
        found.append(ProjectStep.step == wanted.step)
    if wanted.kind:
        found.append(ProjectDetail.kind == wanted.kind)
    if wanted.level is not None:
        found.append(ProjectDetail.level == wanted.level)
    if wanted.field:
        found.append(ProjectDetail.field.contains(wanted.field, autoescape=True))
    if wanted.source:
        found.append(ProjectDetail.source.contains(wanted.source, autoescape=True))
    if wanted.year is not None:
        found.append(year_of(ProjectDetail.starts_on) == wanted.year)
    return found


def _of_place(wanted: ProjectFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.community:
        found.append(Project.division_code.between(*code_range(wanted.community)))
    if wanted.round_id is not None:
        found.append(Project.round_id == wanted.round_id)
    return found


def _of_organization(standpoint: Standpoint, wanted: ProjectFilter) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = [_named(word) for word in wanted.organization.split()]
    if wanted.organization_id is not None:
        narrowed.append(ProjectOrganization.organization_id == wanted.organization_id)
    if not narrowed:
        return []
    part = select(ProjectOrganization.project_id).where(
        known(ProjectOrganization, standpoint), *narrowed
    )
    return [Project.id.in_(part)]


def year_of(day: Any) -> Any:
    return cast(extract("year", day), Integer)


def _named(word: str) -> ColumnElement[bool]:
    found = select(OrganizationSearch.organization_id).where(
        OrganizationSearch.text.contains(fold(word), autoescape=True)
    )
    return or_(
        ProjectOrganization.organization_id.in_(found),
        ProjectOrganization.organization_text.contains(word, autoescape=True),
    )


def _ids(standpoint: Standpoint, wanted: ProjectFilter) -> Any:
    sources = ProjectSources(standpoint)
    return sources.select(Project.id).where(*conditions(sources, wanted))


def _key(wanted: ProjectFilter) -> Any:
    """Return what the list is ordered by; nothing of it is NULL."""
    keys = {
        "name": ProjectDetail.sort_key,
        "starts": func.coalesce(ProjectDetail.starts_on, LAST_DAY),
        "ends": func.coalesce(ProjectDetail.ends_on, LAST_DAY),
        "since": ProjectStep.since,
    }
    return keys.get(wanted.sort, Project.id)


def _is_down(wanted: ProjectFilter) -> bool:
    """Tell whether the order falls; the usual one shows the newest first."""
    is_usual = wanted.sort not in SORTS[1:]
    return is_usual or wanted.is_descending


def _order(wanted: ProjectFilter, *, is_backwards: bool) -> tuple[Any, ...]:
    is_down = _is_down(wanted) != is_backwards
    keys = (Project.id,) if wanted.sort not in SORTS[1:] else (_key(wanted), Project.id)
    return tuple(key.desc() if is_down else key.asc() for key in keys)


def _beyond(
    standpoint: Standpoint, wanted: ProjectFilter, edge: int, *, is_backwards: bool
) -> ColumnElement[bool] | None:
    """Return what holds for the rows after, or before, the project of this number."""
    key = _key(wanted)
    found = db.session.execute(
        ProjectSources(standpoint).select(key).where(Project.id == edge)
    ).first()
    if found is None:
        return None
    value = found[0]
    if _is_down(wanted) != is_backwards:
        return or_(key < value, and_(key == value, Project.id < edge))
    return or_(key > value, and_(key == value, Project.id > edge))


def _paid(sources: ProjectSources) -> Any:
    return (
        select(func.sum(Payment.amount))
        .where(
            Payment.project_id == Project.id,
            known(Payment, sources.standpoint),
            Payment.on <= sources.standpoint.on,
        )
        .correlate(Project)
        .scalar_subquery()
    )
