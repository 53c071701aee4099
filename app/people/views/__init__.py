"""Pages of people, and of the mentors among them."""

from app.people.views import (
    adding,
    changing,
    linking,
    listing,
    looking,
    masking,
    organizations,
    pool,
)
from app.people.views.blueprints import mentors, people

__all__ = [
    "adding",
    "changing",
    "linking",
    "listing",
    "looking",
    "masking",
    "mentors",
    "organizations",
    "people",
    "pool",
]
