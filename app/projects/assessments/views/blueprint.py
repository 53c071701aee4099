from typing import Any

from flask import Blueprint, url_for

from app.accounts.guards import standpoint, viewer
from app.standpoint import as_query

blueprint = Blueprint("assessments", __name__, url_prefix="/projects")
SUBJECT = "assessment"  # what files are attached to


def look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}


def list_of(project_id: int) -> str:
    return url_for("assessments.of_project", project_id=project_id, **look())
