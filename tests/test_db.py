import sqlite3
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from app.db import UtcDateTime, journal_mode
from app.extensions import db


class TestJournalMode:
    @pytest.mark.parametrize(
        ("version", "mode"),
        [
            ((3, 40, 1), "TRUNCATE"),
            ((3, 44, 5), "TRUNCATE"),
            ((3, 44, 6), "WAL"),
            ((3, 45, 0), "TRUNCATE"),
            ((3, 50, 6), "TRUNCATE"),
            ((3, 50, 7), "WAL"),
            ((3, 51, 2), "TRUNCATE"),
            ((3, 51, 3), "WAL"),
            ((3, 52, 0), "WAL"),
        ],
    )
    def test_is_wal_only_where_the_reset_bug_is_fixed(self, version, mode):
        assert journal_mode(version) == mode


@pytest.mark.stack
class TestConnection:
    def test_is_set_up_as_promised(self, stack):
        def pragma(name):
            return db.session.execute(sa.text(f"PRAGMA {name}")).scalar()

        assert pragma("foreign_keys") == 1
        assert pragma("secure_delete") == 1
        assert pragma("synchronous") == 2
        assert pragma("journal_mode").upper() == journal_mode(sqlite3.sqlite_version_info)

    def test_reads_only_outside_the_write_turn(self, stack):
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            db.session.execute(sa.text("UPDATE stage SET rank = 9"))


class TestUtcDateTime:
    def test_refuses_a_moment_without_a_zone(self):
        with pytest.raises(ValueError, match="time zone"):
            UtcDateTime().process_bind_param(datetime(2026, 1, 1), sa.dialects.sqlite.dialect())  # noqa: DTZ001

    def test_comes_back_aware(self):
        dialect = sa.dialects.sqlite.dialect()
        moment = datetime(2026, 1, 1, 8, tzinfo=UTC)
        stored = UtcDateTime().process_bind_param(moment, dialect)

        assert UtcDateTime().process_result_value(stored, dialect) == moment
