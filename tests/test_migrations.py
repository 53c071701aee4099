"""Every revision goes up, down and up again, and no row is lost on the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import downgrade, upgrade

from app import ROOT
from app.db import is_writing
from app.extensions import db
from tests.conftest import make_app
from tests.generated_rows import digests, fill

SCRIPTS = ScriptDirectory(str(ROOT / "migrations"))
REVISIONS = [
    (script.down_revision or "base", script.revision) for script in SCRIPTS.walk_revisions()
]
OLDER, NEWER = range(100_000, 100_120), range(200_000, 200_120)
SCHEMA = {
    "sqlite": """
        SELECT type, name, sql FROM sqlite_master
        WHERE type IN ('index', 'trigger') AND sql IS NOT NULL""",
    "postgresql": """
        SELECT 'index', indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        UNION SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal""",
}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request, tmp_path) -> Iterator[Callable]:
    """Give a way to connect to an empty database, inside its application."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/a.db" if is_sqlite else request.getfixturevalue("postgresql_url")
    with make_app(url).app_context():
        if not is_sqlite:
            with connecting() as connection:
                connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        yield connecting
        db.engine.dispose()


@contextmanager
def connecting() -> Iterator[sa.Connection]:
    token = is_writing.set(True)
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        is_writing.reset(token)


def go_up_to(revision: str) -> None:
    if revision != "base":
        upgrade(revision=revision)


def schema(database) -> dict[tuple[str, str], str]:
    with database() as connection:
        rows = connection.exec_driver_sql(SCHEMA[connection.dialect.name])
        return {(kind, name): text for kind, name, text in rows}


def triggers(found) -> set[str]:
    return {name for kind, name in found if kind == "trigger"}


def read(database) -> dict[str, int]:
    with database() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        return digests(connection)


def changed(before, after) -> list[str]:
    return [name for name in before.keys() & after.keys() if before[name] != after[name]]


@pytest.mark.parametrize(("below", "revision"), REVISIONS)
class TestEachRevision:
    def test_keeps_the_rows_that_were_there(self, database, below, revision):
        go_up_to(below)
        with database() as connection:
            fill(connection, OLDER)
        before = read(database)

        upgrade(revision=revision)

        assert changed(before, read(database)) == []

    def test_keeps_the_rows_when_taken_back_and_repeated(self, database, below, revision):
        upgrade(revision=revision)
        with database() as connection:
            fill(connection, NEWER)
        before = read(database)

        downgrade(revision=below)
        between = read(database)
        upgrade(revision=revision)
        after = read(database)

        assert changed(before, between) == []
        assert changed(between, after) == []

    def test_has_the_same_indexes_and_triggers_each_time(self, database, below, revision):
        go_up_to(below)
        lower = schema(database)
        upgrade(revision=revision)
        upper = schema(database)

        downgrade(revision=below)
        assert schema(database) == lower
        upgrade(revision=revision)
        assert schema(database) == upper

    def test_loses_no_trigger_with_a_table_made_anew(self, database, below, revision):
        go_up_to(below)
        lower = schema(database)
        upgrade(revision=revision)

        assert triggers(lower) - triggers(schema(database)) == set()


def test_models_and_migrations_say_the_same(database):
    upgrade()

    command.check(current_app.extensions["migrate"].migrate.get_config())


def test_there_is_one_head():
    assert len(SCRIPTS.get_heads()) == 1
