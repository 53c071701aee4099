from typing import Any

from flask import Blueprint, url_for

from app.accounts.guards import standpoint, viewer
from app.standpoint import as_query

blueprint = Blueprint("projects", __name__)
rounds_blueprint = Blueprint("rounds", __name__, url_prefix="/projects/rounds")


def look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}


def page_of_project(project_id: int) -> str:
    return url_for("projects.show", project_id=project_id, **look())
