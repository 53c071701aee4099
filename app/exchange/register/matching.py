"""Which organization of the register a row is about: by credit code, filing number, then name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import select

from app.divisions.queries import within
from app.exchange.register.places import agree
from app.extensions import db
from app.organizations.attributes import taken_credit_codes
from app.organizations.models import (
    FormerName,
    GradeChange,
    Organization,
    StageChange,
    StandingChange,
)
from app.standpoint import Standpoint
from app.values.codes import code_key
from app.values.names import match_key

CHUNK = 500  # below SQLite's limit of bound values


class Named(Protocol):
    """What names an organization: `values` may hold credit_code, filing_number and name."""

    values: dict[str, Any]
    division_code: str | None


class AmbiguousMatchError(Exception):
    """Several organizations fit a row equally well."""


class OutsideDivisionError(Exception):
    """The row's credit code belongs to an organization outside the scope."""


@dataclass
class Known:
    """An organization of the register as far as a plan compares it; points are the live ones."""

    organization: Organization
    standings: list[StandingChange] = field(default_factory=list)
    stages: list[StageChange] = field(default_factory=list)
    grades: list[GradeChange] = field(default_factory=list)


@dataclass(frozen=True)
class Match:
    """The organization found; `is_by_former_name`: it is called otherwise today."""

    known: Known
    is_by_former_name: bool = False


class Register:
    """The organizations of a scope that any of the rows could be about."""

    def __init__(self, standpoint: Standpoint, rows: Sequence[Named]) -> None:
        self._standpoint = standpoint
        codes = {row.values["credit_code"] for row in rows if "credit_code" in row.values}
        numbers = {
            code_key(row.values["filing_number"]) for row in rows if "filing_number" in row.values
        }
        names = {match_key(row.values["name"]) for row in rows if "name" in row.values}
        found: dict[int, Organization] = {}
        for column, keys in (
            (Organization.credit_code, codes),
            (Organization.filing_key, numbers),
            (Organization.match_key, names),
        ):
            found.update((item.id, item) for item in self._by(column, keys))
        former = self._former(names)
        found.update((item.id, item) for item in self._by(Organization.id, set(former)))
        self._known = {id_: Known(item) for id_, item in found.items()}
        self._load_points(list(found))
        self._index(former)
        inside = {item.credit_code for item in found.values()}
        self._outside = taken_credit_codes(codes) - inside

    def match(self, row: Named) -> Match | None:
        """Return what the row is about, None for an organization that is new.

        Raises OutsideDivisionError, AmbiguousMatchError. Never matches on an empty key.
        """
        code = row.values.get("credit_code")
        if code in self._codes:
            return Match(self._codes[code])
        if code in self._outside:
            raise OutsideDivisionError
        number = row.values.get("filing_number")
        by_number = self._numbers.get(code_key(number), []) if number else []
        if by_number:
            return Match(_only(_fitting(row, by_number)) or _only(by_number) or _refuse())
        key = match_key(row.values.get("name", ""))
        by_name = _fitting(row, self._names.get(key, []))
        if by_name:
            return Match(_only(by_name) or _refuse())
        by_former = _fitting(row, self._former_names.get(key, []))
        found = _only(by_former) if len(by_former) == 1 else None
        return Match(found, is_by_former_name=True) if found else None

    def _by(self, column: Any, keys: set[Any]) -> Iterator[Organization]:
        wanted = sorted(key for key in keys if key)
        for start in range(0, len(wanted), CHUNK):
            yield from db.session.scalars(
                select(Organization).where(
                    column.in_(wanted[start : start + CHUNK]),
                    within(Organization.division_code, self._standpoint),
                )
            )

    def _former(self, names: set[str]) -> dict[int, set[str]]:
        """Return the former names, in normal form, that some row bears, by organization."""
        statement = (
            select(FormerName.organization_id, FormerName.name)
            .join(Organization, Organization.id == FormerName.organization_id)
            .where(within(Organization.division_code, self._standpoint))
        )
        found: dict[int, set[str]] = {}
        for id_, name in db.session.execute(statement).tuples():
            if match_key(name) in names:
                found.setdefault(id_, set()).add(match_key(name))
        return found

    def _load_points(self, ids: Sequence[int]) -> None:
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            for standing in _live(StandingChange, chunk):
                self._known[standing.organization_id].standings.append(standing)
            for stage in _live(StageChange, chunk):
                self._known[stage.organization_id].stages.append(stage)
            for grade in _live(GradeChange, chunk):
                self._known[grade.organization_id].grades.append(grade)

    def _index(self, former: dict[int, set[str]]) -> None:
        self._codes: dict[str, Known] = {}
        self._numbers: dict[str, list[Known]] = {}
        self._names: dict[str, list[Known]] = {}
        self._former_names: dict[str, list[Known]] = {}
        for known in self._known.values():
            organization = known.organization
            if organization.credit_code:
                self._codes[organization.credit_code] = known
            if organization.filing_key:
                self._numbers.setdefault(organization.filing_key, []).append(known)
            self._names.setdefault(organization.match_key, []).append(known)
            for key in former.get(organization.id, ()):
                self._former_names.setdefault(key, []).append(known)


def _live(model: type[Any], ids: Sequence[int]) -> Iterable[Any]:
    statement = select(model).where(model.organization_id.in_(ids), model.superseded_at.is_(None))
    return db.session.scalars(statement.order_by(model.since))


def _fitting(row: Named, candidates: Sequence[Known]) -> list[Known]:
    """Leave out those in another community, where both the row and the register name one."""
    wanted = row.division_code
    if wanted is None:
        return list(candidates)
    return [item for item in candidates if agree(item.organization.division_code, wanted)]


def _only(candidates: Sequence[Known]) -> Known | None:
    return candidates[0] if len(candidates) == 1 else None


def _refuse() -> Known:
    raise AmbiguousMatchError
