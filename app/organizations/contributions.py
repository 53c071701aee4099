"""Columns that other features add to the register's own.

`app.features` hands them in once, before anything is served. Siblings meet here: a criterion of
one feature asks a column of another by its key.
"""

from collections.abc import Sequence

from app.definitions.columns import Column
from app.organizations.columns import COLUMNS

_contributed: dict[str, Column] = {}


def contribute_columns(columns: Sequence[Column]) -> None:
    _contributed.update({column.key: column for column in columns})


def all_columns() -> tuple[Column, ...]:
    return (*COLUMNS, *_contributed.values())


def find_column(key: str) -> Column | None:
    return next((column for column in all_columns() if column.key == key), None)
