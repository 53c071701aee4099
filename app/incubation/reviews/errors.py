"""What can be wrong with a review. Views turn each into an error at its field."""

from collections.abc import Sequence

from app.incubation.reviews.models import Review
from app.organizations.errors import ChangeRefusedError


class NotInForceError(ChangeRefusedError):
    """The organization was deregistered or revoked on the day of the review."""


class NothingAboveError(ChangeRefusedError):
    """No stage follows the one the organization was at."""


class NoCriteriaError(ChangeRefusedError):
    """No set of criteria was in force on the day of the review."""


class NotDraftError(ChangeRefusedError):
    """The review was concluded or withdrawn."""


class NotOwnDraftError(ChangeRefusedError):
    """The draft is another reviewer's."""


class UnscoredError(ChangeRefusedError):
    """Criteria that a person answers have no score yet."""

    def __init__(self, criterion_ids: Sequence[int]) -> None:
        super().__init__(criterion_ids)
        self.criterion_ids = criterion_ids


class StaleReviewError(ChangeRefusedError):
    """The draft was saved since the form was opened."""

    def __init__(self, current: Review) -> None:
        super().__init__(current.id)
        self.current = current
