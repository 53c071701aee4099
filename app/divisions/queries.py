"""Reads of the tree. It stands below the standpoint's other readers and takes codes."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select, true

from app.divisions.codes import WHOLE, code_range
from app.divisions.models import Division, DivisionLevel
from app.extensions import db
from app.standpoint import Standpoint


def within(code: Any, standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for codes inside the standpoint's division: one range, no round trip."""
    if standpoint.division == WHOLE:
        return true()  # no range to enter by: the order may be walked
    low, high = code_range(standpoint.division)
    return and_(code >= low, code <= high)


def find_division(code: str) -> Division | None:
    return db.session.get(Division, code)


def list_divisions(top: str) -> Sequence[Division]:
    """Return a division and all below it, each before what it contains."""
    low, high = code_range(top)
    statement = select(Division).where(Division.code.between(low, high)).order_by(Division.code)
    return db.session.scalars(statement).all()


def divisions_by_code(codes: Collection[str]) -> dict[str, Division]:
    """Return those of these divisions that there are."""
    found = db.session.scalars(select(Division).where(Division.code.in_(codes)))
    return {division.code: division for division in found}


def list_communities(top: str) -> Sequence[Division]:
    return [item for item in list_divisions(top) if item.level is DivisionLevel.COMMUNITY]


def list_roots() -> Sequence[Division]:
    """Return the topmost divisions that were loaded."""
    statement = select(Division).where(Division.code != WHOLE, Division.parent_code == WHOLE)
    return db.session.scalars(statement.order_by(Division.code)).all()


def path_names(code: str) -> list[str]:
    """Return the names from the topmost loaded division down to this one."""
    names: list[str] = []
    division = find_division(code)
    while division is not None and division.code != WHOLE:
        names.append(division.name)
        division = (division.parent_code and find_division(division.parent_code)) or None
    return names[::-1]
