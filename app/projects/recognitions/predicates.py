"""Which recognitions hold at a standpoint, and which of several of one subject count."""

from enum import StrEnum
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.divisions.queries import within
from app.history.points import known
from app.organizations.models import Organization
from app.projects.levels import rank_of
from app.projects.models import Project, ProjectOrganization, Recognition
from app.projects.words import OrganizationRole
from app.standpoint import Standpoint


class CountingRule(StrEnum):
    """How often something counts that bears brands of several levels."""

    HIGHEST = "highest"  # once, at the highest
    EACH = "each"  # once at each of them


def counting_rule() -> CountingRule:
    """Return the rule of this installation."""
    return CountingRule(current_app.config["BRAND_COUNTING"])


def was_awarded(standpoint: Standpoint, model: Any = Recognition) -> ColumnElement[bool]:
    """Hold for what was awarded by the day, as known then; withdrawn projects bear nothing."""
    project = aliased(Project)
    is_there = select(1).where(project.id == model.project_id, known(project, standpoint))
    return and_(
        known(model, standpoint),
        model.awarded_on <= standpoint.on,
        or_(model.project_id.is_(None), is_there.correlate(model).exists()),
    )


def in_force(standpoint: Standpoint, model: Any = Recognition) -> ColumnElement[bool]:
    """Hold for what was awarded, has not run out and was not revoked by the day."""
    return and_(
        was_awarded(standpoint, model),
        or_(model.valid_until.is_(None), model.valid_until >= standpoint.on),
        or_(model.revoked_on.is_(None), model.revoked_on > standpoint.on),
    )


def is_counted_brand(standpoint: Standpoint, rule: CountingRule) -> ColumnElement[bool]:
    """Hold for the brands in force that count: the others of the same subject give way.

    Of several of one level the one recorded first counts.
    """
    other = aliased(Recognition)
    is_before = and_(other.level == Recognition.level, other.id < Recognition.id)
    if rule is CountingRule.HIGHEST:
        is_before = or_(rank_of(other.level) < rank_of(Recognition.level), is_before)
    rival = select(1).where(
        other.is_brand.is_(True),
        is_of_same_subject(other),
        in_force(standpoint, other),
        within(other.division_code, standpoint),
        is_before,
    )
    return and_(
        Recognition.is_brand.is_(True),
        in_force(standpoint),
        ~rival.correlate(Recognition).exists(),
    )


def is_of_same_subject(other: Any) -> ColumnElement[bool]:
    """Hold for recognitions of the same project, else organization, else person."""
    return or_(
        other.project_id == Recognition.project_id,
        and_(
            _is_own(other),
            _is_own(Recognition),
            other.organization_id == Recognition.organization_id,
            func.coalesce(other.person_name, "") == func.coalesce(Recognition.person_name, ""),
        ),
        other.id == Recognition.id,
    )


def is_of_organization(
    model: Any, organization_id: Any, standpoint: Standpoint
) -> ColumnElement[bool]:
    """Hold for recognitions of the organization itself, and of projects it carries out."""
    carried = select(ProjectOrganization.project_id).where(
        ProjectOrganization.organization_id == organization_id,
        ProjectOrganization.role == OrganizationRole.APPLICANT,
        known(ProjectOrganization, standpoint),
    )
    return or_(
        model.organization_id == organization_id,
        model.project_id.in_(carried.correlate(Organization)),
    )


def _is_own(model: Any) -> ColumnElement[bool]:
    """Hold for what was not awarded to a project."""
    is_own: ColumnElement[bool] = model.project_id.is_(None)
    return is_own
