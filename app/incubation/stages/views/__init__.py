"""Views of moves between stages: of one organization, and of several at once."""

from app.incubation.stages.views import bulk, one
from app.incubation.stages.views.blueprint import blueprint

__all__ = ["blueprint", "bulk", "one"]
