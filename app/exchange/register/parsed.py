"""A row of a roster that has been read."""

from dataclasses import dataclass

from app.exchange.parsed import ParsedRow


@dataclass
class RosterRow(ParsedRow):
    """What else there is to know of an organization's row."""

    division_code: str | None = None
    only_exists: bool = False  # the standing's word says no more than that it exists

    def hints(self) -> list[str]:
        """Return the texts that hold for the row: headings, the nearest first, the sheet's name."""
        headings = [group.label for group in reversed(self.given.groups)]
        return [*headings, self.head.sheet] if self.head.sheet else headings
