"""Beginning a review."""

from datetime import date

from app.audit import operations as audit
from app.extensions import db
from app.incubation.criteria.queries import find_set_in_force
from app.incubation.reviews import queries
from app.incubation.reviews.asking import check_day, next_stage
from app.incubation.reviews.errors import NoCriteriaError
from app.incubation.reviews.models import Review, ReviewState
from app.incubation.reviews.operations.subject import subject
from app.organizations.operations.subject import organization_to_change
from app.standpoint import Standpoint


def begin_review(standpoint: Standpoint, organization_id: int, on: date) -> Review:
    """Return a new draft of the viewer's; one that the viewer has of that day already stays.

    Others' drafts are left alone. Raises FutureDayError, BeforeExistenceError, NotInForceError,
    NothingAboveError, NoCriteriaError.
    """
    organization = organization_to_change(standpoint, organization_id)
    check_day(organization.id, on)
    to_stage = next_stage(organization.id, on)
    criterion_set = find_set_in_force(standpoint, on)
    if criterion_set is None:
        raise NoCriteriaError
    draft = queries.find_draft(standpoint, organization.id, on, to_stage.key)
    if draft is not None:
        return draft
    review = Review(
        organization=organization,
        set_id=criterion_set.id,
        to_stage=to_stage.key,
        on=on,
        state=ReviewState.DRAFT,
        reviewer_id=standpoint.viewer,
        recorded_at=audit.instant(),
    )
    db.session.add(review)
    db.session.flush()
    audit.record(
        "review:begin", subject(review), by=standpoint.viewer, on=str(on), to_stage=to_stage.key
    )
    return review
