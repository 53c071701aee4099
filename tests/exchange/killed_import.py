"""Imports a ledger again and again, killed each time at another point. A program of its own.

python -m tests.exchange.killed_import DATABASE LEDGER: works on the database file in place, begins
every import from it as it was, and prints a JSON document of what each left behind.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

from sqlalchemy import event

from app.accounts.queries import operator
from app.exchange import operations
from app.exchange.engine import ImportRequest, make_plan, read_file
from app.exchange.register.adapter import REGISTER_ADAPTER
from app.extensions import db
from app.standpoint import make_standpoint, today
from app.turns import writing
from tests.conftest import make_app

NEVER, AFTER_COMMIT = "never", "after COMMIT"
PARTS = 10
TRIED_AGAIN = ("5/10", "before COMMIT", AFTER_COMMIT)


def main(database: Path, ledger: Path) -> None:
    untouched = database.with_suffix(".untouched")
    shutil.copy(database, untouched)
    app = make_app(f"sqlite:///{database}")
    log = database.with_suffix(".statements")
    in_a_child(app, ledger, NEVER, log)
    whole = left_behind(database)
    statements = log.read_text().splitlines()
    shutil.copy(untouched, database)
    left = {}
    for name, statement in points(statements).items():
        in_a_child(app, ledger, statement, log)
        left[name] = {"killed": left_behind(database)}
        if name in TRIED_AGAIN:
            in_a_child(app, ledger, NEVER, log)
            left[name]["again"] = left_behind(database)
        shutil.copy(untouched, database)
    json.dump({"before": left_behind(database), "whole": whole, "points": left}, sys.stdout)


def points(statements):
    """Return by name before which statement, counted from 0, the process ends."""
    first, last = statements.index("BEGIN IMMEDIATE"), len(statements) - 1
    between = {
        f"{part}/{PARTS}": first + (last - first) * part // PARTS for part in range(1, PARTS)
    }
    return {"before BEGIN": first, **between, "before COMMIT": last, AFTER_COMMIT: AFTER_COMMIT}


def in_a_child(app, ledger, point, log):
    pid = os.fork()
    if pid == 0:
        with app.app_context():
            run(ledger, point, log)
        os._exit(0)
    _pid, status = os.waitpid(pid, 0)
    died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert died == (point != NEVER), f"{point}: {status}"


def run(ledger, point, log):
    sent = []

    def note(statement):
        if len(sent) == point:
            die()
        sent.append(statement.partition("\n")[0])

    def before_statement(_connection, _cursor, statement, *_rest):
        note(statement)

    event.listen(db.engine, "before_cursor_execute", before_statement)
    event.listen(db.engine, "commit", lambda _connection: note("COMMIT"))
    import_ledger(ledger)
    if point == AFTER_COMMIT:
        die()
    log.write_text("\n".join(sent))


def import_ledger(ledger):
    standpoint = make_standpoint({}, viewer=operator().id, division="330199001000")
    request = ImportRequest(ledger.name, today())
    file = read_file(REGISTER_ADAPTER, ledger, request)
    with writing():
        plan = make_plan(REGISTER_ADAPTER, standpoint, file, request)
        content = ledger.read_bytes()
        batch = operations.keep_batch(REGISTER_ADAPTER, standpoint, content, plan, request)
        operations.apply_batch(REGISTER_ADAPTER, standpoint, batch, plan)
        db.session.commit()


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def left_behind(database):
    """Return what is in the file; opening it undoes what was not committed."""
    connection = sqlite3.connect(database)
    count = {
        "organizations": "SELECT count(*) FROM organization",
        "changed": "SELECT count(*) FROM organization WHERE leader_name = '乙丑寅'",
        "points": "SELECT count(*) FROM standing_change",
        "found": "SELECT count(*) FROM organization_search",
        "applied": "SELECT count(*) FROM import_batch WHERE state = 'applied'",
        "batches": "SELECT count(*) FROM import_batch",
        "rows": "SELECT count(*) FROM import_row",
        "audited": "SELECT count(*) FROM audit_event WHERE action = 'import:apply'",
    }
    left = {name: connection.execute(query).fetchone()[0] for name, query in count.items()}
    left["sound"] = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()
    return left


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
