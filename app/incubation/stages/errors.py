"""What can be wrong with a move between stages, besides what organizations refuse."""

from collections.abc import Sequence

from app.organizations.errors import ChangeRefusedError


class GateNotPassedError(ChangeRefusedError):
    """Required criteria are unmet, and no reason was given; `unmet` are their texts."""

    def __init__(self, unmet: Sequence[str]) -> None:
        super().__init__(", ".join(unmet))
        self.unmet = tuple(unmet)


class ReviewNotCitableError(ChangeRefusedError):
    """The review is not concluded, of a later day, or another organization's."""
