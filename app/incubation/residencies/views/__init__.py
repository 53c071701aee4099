"""Pages of residencies."""

from app.incubation.residencies.views import (
    applying,
    handing_over,
    listing,
    rooms,
    showing,
    stepping,
)
from app.incubation.residencies.views.blueprint import blueprint

__all__ = ["applying", "blueprint", "handing_over", "listing", "rooms", "showing", "stepping"]
