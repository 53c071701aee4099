"""Columns that other features add to the register's own.

`app.features` hands them in once, before anything is served. Siblings meet here: a criterion of
one feature asks a column of another by its key.
"""

from collections.abc import Mapping, Sequence

from app.definitions.columns import Column
from app.organizations.columns import COLUMNS

_by_key: dict[str, Column] = {column.key: column for column in COLUMNS}


def contribute_columns(columns: Sequence[Column]) -> None:
    _by_key.update({column.key: column for column in columns})


def all_columns() -> tuple[Column, ...]:
    return tuple(_by_key.values())


def columns_by_key() -> Mapping[str, Column]:
    return _by_key


def find_column(key: str) -> Column | None:
    return _by_key.get(key)
