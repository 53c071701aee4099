"""Pages of brands and honors."""

from app.projects.recognitions.views import changing, listing, recording
from app.projects.recognitions.views.blueprint import blueprint

__all__ = ["blueprint", "changing", "listing", "recording"]
