"""What can be wrong with a change asked for. Views turn each into an error at its field."""

from collections.abc import Sequence

from app.organizations.errors import ChangeRefusedError


class PapersNotCompleteError(ChangeRefusedError):
    """Required papers are not approved; `labels` names them."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(*labels)
        self.labels = labels


class ConditionsUnmetError(ChangeRefusedError):
    """Not every condition is met, and no reason is given."""


class NoRuleError(ChangeRefusedError):
    """No authority above the organization has a pattern for its numbers."""


class NumberTakenError(ChangeRefusedError):
    """The authority gave the number before, or an organization in its area bears it."""


class NotFileableError(ChangeRefusedError):
    """The organization is filed or registered already, or was revoked."""


class UnknownPaperError(ChangeRefusedError):
    """There is no such paper, or it is no longer asked for."""


class DivisionHasRuleError(ChangeRefusedError):
    """The authority has a rule already."""


class StaleRuleError(ChangeRefusedError):
    """Somebody changed the rule since the form was opened."""
