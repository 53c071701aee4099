"""Putting the facts of a project right."""

from dataclasses import replace

from sqlalchemy import select

from app.audit import operations as audit
from app.extensions import db
from app.history import points
from app.organizations.errors import ReasonMissingError
from app.organizations.followers import facts_changed
from app.projects.errors import StaleProjectError, UnknownWordError
from app.projects.facts import DETAIL, Carrier, ProjectFacts
from app.projects.models import Project, ProjectDetail, ProjectOrganization, ProjectStep
from app.projects.operations.checks import check_facts, completed, organization_ids
from app.projects.operations.entering import add_carriers, add_detail
from app.projects.operations.subject import (
    detail_of,
    project_to_change,
    subject,
    supersede,
    touch,
)
from app.projects.pipelines import pipeline_words
from app.projects.stands import stand_of
from app.standpoint import Standpoint


def edit_project(
    standpoint: Standpoint,
    project_id: int,
    facts: ProjectFacts,
    version: int | None = None,
    reason: str | None = None,
) -> bool:
    """Supersede the facts; return whether anything changed. Without `version`: whatever stands.

    Once the application was handed on and not returned, a change needs a reason. Raises
    StaleProjectError, ReasonMissingError, UnknownWordError for a way the project's steps do not
    fit, and what `check_facts` raises.
    """
    project = project_to_change(standpoint, project_id)
    if version is not None and version != project.version:
        raise StaleProjectError
    facts = _kept(project, facts)
    facts = completed(standpoint, facts)
    check_facts(standpoint, facts, but=project.id)
    old, carriers = detail_of(project.id), carriers_of(project.id)
    changes = _changes(project, old, carriers, facts)
    if not changes:
        return False
    _check_way(project, facts, reason)
    _write(standpoint, project, facts, old, carriers, reason)
    audit.record("project:edit", subject(project, facts.name), by=standpoint.viewer, **changes)
    return True


def carriers_of(project_id: int) -> list[ProjectOrganization]:
    statement = select(ProjectOrganization).where(
        ProjectOrganization.project_id == project_id, ProjectOrganization.superseded_at.is_(None)
    )
    return list(db.session.scalars(statement.order_by(ProjectOrganization.id)))


def _kept(project: Project, facts: ProjectFacts) -> ProjectFacts:
    """Return the facts with what they leave open as it was."""
    return replace(
        facts,
        division_code=facts.division_code or project.division_code,
        pipeline=facts.pipeline or project.pipeline_key,
    )


def _check_way(project: Project, facts: ProjectFacts, reason: str | None) -> None:
    steps = points.list_live(ProjectStep, project.id)
    assert facts.pipeline is not None
    way = pipeline_words()[facts.pipeline]
    if any(way.step(step.step) is None for step in steps):
        raise UnknownWordError
    is_open = stand_of(project.pipeline_key, steps[-1]).is_open
    if not is_open and not reason:
        raise ReasonMissingError


def _changes(
    project: Project,
    old: ProjectDetail,
    carriers: list[ProjectOrganization],
    facts: ProjectFacts,
) -> dict[str, list[object]]:
    """Return what is another than before, as the log keeps it."""
    pairs = {name: (getattr(old, name), getattr(facts, name)) for name in DETAIL}
    pairs |= {
        "division": (project.division_code, facts.division_code),
        "pipeline": (project.pipeline_key, facts.pipeline),
        "number": (project.number, facts.number),
        "round": (project.round_id, facts.round_id),
        "organizations": (_told(_as_carriers(carriers)), _told(facts.organizations)),
    }
    return {
        name: [_plain(before), _plain(after)]
        for name, (before, after) in pairs.items()
        if before != after
    }


def _write(
    standpoint: Standpoint,
    project: Project,
    facts: ProjectFacts,
    old: ProjectDetail,
    carriers: list[ProjectOrganization],
    reason: str | None,
) -> None:
    project.division_code = facts.division_code or project.division_code
    project.pipeline_key = facts.pipeline or project.pipeline_key
    project.number, project.round_id = facts.number, facts.round_id
    supersede(old, standpoint)
    add_detail(standpoint, project, facts, reason)
    if _told(_as_carriers(carriers)) != _told(facts.organizations):
        facts_changed(item.organization_id for item in carriers if item.organization_id)
        for item in carriers:
            supersede(item, standpoint)
        add_carriers(standpoint, project, facts)
    facts_changed(organization_ids(facts))
    touch(project)


def _as_carriers(rows: list[ProjectOrganization]) -> tuple[Carrier, ...]:
    return tuple(Carrier(row.organization_id, row.organization_text, row.role) for row in rows)


def _told(carriers: tuple[Carrier, ...]) -> list[list[object]]:
    return [[item.role.value, item.organization_id, item.text] for item in carriers]


def _plain(value: object) -> object:
    """Return the value as JSON holds it."""
    return value if value is None or isinstance(value, int | str | list | dict) else str(value)
