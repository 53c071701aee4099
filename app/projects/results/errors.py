"""What can be wrong with a result asked for. Views turn each into an error at its field."""

from app.organizations.errors import ChangeRefusedError


class WrongUnitError(ChangeRefusedError):
    """人次 was given where people are counted once each, or the other way round."""


class NoNumberError(ChangeRefusedError):
    """The indicator is summed over projects, and its text holds no whole number."""


class NoFilesError(ChangeRefusedError):
    """The project has no organization of the register to keep files under."""
