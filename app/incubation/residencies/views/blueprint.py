from typing import Any

from flask import Blueprint, url_for

from app.accounts.guards import standpoint, viewer
from app.standpoint import as_query

blueprint = Blueprint("residencies", __name__)


def look() -> dict[str, Any]:
    """Return the standpoint as it travels in links."""
    return {**as_query(standpoint(), own_division=viewer().division_code)}


def page_of_residency(residency_id: int) -> str:
    return url_for("residencies.show", residency_id=residency_id)
