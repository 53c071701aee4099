"""Rows for any table as the database describes it, for tests that know no model."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa


def real_tables(connection: sa.Connection) -> sa.MetaData:
    """Return the tables that hold data: no virtual ones nor their shadows, no version mark."""
    names = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    if connection.dialect.name == "sqlite":
        kinds = connection.exec_driver_sql("SELECT name, type FROM pragma_table_list")
        names &= {name for name, kind in kinds if kind == "table"}
    metadata = sa.MetaData()
    if names:
        metadata.reflect(connection, only=sorted(names))
    return metadata


def fill(connection: sa.Connection, numbers: range) -> None:
    """Add a row per number to every table; the rows of one number refer to each other.

    In each third row everything is NULL that may be.
    """
    for table in real_tables(connection).sorted_tables:
        rows = [
            {column.name: _value(column, number, numbers) for column in table.columns}
            for number in numbers
        ]
        connection.execute(table.insert(), rows)


def _value(column: sa.Column, number: int, numbers: range) -> object:
    if column.nullable and number % 3 == 0:
        return None
    for key in column.foreign_keys:
        is_own = key.column.table is column.table  # then to the first row, which stands already
        return _value(key.column, numbers[0] if is_own else number, numbers)
    return _plain(column, number)


def _plain(column: sa.Column, number: int) -> object:
    return next(make(column, number) for kind, make in MAKERS if isinstance(column.type, kind))


def _digits(column: sa.Column, number: int) -> str:
    return f"{number:012d}"[-(column.type.length or 12) :]  # as long as a division's code


def _day(column: sa.Column, number: int) -> date:
    """Return a day of each number's own, later in a later column: a period ends after it begins."""
    return date(2000 + list(column.table.columns).index(column), 1, 1) + timedelta(days=number)


def _moment(column: sa.Column, number: int) -> datetime:
    moment = datetime.combine(_day(column, number), time(23, 59, 59, number), UTC)
    return moment if column.type.timezone else moment.replace(tzinfo=None)


MAKERS = (
    (sa.Boolean, lambda _column, number: number % 2 == 0),
    (sa.Integer | sa.Numeric, lambda _column, number: number),
    (sa.Date, _day),
    (sa.DateTime, _moment),
    (sa.Time, lambda _column, number: time(number % 24, number % 60)),
    (sa.JSON, lambda _column, number: {"number": number, "text": "苗圃", "nothing": None}),
    (sa.LargeBinary, lambda _column, number: str(number).encode()),
    (sa.ARRAY, lambda _column, number: [str(number)]),
    (sa.String, _digits),
)


def digests(connection: sa.Connection) -> dict[str, int]:
    """Return `table` → number of rows and `table.column` → hash of the column's values."""
    found = {}
    for table in real_tables(connection).sorted_tables:
        rows = connection.execute(sa.select(table).order_by(*table.primary_key.columns)).all()
        found[table.name] = len(rows)
        for column, values in zip(table.columns, zip(*rows, strict=True), strict=False):
            found[f"{table.name}.{column.name}"] = _hash(values)
    return found


def _hash(values: Iterable[object]) -> int:
    return hash("\0".join(map(repr, values)))
