"""What can be wrong with a change asked for. Views turn each into an error at its field."""

from app.organizations.models import Organization


class ChangeRefusedError(Exception):
    """The base of all; `str()` is for the log, people get the text of the view."""


class KnownAtRefusedError(ChangeRefusedError):
    """A change was asked for from a standpoint that looks at earlier knowledge."""


class FutureDayError(ChangeRefusedError):
    """Standing and stage cannot take effect in the future."""


class BeforeExistenceError(ChangeRefusedError):
    """The organization did not exist on the day of the change."""


class SameValueError(ChangeRefusedError):
    """The value stands already on that day, or right after it."""


class NotReachableError(ChangeRefusedError):
    """The organization cannot come from how it stands to what is asked for, or go on from it."""


class ReasonMissingError(ChangeRefusedError):
    """Moving back needs a reason."""


class RetiredStageError(ChangeRefusedError):
    """The stage is retired or unknown."""


class NotRegisteredError(ChangeRefusedError):
    """Only registered organizations can be graded."""


class EndBeforeBeginningError(ChangeRefusedError):
    """A grade would expire before it is valid."""


class CreditCodeTakenError(ChangeRefusedError):
    """Another organization, perhaps outside the viewer's division, has the credit code."""


class UnknownDivisionError(ChangeRefusedError):
    """The division does not exist or lies outside the standpoint."""


class StaleEditError(ChangeRefusedError):
    """Somebody changed the organization since the form was opened."""

    def __init__(self, current: Organization) -> None:
        super().__init__(current.id)
        self.current = current
