"""Pages of projects' results."""

from app.projects.results.views import changing, showing
from app.projects.results.views.blueprint import blueprint

__all__ = ["blueprint", "changing", "showing"]
