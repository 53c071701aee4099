"""Two people at once: nobody's write is lost, nobody waits for ever."""

import itertools
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from filelock import FileLock

from app.audit import operations as audit
from app.audit.models import AuditEvent
from app.divisions.models import Division
from app.extensions import db
from app.turns import TurnNotGrantedError, writing

ROOT = Path(__file__).parent.parent
HOT = "000000000000"
THREADS = 15
TIMES = 8


def increment(by):
    """Read, then write what depends on what was read, with its audit event."""
    with writing():
        division = db.session.get(Division, HOT)
        division.name = str(int(division.name) + 1)
        audit.record("division:load", audit.Subject("division", None, division.name), by=by)
        db.session.commit()


def increment_often(app, failures):
    with app.app_context():
        try:
            for _ in range(TIMES):
                db.session.get(Division, HOT)  # a page reads before it writes
                increment(by=1)
        except Exception as error:  # noqa: BLE001, handed to the test
            failures.append(error)
        finally:
            db.session.remove()


OTHER_PROCESS = """
import sys
sys.path.insert(0, sys.argv[2])
from tests.conftest import make_app
from tests.test_turns import increment_often
failures = []
increment_often(make_app(sys.argv[1]), failures)
sys.exit(len(failures))
"""


@pytest.mark.stack
class TestWriting:
    def test_loses_nothing_among_threads_and_a_second_process(self, stack):
        self.start_at_zero()
        failures = []
        url = stack.config["SQLALCHEMY_DATABASE_URI"]
        other = subprocess.Popen([sys.executable, "-c", OTHER_PROCESS, url, str(ROOT)])
        threads = [
            threading.Thread(target=increment_often, args=(stack, failures)) for _ in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert other.wait(timeout=60) == 0
        assert failures == []
        expected = (THREADS + 1) * TIMES
        db.session.rollback()
        assert int(db.session.get(Division, HOT).name) == expected
        events = sa.select(sa.func.count()).select_from(AuditEvent)
        assert db.session.scalar(events.where(AuditEvent.actor_id == 1)) == expected
        assert db.session.scalar(sa.text("PRAGMA integrity_check")) == "ok"

    def test_gives_every_turn_a_later_instant(self, stack):
        self.start_at_zero()
        for _ in range(20):
            increment(by=1)

        instants = db.session.scalars(sa.select(AuditEvent.at).order_by(AuditEvent.id)).all()
        assert all(earlier < later for earlier, later in itertools.pairwise(instants))

    def test_undoes_what_was_not_committed(self, stack):
        self.start_at_zero()
        with pytest.raises(ZeroDivisionError), writing():
            db.session.get(Division, HOT).name = "half done"
            db.session.flush()
            raise ZeroDivisionError

        assert db.session.get(Division, HOT).name == "0"
        increment(by=1)  # and the turn is free again

    def test_gives_up_when_a_foreign_lock_stays(self, stack, monkeypatch):
        monkeypatch.setattr("app.turns.PATIENCE", 0.05)
        path = Path(stack.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
        held = path.with_name(path.name + ".lock")
        with FileLock(held), pytest.raises(TurnNotGrantedError), writing():
            pass

    def start_at_zero(self):
        with writing():
            db.session.get(Division, HOT).name = "0"
            db.session.commit()


@pytest.mark.stack
def test_without_the_turn_updates_would_be_lost_or_refused(stack, tmp_path):
    """The check can fail: two readers that both upgrade leave one of them refused."""
    path = tmp_path / "plain.db"
    connections = [sqlite3.connect(path, isolation_level=None, timeout=0) for _ in range(2)]
    connections[0].execute("CREATE TABLE counter (n)")
    connections[0].execute("INSERT INTO counter VALUES (0)")
    for connection in connections:
        connection.execute("BEGIN")
        connection.execute("SELECT n FROM counter").fetchall()
    connections[0].execute("UPDATE counter SET n = 1")

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        connections[1].execute("UPDATE counter SET n = 1")
    for connection in connections:
        connection.close()
