"""Reads of reviews. Every function takes the standpoint first and shows nothing outside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from app.divisions.queries import within
from app.extensions import db
from app.incubation.criteria.gates import Answer
from app.incubation.criteria.models import Criterion, CriterionSet
from app.incubation.reviews.models import Review, ReviewScore, ReviewState
from app.incubation.reviews.scoring import is_enough
from app.organizations.models import Organization
from app.standpoint import Standpoint


@dataclass(frozen=True)
class ReviewFilter:
    """What to show of the reviews; None means all."""

    state: ReviewState | None = None
    to_stage: str | None = None
    reviewer_id: int | None = None
    organization_id: int | None = None


@dataclass(frozen=True)
class ScoredCriterion:
    """A criterion with what a review said of it."""

    criterion: Criterion
    score: ReviewScore


def latest_answers(
    standpoint: Standpoint, organization_ids: Sequence[int]
) -> dict[int, dict[int, Answer]]:
    """Return, per organization and criterion, what the latest concluded review scored."""
    statement = (
        select(
            Review.organization_id, ReviewScore.criterion_id, ReviewScore.score, ReviewScore.note
        )
        .join(ReviewScore, ReviewScore.review_id == Review.id)
        .join(Organization, Review.organization_id == Organization.id)
        .where(
            Review.organization_id.in_(organization_ids),
            ReviewScore.score.is_not(None),
            within(Organization.division_code, standpoint),
            stood_at(standpoint, ReviewState.CONCLUDED),
        )
        .order_by(Review.on, Review.concluded_at, Review.id)
    )
    answers: dict[int, dict[int, Answer]] = {}
    for organization_id, criterion_id, score, note in db.session.execute(statement):
        found = answers.setdefault(organization_id, {})
        found[criterion_id] = Answer(criterion_id, is_enough(score), fact=note)
    return answers


def get_review(standpoint: Standpoint, review_id: int, *, is_locked: bool = False) -> Review:
    """Return one review with its organization, set and scores. Raises NoResultFound outside."""
    statement = (
        select(Review)
        .join(Review.organization)
        .options(
            contains_eager(Review.organization),
            selectinload(Review.criterion_set).selectinload(CriterionSet.criteria),
            selectinload(Review.scores),
        )
        .where(Review.id == review_id, within(Organization.division_code, standpoint))
    )
    if is_locked:
        statement = statement.with_for_update(of=Review).execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def list_reviews(
    standpoint: Standpoint, wanted: ReviewFilter, *, offset: int = 0, limit: int = 20
) -> Sequence[Review]:
    """Return reviews with their organizations, the latest day first."""
    statement = _matching(standpoint, wanted).options(contains_eager(Review.organization))
    statement = statement.order_by(Review.on.desc(), Review.id.desc())
    return db.session.scalars(statement.offset(offset).limit(limit)).all()


def count_reviews(standpoint: Standpoint, wanted: ReviewFilter, *, up_to: int) -> int:
    """Count the reviews, but stop at `up_to`."""
    some = _matching(standpoint, wanted).with_only_columns(Review.id).limit(up_to).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def find_previous(standpoint: Standpoint, review: Review) -> Review | None:
    """Return the organization's latest concluded review of an earlier day, its scores loaded."""
    statement = _matching(
        standpoint,
        ReviewFilter(ReviewState.CONCLUDED, organization_id=review.organization_id),
    ).where(Review.on < review.on, Review.id != review.id)
    statement = statement.options(selectinload(Review.scores))
    latest = statement.order_by(Review.on.desc(), Review.id.desc()).limit(1)
    return db.session.scalars(latest).first()


def find_draft(
    standpoint: Standpoint, organization_id: int, on: date, to_stage: str
) -> Review | None:
    """Return the viewer's own draft of an organization for that day and gate."""
    statement = (
        select(Review)
        .join(Review.organization)
        .where(
            Review.organization_id == organization_id,
            Review.reviewer_id == standpoint.viewer,
            Review.state == ReviewState.DRAFT,
            Review.on == on,
            Review.to_stage == to_stage,
            within(Organization.division_code, standpoint),
        )
    )
    return db.session.scalars(statement.order_by(Review.id).limit(1)).first()


def list_scored(standpoint: Standpoint, review_id: int) -> list[ScoredCriterion]:
    """Return what a review says of each criterion, in the order of its set; retired ones too."""
    statement = (
        select(Criterion, ReviewScore)
        .join(ReviewScore, ReviewScore.criterion_id == Criterion.id)
        .join(Review, ReviewScore.review_id == Review.id)
        .join(Organization, Review.organization_id == Organization.id)
        .where(Review.id == review_id, within(Organization.division_code, standpoint))
        .order_by(Criterion.position, Criterion.id)
    )
    return [ScoredCriterion(*row) for row in db.session.execute(statement).tuples()]


def list_reviewers(standpoint: Standpoint) -> list[int]:
    """Return the accounts that reviewed anything here."""
    statement = _matching(standpoint, ReviewFilter()).with_only_columns(Review.reviewer_id)
    return list(db.session.scalars(statement.distinct().order_by(Review.reviewer_id)))


def stood_at(
    standpoint: Standpoint, state: ReviewState, review: Any = Review
) -> ColumnElement[bool]:
    """Hold for reviews of a day up to the standpoint's that were in `state`, as known there."""
    if standpoint.known_at is None:
        return and_(review.on <= standpoint.on, review.state == state)
    known_at = standpoint.known_at
    is_concluded = review.concluded_at <= known_at
    is_withdrawn = review.superseded_at <= known_at
    is_open = or_(review.superseded_at.is_(None), review.superseded_at > known_at)
    holds = {
        ReviewState.DRAFT: and_(
            or_(review.concluded_at.is_(None), review.concluded_at > known_at), is_open
        ),
        ReviewState.CONCLUDED: and_(is_concluded, is_open),
        ReviewState.WITHDRAWN: is_withdrawn,
    }
    return and_(review.on <= standpoint.on, review.recorded_at <= known_at, holds[state])


def _matching(standpoint: Standpoint, wanted: ReviewFilter) -> Select[tuple[Review]]:
    statement = (
        select(Review)
        .join(Review.organization)
        .where(within(Organization.division_code, standpoint))
    )
    if wanted.state is None:
        states = [stood_at(standpoint, state) for state in ReviewState]
        statement = statement.where(or_(*states))
    else:
        statement = statement.where(stood_at(standpoint, wanted.state))
    if wanted.to_stage is not None:
        statement = statement.where(Review.to_stage == wanted.to_stage)
    if wanted.reviewer_id is not None:
        statement = statement.where(Review.reviewer_id == wanted.reviewer_id)
    if wanted.organization_id is not None:
        statement = statement.where(Review.organization_id == wanted.organization_id)
    return statement
