"""How migrations run here: in the write turn, on SQLite with foreign keys off and checked after."""

from alembic import context
from flask import current_app

from app.db import is_writing

migrate = current_app.extensions["migrate"]


def include_object(_item, name, kind, _reflected, _compare_to):
    """Leave out the gram index: a virtual table on SQLite, its shadows, an array on PostgreSQL."""
    return not (kind == "table" and name.startswith("organization_gram"))


def run(connection):
    is_sqlite = connection.dialect.name == "sqlite"
    driver = connection.connection.dbapi_connection
    if is_sqlite:
        # Batch mode drops and re-creates tables: with foreign keys on, their children go too.
        driver.execute("PRAGMA foreign_keys = OFF")
    options = {**migrate.configure_args, "include_object": include_object}
    context.configure(connection=connection, target_metadata=migrate.db.metadata, **options)
    try:
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                assert not broken, broken
    finally:
        if is_sqlite:
            driver.execute("PRAGMA foreign_keys = ON")


token = is_writing.set(True)
try:
    with migrate.db.engine.connect() as connection:
        run(connection)
finally:
    is_writing.reset(token)
