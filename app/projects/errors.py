"""What can be wrong with what is asked of a project, beyond what any change may be."""

from collections.abc import Sequence

from app.organizations.errors import ChangeRefusedError


class EndBeforeStartError(ChangeRefusedError):
    """A period would end before it starts."""


class NumberTakenError(ChangeRefusedError):
    """Another project of the division has the number."""


class UnknownWordError(ChangeRefusedError):
    """The pipeline, step or round is unknown, retired, or outside the standpoint."""


class UnknownCarrierError(ChangeRefusedError):
    """An organization is outside the standpoint, or named twice, or not named at all."""


class OutOfOrderError(ChangeRefusedError):
    """The day is before that of the step before, or after that of the step after."""


class WrongStepError(ChangeRefusedError):
    """The step or decision cannot follow the one before, or is not the last to be taken back."""


class UnmetConditionsError(ChangeRefusedError):
    """The project is accepted with something missing, and no reason is given."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = missing


class OverCapError(ChangeRefusedError):
    """More is requested than the round gives to one project."""


class RoundClosedError(ChangeRefusedError):
    """The day lies outside the days of the round."""


class RoundInUseError(ChangeRefusedError):
    """The round has projects: what rests on it stays."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class StaleProjectError(ChangeRefusedError):
    """Somebody changed the same since the form was opened."""
