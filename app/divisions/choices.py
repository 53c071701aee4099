"""The divisions a viewer may choose between, never more than a page can show."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from app.divisions.codes import LENGTH, STEPS, code_range
from app.divisions.models import Division, DivisionLevel
from app.divisions.queries import within
from app.extensions import db
from app.standpoint import Standpoint

MOST = 300


def list_choices(standpoint: Standpoint, top: str) -> Sequence[Division]:
    """Return what may be looked at below `top`, the viewer's own, each before what it contains.

    Of a tree with more than 300 divisions: the way down to the one looked at, and its parts.
    """
    below = select(Division).where(Division.code.between(*code_range(top)))
    found = db.session.scalars(below.order_by(Division.code).limit(MOST + 1)).all()
    if len(found) <= MOST:
        return found
    here = standpoint.division
    way = [here[:step].ljust(LENGTH, "0") for step in STEPS]
    near = below.where(or_(Division.code.in_(way), Division.parent_code == here))
    return db.session.scalars(near.order_by(Division.code).limit(MOST)).all()


def list_communities(standpoint: Standpoint) -> Sequence[Division]:
    """Return the communities in view; none of more than 300, for nobody finds one there."""
    statement = select(Division).where(
        within(Division.code, standpoint), Division.level == DivisionLevel.COMMUNITY
    )
    found = db.session.scalars(statement.order_by(Division.code).limit(MOST + 1)).all()
    return found if len(found) <= MOST else []
