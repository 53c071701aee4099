"""What people, links and qualifications are at a standpoint, as SQL."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from app.divisions.queries import within
from app.history.points import at, known
from app.organizations.models import Organization, StandingChange
from app.organizations.standings import IN_FORCE
from app.people.labels import LEVEL_RANKS
from app.people.models import Person, PersonLink, Qualification
from app.standpoint import Standpoint


def in_view(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for people of the division, and those ever linked to an organization in it."""
    linked = (
        select(1)
        .select_from(PersonLink)
        .join(Organization, Organization.id == PersonLink.organization_id)
        .where(
            PersonLink.person_id == Person.id,
            PersonLink.superseded_at.is_(None),
            within(Organization.division_code, standpoint),
        )
        .correlate(Person)
        .exists()
    )
    return or_(within(Person.division_code, standpoint), linked)


def in_effect(link: Any, standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for links that stand on the day."""
    return and_(
        known(link, standpoint),
        link.since <= standpoint.on,
        or_(link.until.is_(None), link.until > standpoint.on),
    )


def has_link(standpoint: Standpoint, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Hold for people linked on the day to an organization of the division, the rest holding too.

    The conditions are about PersonLink and Organization.
    """
    return (
        select(1)
        .select_from(PersonLink)
        .join(Organization, Organization.id == PersonLink.organization_id)
        .where(
            PersonLink.person_id == Person.id,
            in_effect(PersonLink, standpoint),
            within(Organization.division_code, standpoint),
            *conditions,
        )
        .correlate(Person)
        .exists()
    )


def counts_as_linked(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for people linked on the day to an organization in force, branches left out."""
    standing = aliased(StandingChange)
    in_force = (
        select(1)
        .where(
            standing.organization_id == Organization.id,
            at(standing, standpoint),
            standing.standing.in_(IN_FORCE),
        )
        .correlate(Organization)
        .exists()
    )
    return has_link(standpoint, in_force, Organization.is_branch.is_(False))


def level_rank(standpoint: Standpoint, person_id: Any = Person.id) -> Any:
    """Select the rank of the highest level the person holds on the day, NULL for none."""
    held = aliased(Qualification)
    return (
        select(func.max(case(LEVEL_RANKS, value=held.level)))
        .where(
            held.person_id == person_id,
            known(held, standpoint),
            held.obtained_on <= standpoint.on,
        )
        .scalar_subquery()
    )
