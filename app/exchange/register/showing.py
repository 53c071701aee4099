"""Values of the register's fields, as a batch keeps them, in the words people use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.divisions.models import Division
from app.extensions import db
from app.organizations.columns import COLUMNS, IS_BRANCH
from app.organizations.dictionaries import stage_words
from app.organizations.kinds import KIND_LABELS, Kind
from app.organizations.standings import STANDING_LABELS, Standing
from app.values.money import in_yuan

LABELS = {column.key: column.label for column in COLUMNS}
NUMERIC = frozenset(column.key for column in COLUMNS if column.is_numeric)


def label_of(key: str) -> str:
    return str(LABELS.get(key, key))


def writer_of(changes: Iterable[Mapping[str, Sequence[Any]]]) -> Callable[[str, Any], str]:
    """Return what writes the values of these changes by field: labels, names, yuan; "" for none."""
    codes = {code for change in changes for code in change.get("community", ()) if code}
    names, stages = division_names(codes), {word.key: word.label for word in stage_words()}
    shown: dict[str, Callable[[Any], str]] = {
        "standing": lambda value: str(STANDING_LABELS[Standing(value)]),
        "kind": lambda value: str(KIND_LABELS[Kind(value)]),
        "stage": lambda key: stages.get(key, key),
        "community": lambda code: names.get(code, code),
        "fund": lambda fen: f"{in_yuan(fen):,.2f}".removesuffix(".00"),
        "is_branch": IS_BRANCH.show,
    }

    def write(key: str, value: Any) -> str:
        if value is None:
            return ""
        if key in shown:
            return shown[key](value)
        return f"{value:,}" if key in NUMERIC else str(value)

    return write


def division_names(codes: Iterable[str]) -> dict[str, str]:
    statement = select(Division.code, Division.name).where(Division.code.in_(set(codes)))
    return {row.code: row.name for row in db.session.execute(statement)}
