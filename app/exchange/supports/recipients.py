"""Which organizations the rows of a support log are about."""

from collections.abc import Iterator, Sequence

from app.exchange.register.matching import Known, OutsideDivisionError, Register
from app.exchange.supports.parsing import Reference, SupportRow
from app.standpoint import Standpoint


class UnknownOrganizationError(Exception):
    """No organization in view is called so."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Recipients:
    """Finds organizations by credit code, filing number and name, former names included."""

    def __init__(self, standpoint: Standpoint, rows: Sequence[SupportRow]) -> None:
        self._register = Register(standpoint, list(_references(rows)))

    def find(self, row: SupportRow) -> list[Known]:
        """Return the organizations of a row, each once.

        What stands there is first taken for one name: a name may itself hold 、. Raises
        UnknownOrganizationError, AmbiguousMatchError.
        """
        whole = self._find(row.whole)
        if whole is not None:
            return [whole]
        if not row.parts:
            raise UnknownOrganizationError(row.whole.name)
        found: dict[int, Known] = {}
        for part in row.parts:
            known = self._find(part)
            if known is None:
                raise UnknownOrganizationError(part.name)
            found[known.organization.id] = known
        return list(found.values())

    def _find(self, reference: Reference) -> Known | None:
        try:
            match = self._register.match(reference)
        except OutsideDivisionError:
            return None
        # One without standings is in the recycle bin.
        return match.known if match and match.known.standings else None


def _references(rows: Sequence[SupportRow]) -> Iterator[Reference]:
    for row in rows:
        yield from (row.whole, *row.parts)
