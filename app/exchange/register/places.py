"""Which division a community's or street's name in a ledger means, within a scope."""

from collections.abc import Iterable

from app.divisions.codes import contains
from app.divisions.models import Division, DivisionLevel
from app.values.names import match_key

COMMUNITY_TAILS = ("社区居委会", "村委会", "居委会", "社区", "村")
STREET_TAILS = ("街道办事处", "街道", "镇", "乡")


class UnknownPlaceError(Exception):
    """No division of the scope is called so; `is_ambiguous` when several are."""

    def __init__(self, *, is_ambiguous: bool = False) -> None:
        super().__init__()
        self.is_ambiguous = is_ambiguous


class Places:
    """Communities and streets of a scope by the ways ledgers write them.

    晴湾社区, 晴湾 and 晴川街道晴湾社区 are one, so are 晴川街道, 晴川 and 示例区晴川街道.
    """

    def __init__(self, divisions: Iterable[Division]) -> None:
        known = list(divisions)
        names = {division.code: division.name for division in known}
        self._communities: dict[str, set[str]] = {}
        self._streets: dict[str, set[str]] = {}
        for division in known:
            parent = names.get(division.parent_code or "", "")
            if division.level is DivisionLevel.COMMUNITY:
                _add(self._communities, division, parent, COMMUNITY_TAILS)
            elif division.level is DivisionLevel.STREET:
                _add(self._streets, division, parent, STREET_TAILS)
        streets = [item.code for item in known if item.level is DivisionLevel.STREET]
        self.is_one_street = len(streets) == 1 and streets[0] == known[0].code

    def code_of(self, text: str, street: str | None = None) -> str:
        """Return a community's code, of those in the street (a code) where one is given.

        A community that the street does not have may be of another one. Raises UnknownPlaceError.
        """
        found = _found(self._communities, text, COMMUNITY_TAILS)
        inside = {code for code in found if street is not None and contains(street, code)}
        return _only(inside or found)

    def street_of(self, text: str) -> str:
        """Return a street's code. Raises UnknownPlaceError."""
        return _only(_found(self._streets, text, STREET_TAILS))

    def knows(self, text: str) -> bool:
        try:
            self.code_of(text)
        except UnknownPlaceError:
            return False
        return True


def agree(one: str, other: str) -> bool:
    """Tell whether two codes may be said of one organization: one more exactly than the other."""
    return contains(one, other) or contains(other, one)


def _add(
    known: dict[str, set[str]], division: Division, parent: str, tails: tuple[str, ...]
) -> None:
    for written in (division.name, _short(division.name, tails)):
        for name in (written, parent + written):
            known.setdefault(match_key(name), set()).add(division.code)


def _found(known: dict[str, set[str]], text: str, tails: tuple[str, ...]) -> set[str]:
    found = known.get(match_key(text)) or known.get(match_key(_short(text, tails)))
    return found or set()


def _only(found: set[str]) -> str:
    if len(found) != 1:
        raise UnknownPlaceError(is_ambiguous=bool(found))
    return next(iter(found))


def _short(name: str, tails: tuple[str, ...]) -> str:
    tail = next((tail for tail in tails if name.endswith(tail)), "")
    return name.removesuffix(tail) or name
