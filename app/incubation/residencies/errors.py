"""What can be wrong with a step asked for, beyond what any change may be."""

from app.organizations.errors import ChangeRefusedError


class StillOpenError(ChangeRefusedError):
    """The organization has another residency that has not ended by then."""


class WrongStepError(ChangeRefusedError):
    """The step cannot follow the last one, or is not the last one to be taken back."""


class OutOfOrderError(ChangeRefusedError):
    """The day is before that of the step before, or after that of the step after."""


class PlaceMissingError(ChangeRefusedError):
    """Room, desks or term are compulsory for this step."""


class TermEndsTooEarlyError(ChangeRefusedError):
    """The term would end before it begins."""


class ExitMissingError(ChangeRefusedError):
    """A residency ends in one of the known ways."""


class RoomRetiredError(ChangeRefusedError):
    """The room is retired, unknown, or outside the standpoint."""


class NotEnoughDesksError(ChangeRefusedError):
    """The room has fewer desks left than asked for, on some day of the stay."""

    def __init__(self, name: str, capacity: int, taken: int, wanted: int) -> None:
        super().__init__(name)
        self.name = name
        self.capacity = capacity
        self.taken = taken
        self.wanted = wanted


class RoomInUseError(ChangeRefusedError):
    """The room would have fewer desks than are taken, or be retired while in use."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


class StaleFormError(ChangeRefusedError):
    """Somebody changed the same since the form was opened."""
