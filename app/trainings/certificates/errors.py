"""What can be wrong with issuing and revoking. Views turn each into an error of a form."""

from app.organizations.errors import ChangeRefusedError


class NoPatternError(ChangeRefusedError):
    """The course has no number pattern, or one that cannot be used."""


class NobodyChosenError(ChangeRefusedError):
    """Certificates are for somebody."""


class NotFulfilledError(ChangeRefusedError):
    """Somebody chosen did not fulfil the conditions by the day of issue."""


class AlreadyIssuedError(ChangeRefusedError):
    """Somebody chosen has a valid certificate of the course."""


class ReasonMissingError(ChangeRefusedError):
    """Revoking needs a reason."""
