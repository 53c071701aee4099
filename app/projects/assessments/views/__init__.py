"""Pages of assessments."""

from app.projects.assessments.views import listing, ranking, recording, scoring
from app.projects.assessments.views.blueprint import blueprint

__all__ = ["blueprint", "listing", "ranking", "recording", "scoring"]
