"""What every operation on an organization, and on what is told of it, begins with."""

from typing import TypeVar

from app.audit.operations import Subject, instant
from app.organizations import queries
from app.organizations.errors import KnownAtRefusedError
from app.organizations.followers import facts_changed
from app.organizations.models import GradeChange, Organization, StageChange, StandingChange
from app.standpoint import Standpoint

Point = TypeVar("Point", StandingChange, StageChange, GradeChange)


def take_place(standpoint: Standpoint) -> None:
    """Take the place among the writers before anything is read. Raises KnownAtRefusedError."""
    if standpoint.known_at is not None:
        raise KnownAtRefusedError
    instant()


def organization_to_change(standpoint: Standpoint, organization_id: int) -> Organization:
    """Return the organization, its row held until the end of the transaction.

    Raises KnownAtRefusedError, and NoResultFound for one outside the standpoint.
    """
    take_place(standpoint)
    return queries.get_organization(standpoint, organization_id, is_locked=True)


def point_to_change(
    standpoint: Standpoint, model: type[Point], point_id: int
) -> tuple[Organization, Point]:
    """Return a live change point and its organization, that row held.

    Raises KnownAtRefusedError, and NoResultFound for a superseded point or one outside.
    """
    take_place(standpoint)
    point = queries.get_point(standpoint, model, point_id)
    organization = queries.get_organization(standpoint, point.organization_id, is_locked=True)
    return organization, point


def subject(organization: Organization) -> Subject:
    return Subject("organization", organization.id, organization.name, organization.division_code)


def touch(organization: Organization) -> None:
    """Note that something of the organization changed, for all who follow its facts."""
    organization.changed_at = instant()
    organization.version += 1
    facts_changed([organization.id])
