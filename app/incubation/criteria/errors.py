"""What can be wrong with a change of criteria asked for."""

from app.incubation.criteria.models import CriterionSet
from app.organizations.errors import ChangeRefusedError


class SetDayTakenError(ChangeRefusedError):
    """Another set is in force from that day on."""


class SetUsedError(ChangeRefusedError):
    """A concluded review went by the set: it stays as it is, a new one may be made."""


class LastSetError(ChangeRefusedError):
    """Without the set there would be none at all."""


class CodeTakenError(ChangeRefusedError):
    """Another criterion of the set has the code."""


class UnknownStageError(ChangeRefusedError):
    """The stage is retired or unknown."""


class UnknownColumnError(ChangeRefusedError):
    """The rule asks a column that there is not."""


class UnfittingRuleError(ChangeRefusedError):
    """The rule asks what its column cannot answer; `reason` is that of the RuleError."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StaleSetError(ChangeRefusedError):
    """Somebody changed the set since the form was opened."""

    def __init__(self, current: CriterionSet) -> None:
        super().__init__(current.id)
        self.current = current
