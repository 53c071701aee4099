"""Which organizations are due for a review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Integer, Select, String, cast, func, literal, null, select, type_coerce
from sqlalchemy.orm import aliased

from app.extensions import db
from app.incubation.reviews.models import Review, ReviewState
from app.incubation.reviews.queries import stood_at
from app.organizations.models import Organization, Stage
from app.organizations.sources import Sources
from app.standpoint import Standpoint

# Once a year: the rhythm of the hub's own plans and of the annual inspection (年检).
REVIEWED_EVERY = timedelta(days=365)


@dataclass(frozen=True)
class DueReview:
    """An organization that is due; `last_on` is the day of its latest review, None without any."""

    organization_id: int
    name: str
    stage: str
    last_on: date | None


def due_reviews(standpoint: Standpoint, *, stage: str | None = None) -> Select[Any]:
    """Select organizations in force below the last stage that nobody reviewed for a year."""
    sources = Sources(standpoint)
    word = sources.stage_word
    last_on = _last_on(standpoint)
    higher = aliased(Stage)
    statement = sources.select(
        Organization.id.label("organization_id"),
        Organization.id.label("subject_id"),
        type_coerce(_a_year_after(last_on), Date).label("due_on"),
        cast(null(), Integer).label("owner_id"),
        type_coerce(word.label, String).label("title"),
    ).where(
        sources.in_force(),
        sources.stage.stage.is_not(None),
        select(higher.key)
        .where(higher.rank > word.rank, higher.is_retired.is_(False))
        .correlate(word)
        .exists(),
        func.coalesce(last_on, date.min) <= standpoint.on - REVIEWED_EVERY,
    )
    if stage is not None:
        statement = statement.where(sources.stage.stage == stage)
    return statement  # type: ignore[no-any-return]


def list_due(
    standpoint: Standpoint, *, stage: str | None = None, offset: int = 0, limit: int = 20
) -> Sequence[DueReview]:
    """Return the organizations that are due, by name."""
    due = due_reviews(standpoint, stage=stage)
    statement = (
        due.with_only_columns(
            Organization.id, Organization.name, due.selected_columns.title, _last_on(standpoint)
        )
        .order_by(Organization.sort_key, Organization.id)
        .offset(offset)
        .limit(limit)
    )
    return [DueReview(*row) for row in db.session.execute(statement).tuples()]


def count_due(standpoint: Standpoint, *, stage: str | None = None, up_to: int) -> int:
    """Count the organizations that are due, but stop at `up_to`."""
    some = due_reviews(standpoint, stage=stage).limit(up_to).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _last_on(standpoint: Standpoint) -> Any:
    review = aliased(Review)
    return (
        select(func.max(review.on))
        .where(
            review.organization_id == Organization.id,
            stood_at(standpoint, ReviewState.CONCLUDED, review),
        )
        .correlate(Organization)
        .scalar_subquery()
    )


def _a_year_after(day: Any) -> Any:
    if db.engine.dialect.name == "sqlite":
        return func.date(day, f"+{REVIEWED_EVERY.days} days")
    return day + literal(REVIEWED_EVERY.days, Integer)
