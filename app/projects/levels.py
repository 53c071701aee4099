"""Which level of projects and recognitions is higher. Pure."""

from typing import Any

from sqlalchemy import case

from app.projects.words import Level

LEVELS = tuple(Level)  # the highest first


def rank_of(level: Any) -> Any:
    """Select the place of a level: 0 is the highest."""
    return case({item: place for place, item in enumerate(LEVELS)}, value=level)
