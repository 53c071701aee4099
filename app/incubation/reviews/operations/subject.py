"""What every operation on a review begins with."""

from app.audit.operations import Subject
from app.incubation.reviews import queries
from app.incubation.reviews.errors import NotDraftError, NotOwnDraftError
from app.incubation.reviews.models import Review, ReviewState
from app.organizations.operations.subject import take_place
from app.standpoint import Standpoint


def review_to_change(standpoint: Standpoint, review_id: int) -> Review:
    """Return the review, its row held until the end of the transaction."""
    take_place(standpoint)
    return queries.get_review(standpoint, review_id, is_locked=True)


def draft_to_change(standpoint: Standpoint, review_id: int) -> Review:
    """Return the viewer's own draft. Raises NotDraftError and NotOwnDraftError."""
    review = review_to_change(standpoint, review_id)
    if review.state is not ReviewState.DRAFT:
        raise NotDraftError
    if review.reviewer_id != standpoint.viewer:
        raise NotOwnDraftError
    return review


def subject(review: Review) -> Subject:
    organization = review.organization
    return Subject("review", review.id, organization.name, organization.division_code)
