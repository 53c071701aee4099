"""What the views of this package have in common: one write, and the way back."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import abort, request, url_for
from sqlalchemy.exc import NoResultFound

from app.accounts.guards import standpoint
from app.extensions import db
from app.history.points import DayTakenError
from app.organizations import queries
from app.organizations.errors import ChangeRefusedError
from app.organizations.forms.refusals import RefusableForm
from app.organizations.models import GradeChange, StageChange, StandingChange
from app.turns import writing
from app.web.links import local_path

Point = TypeVar("Point", StandingChange, StageChange, GradeChange)


def is_written(form: RefusableForm, write: Callable[[], object]) -> bool:
    """Write in a turn of its own and commit; a refusal becomes an error of the form."""
    try:
        with writing():
            write()
            db.session.commit()
    except (ChangeRefusedError, DayTakenError) as error:
        form.refuse(error)
        return False
    return True


def way_back(organization_id: int) -> str:
    """Return where one came from, at the organization's row; without that, its own page."""
    path = local_path(request.values.get("next"))
    if path is None:
        return url_for("register.detail", organization_id=organization_id)
    return path if "#" in path else f"{path}#organization-{organization_id}"


def get_point(model: type[Point], organization_id: int, point_id: int) -> Point:
    """Return a live change point of the organization, to be corrected or withdrawn.

    Answers 409 when somebody else did so since the page was opened.
    """
    try:
        point = queries.get_point(standpoint(), model, point_id)
    except NoResultFound:
        if queries.is_superseded(standpoint(), model, point_id):
            abort(409)
        raise
    if point.organization_id != organization_id:
        abort(404)
    return point


def live_points(model: type[Point], organization_id: int) -> Sequence[Point]:
    """Return what the history says today, the latest first."""
    points = queries.list_points(standpoint(), model, organization_id)
    return [point for point in reversed(points) if point.superseded_at is None]
