"""What can be wrong with a support asked for. Views turn each into an error at its field."""

from app.organizations.errors import ChangeRefusedError


class NoRecipientError(ChangeRefusedError):
    """A support is for somebody."""


class MinutesError(ChangeRefusedError):
    """A support lasts a minute to a day."""


class FollowUpDayError(ChangeRefusedError):
    """A follow-up comes after the support, and is done neither before it nor in the future."""


class NothingToFollowUpError(ChangeRefusedError):
    """No follow-up was agreed on, or it is done."""


class SharedSupportError(ChangeRefusedError):
    """The support was also for organizations outside the standpoint."""


class StaleSupportError(ChangeRefusedError):
    """Somebody corrected the support since the form was opened."""
