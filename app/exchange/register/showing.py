"""Values of the register's fields, as a batch keeps them, in the words people use."""

from collections.abc import Callable
from typing import Any

from app.divisions.queries import find_division
from app.organizations.columns import COLUMNS, IS_BRANCH
from app.organizations.dictionaries import stage_word
from app.organizations.kinds import KIND_LABELS, Kind
from app.organizations.standings import STANDING_LABELS, Standing
from app.values.money import in_yuan

LABELS = {column.key: column.label for column in COLUMNS}
NUMERIC = frozenset(column.key for column in COLUMNS if column.is_numeric)


def label_of(key: str) -> str:
    return str(LABELS.get(key, key))


def show_value(key: str, value: Any) -> str:
    """Return a value for people, "" for none: labels for keys, names for codes, yuan for fen."""
    if value is None:
        return ""
    if key in SHOWN:
        return SHOWN[key](value)
    return f"{value:,}" if key in NUMERIC else str(value)


def _stage(key: str) -> str:
    word = stage_word(key)
    return word.label if word else key


def _division(code: str) -> str:
    division = find_division(code)
    return division.name if division else code


def _yuan(fen: int) -> str:
    return f"{in_yuan(fen):,.2f}".removesuffix(".00")


SHOWN: dict[str, Callable[[Any], str]] = {
    "standing": lambda value: str(STANDING_LABELS[Standing(value)]),
    "kind": lambda value: str(KIND_LABELS[Kind(value)]),
    "stage": _stage,
    "community": _division,
    "fund": _yuan,
    "is_branch": IS_BRANCH.show,
}
