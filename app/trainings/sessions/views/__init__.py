"""Pages of training sessions."""

from app.trainings.sessions.views import (
    inviting,
    listing,
    matching,
    recording,
    showing,
    signing_in,
    signing_up,
)
from app.trainings.sessions.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "inviting",
    "listing",
    "matching",
    "recording",
    "showing",
    "signing_in",
    "signing_up",
]
