"""The dictionary of training categories (培训类别)."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.audit import operations as audit
from app.extensions import db
from app.standpoint import Standpoint
from app.trainings.models import TrainingCategory
from app.values.names import match_key


def list_categories() -> Sequence[TrainingCategory]:
    """Return all categories, retired ones too, in their order."""
    statement = select(TrainingCategory).order_by(TrainingCategory.position, TrainingCategory.id)
    return db.session.scalars(statement).all()


def category_labels() -> dict[int, str]:
    return {category.id: category.label for category in list_categories()}


def find_or_add_category(standpoint: Standpoint, label: str) -> int:
    """Return the number of the category so called; a word not met before becomes a new one."""
    wanted = match_key(label)
    for category in list_categories():
        if match_key(category.label) == wanted:
            return category.id
    last = db.session.scalar(select(func.max(TrainingCategory.position))) or 0
    category = TrainingCategory(label=label.strip(), position=last + 1)
    db.session.add(category)
    db.session.flush()
    audit.record(
        "training:category:add",
        audit.Subject("training_category", category.id, category.label),
        by=standpoint.viewer,
    )
    return category.id
