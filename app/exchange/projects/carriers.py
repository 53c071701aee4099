"""Which organizations the rows of a project ledger name."""

from collections.abc import Iterator, Sequence

from app.exchange.projects.parsing import ProjectRow, Reference
from app.exchange.projects.recorded import Key
from app.exchange.register.matching import (
    AmbiguousMatchError,
    Known,
    OutsideDivisionError,
    Register,
)
from app.projects.facts import Carrier
from app.standpoint import Standpoint
from app.values.names import match_key


class Carriers:
    """Finds organizations by name, former names included; others are kept as written."""

    def __init__(self, standpoint: Standpoint, rows: Sequence[ProjectRow]) -> None:
        self._register = Register(standpoint, list(_references(rows)))

    def find(self, row: ProjectRow) -> tuple[Carrier, ...]:
        """Return those of a row; one the register does not have makes a warning.

        What stands there is first taken for one name: a name may itself hold 、.
        """
        if row.whole is None:
            return ()
        whole = self._find(row, row.whole)
        if whole is not None:
            return (whole,)
        found = [self._find(row, part) or Carrier(None, part.name) for part in row.parts]
        if any(item.organization_id is None for item in found):
            row.note("unknown_value", "organization")
        return tuple(dict.fromkeys(found))

    def _find(self, row: ProjectRow, reference: Reference) -> Carrier | None:
        try:
            match = self._register.match(reference)
        except OutsideDivisionError:
            return None
        except AmbiguousMatchError:
            row.note("ambiguous_organization", "organization")
            return Carrier(None, reference.name)
        known: Known | None = match.known if match else None
        if known is None or not known.standings:  # without any it is in the recycle bin
            return None
        return Carrier(known.organization.id)


def keys_of(carriers: Sequence[Carrier]) -> set[Key]:
    """Return by what a recorded project's organizations may be known as these."""
    return {
        ("text", match_key(item.text or ""))
        if item.organization_id is None
        else ("id", item.organization_id)
        for item in carriers
    }


def _references(rows: Sequence[ProjectRow]) -> Iterator[Reference]:
    for row in rows:
        if row.whole is not None:
            yield from (row.whole, *row.parts)
