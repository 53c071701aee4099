"""Rows of one file that are about the same organization."""

from dataclasses import dataclass, field

from app.exchange.register.comparing import is_same
from app.exchange.register.matching import Known
from app.exchange.register.parsed import RosterRow
from app.exchange.register.places import agree
from app.values.codes import code_key
from app.values.names import match_key


@dataclass
class Seen:
    """Rows met before in the same file, by whatever may name their organization."""

    by_code: dict[str, RosterRow] = field(default_factory=dict)
    by_number: dict[str, RosterRow] = field(default_factory=dict)
    by_name: dict[str, list[RosterRow]] = field(default_factory=dict)
    by_id: dict[int, RosterRow] = field(default_factory=dict)

    def find(self, row: RosterRow, known: Known | None) -> RosterRow | None:
        if known is not None and known.organization.id in self.by_id:
            return self.by_id[known.organization.id]
        code, number = row.values.get("credit_code"), row.values.get("filing_number")
        if code in self.by_code:
            return self.by_code[code]
        if number and code_key(number) in self.by_number:
            return self.by_number[code_key(number)]
        if known is not None:
            return None
        named = self.by_name.get(match_key(row.values["name"]), [])
        return next((other for other in named if _may_be_one(row, other)), None)

    def add(self, row: RosterRow, known: Known | None) -> None:
        if known is not None:
            self.by_id[known.organization.id] = row
        if "credit_code" in row.values:
            self.by_code[row.values["credit_code"]] = row
        if "filing_number" in row.values:
            self.by_number[code_key(row.values["filing_number"])] = row
        self.by_name.setdefault(match_key(row.values["name"]), []).append(row)


def is_identical(row: RosterRow, first: RosterRow) -> bool:
    """Tell whether two rows say the same in every field."""
    keys = row.values.keys() | first.values.keys()
    return row.division_code == first.division_code and all(
        is_same(key, first.values.get(key), row.values.get(key)) for key in keys
    )


def _may_be_one(row: RosterRow, other: RosterRow) -> bool:
    """Two rows of one name are two organizations where their communities or numbers differ."""
    places = (row.division_code, other.division_code)
    if places[0] and places[1] and not agree(places[0], places[1]):
        return False
    keys = ("credit_code", "filing_number")
    return all(
        is_same(key, row.values[key], other.values[key])
        for key in keys
        if key in row.values and key in other.values
    )
