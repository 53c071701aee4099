"""Saving a draft: scores, notes, and what the reviewer is about to conclude."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.audit import operations as audit
from app.extensions import db
from app.incubation.reviews.asking import questions_of
from app.incubation.reviews.errors import StaleReviewError
from app.incubation.reviews.models import Recommendation, Review, ReviewScore
from app.incubation.reviews.operations.subject import draft_to_change, subject
from app.standpoint import Standpoint


@dataclass(frozen=True)
class ScoreEntry:
    """What the reviewer says of one criterion; points only where a person answers."""

    criterion_id: int
    score: int | None
    note: str | None = None


@dataclass(frozen=True)
class DraftEdit:
    """A checked request to save; `version` is the one the form was made from."""

    version: int
    scores: Sequence[ScoreEntry]
    recommendation: Recommendation | None = None
    conclusion: str | None = None


def save_scores(standpoint: Standpoint, review_id: int, edit: DraftEdit) -> Review:
    """Keep what was entered; criteria that the draft does not ask are left out.

    Raises StaleReviewError, NotDraftError, NotOwnDraftError.
    """
    review = draft_to_change(standpoint, review_id)
    if edit.version != review.version:
        raise StaleReviewError(review)
    questions = questions_of(standpoint, review)
    asked = {item.id for item in questions.criteria}
    kept = {score.criterion_id: score for score in review.scores}
    for entry in edit.scores:
        if entry.criterion_id in asked:
            by_people = entry.criterion_id not in questions.automatic
            _keep(review, kept.get(entry.criterion_id), entry, by_people=by_people)
    review.recommendation = edit.recommendation
    review.conclusion = edit.conclusion
    review.version += 1
    db.session.flush()
    audit.record("review:save", subject(review), by=standpoint.viewer, version=review.version)
    return review


def _keep(review: Review, score: ReviewScore | None, entry: ScoreEntry, *, by_people: bool) -> None:
    if score is None:
        score = ReviewScore(criterion_id=entry.criterion_id)
        review.scores.append(score)
    score.score = entry.score if by_people else None
    score.note = entry.note
