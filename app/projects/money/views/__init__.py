"""Pages of projects' money."""

from app.projects.money.views import changing, showing, totaling
from app.projects.money.views.blueprint import blueprint

__all__ = ["blueprint", "changing", "showing", "totaling"]
