"""What can be wrong with what is asked of a session. Views turn each into an error of a form."""

from app.organizations.errors import ChangeRefusedError


class EndBeforeStartError(ChangeRefusedError):
    """A session would end before it begins."""


class MinutesError(ChangeRefusedError):
    """A session lasts from a minute to a hundred hours."""


class NumberTakenError(ChangeRefusedError):
    """Another session of the division has the number."""


class UnknownChoiceError(ChangeRefusedError):
    """The course, category or mentor does not exist or lies outside the standpoint."""


class StaleSessionError(ChangeRefusedError):
    """Somebody changed the session since the form was opened."""


class CanceledSessionError(ChangeRefusedError):
    """Nobody signs up for or in at a session that was canceled."""


class HasPresentError(ChangeRefusedError):
    """People were present: the session was held and cannot be canceled or planned again."""


class NotDeletedError(ChangeRefusedError):
    """The session is not in the recycle bin."""


class NamelessError(ChangeRefusedError):
    """Who signs up or in has a name of at most 50 characters."""


class ClosedSignUpError(ChangeRefusedError):
    """The session is over: nobody signs up for it any more."""
