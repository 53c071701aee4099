"""What can be wrong with a recognition asked for; views turn each into an error at its field."""

from app.organizations.errors import ChangeRefusedError


class NoSubjectError(ChangeRefusedError):
    """Neither a project nor an organization nor a person is named."""


class ValidityError(ChangeRefusedError):
    """It would run out before it was awarded."""


class RevocationDayError(ChangeRefusedError):
    """It would be revoked before it was awarded."""


class AlreadyRevokedError(ChangeRefusedError):
    """It was revoked before."""


class StaleRecognitionError(ChangeRefusedError):
    """Somebody put the recognition right since the page was opened."""
