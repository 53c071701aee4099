"""Words the hub chooses itself: growth stages and categories. The same for all divisions."""

from flask import g, has_app_context
from sqlalchemy import select

from app.extensions import db
from app.organizations.models import Category, Stage
from app.organizations.stages import StageWord


def stage_words() -> list[StageWord]:
    """Return the stages, lowest first, retired ones included."""
    if has_app_context() and "stage_words" in g:
        return list(g.stage_words)
    words = [stage.word for stage in db.session.scalars(select(Stage).order_by(Stage.rank))]
    if has_app_context():
        g.stage_words = words
    return words


def stage_word(key: str) -> StageWord | None:
    return next((word for word in stage_words() if word.key == key), None)


def category_labels() -> list[str]:
    return list(db.session.scalars(select(Category.label).order_by(Category.label)))
