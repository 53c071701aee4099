"""What can be wrong with what is asked of an assessment, beyond what any change may be."""

from collections.abc import Sequence

from app.organizations.errors import ChangeRefusedError


class BeforeProjectError(ChangeRefusedError):
    """The day is before the first step of the project."""


class RectificationDayError(ChangeRefusedError):
    """What is to be put right would be due, or done, before it was found."""


class NothingToRectifyError(ChangeRefusedError):
    """Nothing is to be put right, or it has been."""


class BelowPassLineError(ChangeRefusedError):
    """A passing result is stated although the points are below the line."""


class NotScoredKindError(ChangeRefusedError):
    """Points are given only in reviews of the application, of mid-term and of the end."""


class UnknownExpertError(ChangeRefusedError):
    """The expert is not in the pool in view."""


class PointsError(ChangeRefusedError):
    """A criterion has no points, or more than it may get."""

    def __init__(self, criteria: Sequence[str]) -> None:
        super().__init__("; ".join(criteria))
        self.criteria = criteria


class RecusedError(ChangeRefusedError):
    """The expert is linked to organizations of the project and may not score it."""

    def __init__(self, organizations: Sequence[str]) -> None:
        super().__init__("; ".join(organizations))
        self.organizations = organizations


class StaleAssessmentError(ChangeRefusedError):
    """Somebody changed the same assessment since the form was opened."""
