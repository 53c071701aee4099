"""Views of reviews: lists, one review, and the drafts of reviewers."""

from app.incubation.reviews.views import drafts, listing, showing
from app.incubation.reviews.views.blueprint import blueprint

__all__ = ["blueprint", "drafts", "listing", "showing"]
