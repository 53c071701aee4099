"""What the facts of a project must fit: its division, pipeline, round, period and number."""

from dataclasses import replace

from sqlalchemy import select

from app.divisions.codes import contains
from app.divisions.queries import find_division, within
from app.extensions import db
from app.organizations.errors import UnknownDivisionError
from app.organizations.models import Organization
from app.projects import queries
from app.projects.errors import (
    EndBeforeStartError,
    NumberTakenError,
    OverCapError,
    UnknownCarrierError,
    UnknownWordError,
)
from app.projects.facts import ProjectFacts
from app.projects.models import Project, ProjectOrganization, Round
from app.projects.pipelines import pipeline_of_kind, pipeline_words
from app.projects.words import OrganizationRole
from app.standpoint import Standpoint


def completed(standpoint: Standpoint, facts: ProjectFacts) -> ProjectFacts:
    """Return the facts with division and pipeline filled in."""
    round_ = _round(standpoint, facts)
    pipeline = facts.pipeline or (round_.pipeline_key if round_ else None)
    return replace(
        facts,
        division_code=facts.division_code or _home(standpoint, facts),
        pipeline=pipeline or pipeline_of_kind(facts.kind).key,
        kind=facts.kind or (round_.kind if round_ else None),
    )


def check_facts(standpoint: Standpoint, facts: ProjectFacts, *, but: int | None = None) -> None:
    """Check completed facts; `but` is the project they are of, which may keep its round.

    Raises UnknownDivisionError, UnknownWordError, UnknownCarrierError, EndBeforeStartError,
    NumberTakenError, OverCapError.
    """
    code = facts.division_code or ""
    if not contains(standpoint.division, code) or find_division(code) is None:
        raise UnknownDivisionError
    if facts.pipeline not in pipeline_words():
        raise UnknownWordError
    _check_carriers(standpoint, facts)
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        raise EndBeforeStartError
    if facts.number and _number_is_taken(code, facts.number, but):
        raise NumberTakenError
    round_ = _round(standpoint, facts)
    if round_ is not None and round_.cap is not None and (facts.requested or 0) > round_.cap:
        raise OverCapError


def organization_ids(facts: ProjectFacts) -> list[int]:
    ids = {item.organization_id for item in facts.organizations}
    return sorted(id_ for id_ in ids if id_ is not None)


def _home(standpoint: Standpoint, facts: ProjectFacts) -> str:
    applicants = (
        item.organization_id
        for item in facts.organizations
        if item.role is OrganizationRole.APPLICANT and item.organization_id is not None
    )
    first = next(applicants, None)
    code = first and db.session.scalar(
        select(Organization.division_code).where(
            Organization.id == first, within(Organization.division_code, standpoint)
        )
    )
    return code or standpoint.division


def _round(standpoint: Standpoint, facts: ProjectFacts) -> Round | None:
    if facts.round_id is None:
        return None
    found = queries.find_round(standpoint, facts.round_id)
    if found is None:
        raise UnknownWordError
    return found


def _check_carriers(standpoint: Standpoint, facts: ProjectFacts) -> None:
    keys = [(item.organization_id, item.text, item.role) for item in facts.organizations]
    if len(set(keys)) < len(keys) or not all(id_ or text for id_, text, _role in keys):
        raise UnknownCarrierError
    ids = organization_ids(facts)
    inside = select(Organization.id).where(
        Organization.id.in_(ids), within(Organization.division_code, standpoint)
    )
    if ids and set(db.session.scalars(inside)) != set(ids):
        raise UnknownCarrierError


def _number_is_taken(code: str, number: str, but: int | None) -> bool:
    statement = select(Project.id).where(
        Project.division_code == code, Project.number == number, Project.superseded_at.is_(None)
    )
    return any(id_ != but for id_ in db.session.scalars(statement))


def organization_ids_of(project_id: int) -> list[int]:
    statement = select(ProjectOrganization.organization_id).where(
        ProjectOrganization.project_id == project_id,
        ProjectOrganization.superseded_at.is_(None),
    )
    return sorted({id_ for id_ in db.session.scalars(statement) if id_ is not None})
