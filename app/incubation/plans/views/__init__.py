"""Pages of growth plans."""

from app.incubation.plans.views import changing, dictionary, listing, making
from app.incubation.plans.views.blueprint import blueprint

__all__ = ["blueprint", "changing", "dictionary", "listing", "making"]
