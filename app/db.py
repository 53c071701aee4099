"""The declarative base every model derives from, and how each engine is opened."""

import sqlite3
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

# Named constraints are what lets Alembic alter them later, and what lets an
# operation tell which unique rule an IntegrityError broke.
NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# True while this thread holds the write turn (app.turns); all else is read-only.
is_writing: ContextVar[bool] = ContextVar("is_writing", default=False)


def utc_now() -> datetime:
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always aware and always UTC. SQLite alone would forget the zone."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Text compared by its code points on both engines, whatever the server's locale: sort keys.
CODE_POINTS = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Keep the application out of migrations: write the column's plain type."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _values(members: type[Enum]) -> list[str]:
    return [member.value for member in members]


class Base(DeclarativeBase):
    # Flask-SQLAlchemy subclasses this base, which SQLAlchemy only allows when
    # the type map sits on the registry rather than on the class.
    registry = registry(
        metadata=MetaData(naming_convention=NAMING_CONVENTION),
        type_annotation_map={
            datetime: UtcDateTime(),
            # Store "active", not "ACTIVE": the value is what exports and the audit log show.
            Enum: sa.Enum(Enum, values_callable=_values, native_enum=False, length=40),
        },
    )


class Numbered:
    """A table whose rows are told apart by a number given by the database."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Enforce foreign keys, and let SQLAlchemy rather than the driver open transactions."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        f"journal_mode = {journal_mode(sqlite3.sqlite_version_info)}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "busy_timeout = 15000",
        "secure_delete = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "journal_size_limit = 67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Begin reading only, but inside the write turn: forgetting the turn fails at once."""
    writing = is_writing.get()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif not writing:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def journal_mode(version: tuple[int, ...]) -> str:
    """Return WAL where the linked SQLite is free of the WAL-reset bug, else TRUNCATE.

    The bug loses commits when two connections write and checkpoint at once; it was fixed in
    3.51.3 and carried back to 3.50.7 and 3.44.6 (sqlite.org/wal.html#walresetbug).
    """
    fixed = (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )
    return "WAL" if fixed else "TRUNCATE"
