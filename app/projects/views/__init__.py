"""Pages of projects and rounds."""

from app.projects.views import boards, entering, listing, organization, rounds, showing, stepping
from app.projects.views.blueprint import blueprint, rounds_blueprint

__all__ = [
    "blueprint",
    "boards",
    "entering",
    "listing",
    "organization",
    "rounds",
    "rounds_blueprint",
    "showing",
    "stepping",
]
