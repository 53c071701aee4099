"""Which division a community's name in a ledger means, within a scope."""

from collections.abc import Iterable

from app.divisions.models import Division, DivisionLevel
from app.values.names import match_key

TAILS = ("社区居委会", "村委会", "居委会", "社区", "村")


class UnknownPlaceError(Exception):
    """No community of the scope is called so; `is_ambiguous` when several are."""

    def __init__(self, *, is_ambiguous: bool = False) -> None:
        super().__init__()
        self.is_ambiguous = is_ambiguous


class Places:
    """The communities of a scope by the ways ledgers write them: 晴湾社区, 晴湾, 晴川街道晴湾社区."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        known = list(divisions)
        names = {division.code: division.name for division in known}
        self._codes: dict[str, set[str]] = {}
        for division in known:
            if division.level is DivisionLevel.COMMUNITY:
                street = names.get(division.parent_code or "", "")
                for written in (division.name, _short(division.name)):
                    self._add(written, division.code)
                    self._add(street + written, division.code)

    def code_of(self, text: str) -> str:
        """Return the community's code. Raises UnknownPlaceError."""
        found = self._codes.get(match_key(text)) or self._codes.get(match_key(_short(text)))
        if not found:
            raise UnknownPlaceError
        if len(found) > 1:
            raise UnknownPlaceError(is_ambiguous=True)
        return next(iter(found))

    def knows(self, text: str) -> bool:
        try:
            self.code_of(text)
        except UnknownPlaceError:
            return False
        return True

    def _add(self, written: str, code: str) -> None:
        self._codes.setdefault(match_key(written), set()).add(code)


def _short(name: str) -> str:
    tail = next((tail for tail in TAILS if name.endswith(tail)), "")
    return name.removesuffix(tail) or name
