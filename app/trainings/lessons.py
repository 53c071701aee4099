"""Lessons (学时): what minutes of training count for."""

from typing import Any

from flask import current_app
from sqlalchemy import func


def lesson_minutes() -> int:
    """Return how many minutes make a lesson in this installation."""
    minutes: int = current_app.config["LESSON_MINUTES"]
    return minutes


def lessons(minutes: Any) -> Any:
    """Select the lessons that minutes are; unknown minutes count 0."""
    return func.coalesce(minutes, 0) / float(lesson_minutes())
