"""What can be wrong with a change asked for. Views turn each into an error at its field."""

from collections.abc import Sequence

from app.organizations.errors import ChangeRefusedError
from app.people.models import Person


class SamePersonError(ChangeRefusedError):
    """There is a person of this phone, or of this name in the division; perhaps the same one."""

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__(len(people))
        self.people = people


class StalePersonError(ChangeRefusedError):
    """Somebody changed the person since the form was opened."""


class SharedPersonError(ChangeRefusedError):
    """The person is linked to organizations outside the standpoint too."""


class LinkTakenError(ChangeRefusedError):
    """The person is this to the organization already on some of the days."""


class LinkSpanError(ChangeRefusedError):
    """A link ends after it began, and not in the future."""


class LevelTakenError(ChangeRefusedError):
    """The person has the level already."""


class AlreadyMentorError(ChangeRefusedError):
    """The person is in the pool already."""


class TermError(ChangeRefusedError):
    """A term ends before it begins."""


class StaleMentorError(ChangeRefusedError):
    """Somebody changed the mentor since the form was opened."""
