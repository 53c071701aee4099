"""Views of changes to organizations, a module for each kind of change."""

from app.organizations.views import editing, grade, registering, standing
from app.organizations.views.blueprint import blueprint

__all__ = ["blueprint", "editing", "grade", "registering", "standing"]
