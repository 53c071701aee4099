"""Reads. Every function takes the standpoint first and shows nothing outside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import select

from app.divisions.models import Division
from app.divisions.queries import within
from app.extensions import db
from app.organizations.models import (
    FormerName,
    GradeChange,
    Organization,
    StageChange,
    StandingChange,
)
from app.standpoint import Standpoint
from app.values.names import match_key

MOST_SHOWN = 5
MOST_HOMES = 2000

Point = TypeVar("Point", StandingChange, StageChange, GradeChange)


def get_organization(
    standpoint: Standpoint, organization_id: int, *, is_locked: bool = False
) -> Organization:
    """Return one organization, whether it existed on the day or not.

    Raises NoResultFound, answered with 404, both when there is none and when it is elsewhere.
    """
    statement = select(Organization).where(
        Organization.id == organization_id, within(Organization.division_code, standpoint)
    )
    if is_locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def list_namesakes(
    standpoint: Standpoint, name: str, *, but: int | None = None
) -> Sequence[Organization]:
    """Return the organizations that bear the name, however it is written; `but` is left out."""
    statement = select(Organization).where(
        Organization.match_key == match_key(name), within(Organization.division_code, standpoint)
    )
    if but is not None:
        statement = statement.where(Organization.id != but)
    return db.session.scalars(statement.order_by(Organization.id).limit(MOST_SHOWN)).all()


def find_by_credit_code(standpoint: Standpoint, code: str) -> Organization | None:
    statement = select(Organization).where(
        Organization.credit_code == code, within(Organization.division_code, standpoint)
    )
    return db.session.scalars(statement).one_or_none()


def list_homes(standpoint: Standpoint, *, near: str | None = None) -> Sequence[Division]:
    """Return the divisions an organization may hang off, each before what it contains.

    Of a view over more than 2,000 only those of the same street as the division `near`.
    """
    homes = _homes(standpoint)
    if len(homes) <= MOST_HOMES:
        return homes
    return [] if near is None else _homes(replace(standpoint, division=f"{near[:9]}000"))


def _homes(standpoint: Standpoint) -> Sequence[Division]:
    statement = select(Division).where(within(Division.code, standpoint))
    return db.session.scalars(statement.order_by(Division.code).limit(MOST_HOMES + 1)).all()


def is_superseded(standpoint: Standpoint, model: type[Point], point_id: int) -> bool:
    """Return whether there is such a change point, no longer live."""
    statement = (
        select(model.id)
        .join(Organization, model.organization_id == Organization.id)
        .where(
            model.id == point_id,
            model.superseded_at.is_not(None),
            within(Organization.division_code, standpoint),
        )
    )
    return db.session.scalar(statement) is not None


def get_point(standpoint: Standpoint, model: type[Point], point_id: int) -> Point:
    """Return a live change point. Raises NoResultFound for a superseded or foreign one."""
    statement = (
        select(model)
        .join(Organization, model.organization_id == Organization.id)
        .where(
            model.id == point_id,
            model.superseded_at.is_(None),
            within(Organization.division_code, standpoint),
        )
    )
    return db.session.scalars(statement).one()


def list_points(
    standpoint: Standpoint, model: type[Point], organization_id: int
) -> Sequence[Point]:
    """Return all points of one organization, superseded ones too, as recorded by `known_at`."""
    get_organization(standpoint, organization_id)
    statement = select(model).where(model.organization_id == organization_id)
    if standpoint.known_at is not None:
        statement = statement.where(model.recorded_at <= standpoint.known_at)
    return db.session.scalars(statement.order_by(model.since, model.recorded_at, model.id)).all()


def list_former_names(standpoint: Standpoint, organization_id: int) -> Sequence[FormerName]:
    statement = (
        select(FormerName)
        .join(Organization, FormerName.organization_id == Organization.id)
        .where(
            FormerName.organization_id == organization_id,
            within(Organization.division_code, standpoint),
        )
    )
    return db.session.scalars(statement.order_by(FormerName.until, FormerName.id)).all()


def list_notes(standpoint: Standpoint, ids: Sequence[int]) -> dict[int, dict[str, dict[str, Any]]]:
    """Return what ledgers said beside the register's columns, by organization."""
    statement = select(Organization.id, Organization.as_written, Organization.extra).where(
        Organization.id.in_(ids), within(Organization.division_code, standpoint)
    )
    return {
        id_: {"as_written": as_written, "extra": extra}
        for id_, as_written, extra in db.session.execute(statement).tuples()
    }
