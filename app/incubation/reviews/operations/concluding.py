"""Concluding a review, which then counts, and withdrawing one."""

from typing import Any

from app.audit import operations as audit
from app.extensions import db
from app.incubation.criteria.gates import Gate
from app.incubation.criteria.models import Criterion
from app.incubation.reviews.asking import Questions, check_day, questions_of
from app.incubation.reviews.errors import NotDraftError, UnscoredError
from app.incubation.reviews.models import Review, ReviewScore, ReviewState
from app.incubation.reviews.operations.subject import draft_to_change, review_to_change, subject
from app.incubation.reviews.scoring import is_enough
from app.organizations.errors import ReasonMissingError
from app.organizations.followers import facts_changed
from app.standpoint import Standpoint


def conclude_review(standpoint: Standpoint, review_id: int) -> Review:
    """Make the saved draft count: keep the register's answers and the gate as they are now.

    Raises FutureDayError, BeforeExistenceError, NotInForceError, UnscoredError,
    ReasonMissingError (without recommendation and conclusion), NotDraftError, NotOwnDraftError.
    """
    review = draft_to_change(standpoint, review_id)
    check_day(review.organization_id, review.on)
    if review.recommendation is None or not review.conclusion:
        raise ReasonMissingError
    questions = questions_of(standpoint, review)
    points = {score.criterion_id: score.score for score in review.scores}
    unscored = [item.id for item in questions.for_people if points.get(item.id) is None]
    if unscored:
        raise UnscoredError(unscored)
    _keep_answers(review, questions)
    gate = questions.gate(review, points)
    review.gate = _snapshot(gate)
    review.state = ReviewState.CONCLUDED
    review.concluded_at, review.concluded_by = audit.instant(), standpoint.viewer
    review.version += 1
    db.session.flush()
    facts_changed([review.organization_id])
    audit.record(
        "review:conclude",
        subject(review),
        by=standpoint.viewer,
        recommendation=review.recommendation.value,
        missing=gate.missing,
    )
    return review


def withdraw_review(standpoint: Standpoint, review_id: int, reason: str | None) -> Review:
    """Take a review back, also another's; it stays readable and counts no longer.

    Raises NotDraftError for one withdrawn already, ReasonMissingError for a concluded one.
    """
    review = review_to_change(standpoint, review_id)
    if review.state is ReviewState.WITHDRAWN:
        raise NotDraftError
    was = review.state
    if was is ReviewState.CONCLUDED and not reason:
        raise ReasonMissingError
    review.state, review.reason = ReviewState.WITHDRAWN, reason
    review.superseded_at, review.superseded_by = audit.instant(), standpoint.viewer
    review.version += 1
    db.session.flush()
    facts_changed([review.organization_id])
    audit.record(
        "review:withdraw",
        subject(review),
        by=standpoint.viewer,
        state=[was.value, review.state.value],
        reason=reason,
    )
    return review


def _keep_answers(review: Review, questions: Questions) -> None:
    """Keep what was answered to each criterion asked; drop what is asked no longer."""
    kept = {score.criterion_id: score for score in review.scores}
    asked = {item.id for item in questions.criteria}
    for score in list(review.scores):
        if score.criterion_id not in asked:
            review.scores.remove(score)
            db.session.delete(score)
    for item in questions.criteria:
        answered = kept.get(item.id)
        if answered is None:
            answered = ReviewScore(criterion_id=item.id)
            review.scores.append(answered)
        _answer(answered, item, questions)


def _answer(score: ReviewScore, criterion: Criterion, questions: Questions) -> None:
    if criterion.id not in questions.automatic:
        score.is_met = is_enough(score.score)
        return
    answer = questions.facts.get(criterion.id)
    score.score = None
    score.is_met = None if answer is None else answer.is_met
    score.fact = None if answer is None else answer.fact


def _snapshot(gate: Gate) -> dict[str, Any]:
    return {
        "passed": gate.is_passed,
        "missing": gate.missing,
        "total": gate.total,
        "met": gate.met,
        "unmet": [item.id for item in gate.unmet],
        "unmet_required": [item.id for item in gate.unmet_required],
    }
