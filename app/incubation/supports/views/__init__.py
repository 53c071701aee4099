"""Pages of the support log."""

from app.incubation.supports.views import changing, exporting, listing, recording
from app.incubation.supports.views.blueprint import blueprint

__all__ = ["blueprint", "changing", "exporting", "listing", "recording"]
