"""A process killed in the middle of an import leaves all of it or nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.extensions import db
from tests.exchange.hub import book
from tests.exchange.ledgers import ROOT, path_of

HEADER = ["组织名称", "备案编号", "状态", "负责人"]
KNOWN, NEW = 25, 25

pytestmark = pytest.mark.stack


def roster(count, leader):
    rows = [[f"晴湾第{n}志愿队", f"晴备{n}号", "已备案", leader] for n in range(count)]
    return book(HEADER, *rows)


@pytest.fixture
def run(stack, tmp_path):
    """Return a function that runs a command over the test's database file."""
    runner = stack.test_cli_runner()

    def running(*arguments):
        result = runner.invoke(args=[str(item) for item in arguments])
        assert result.exit_code == 0, result.output
        return result.stdout

    return running


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are tried where processes can be forked")
def test_whatever_the_moment_all_rows_are_there_or_none(run, tmp_path):
    known, ledger = tmp_path / "known.xlsx", tmp_path / "ledger.xlsx"
    known.write_bytes(roster(KNOWN, "甲子丑"))
    ledger.write_bytes(roster(KNOWN + NEW, "乙丑寅"))
    run("divisions", "load", path_of("example_street.csv"))
    run("organizations", "import", known, "--division", "330199001000", "--apply")
    db.session.remove()
    db.engine.dispose()

    found = killed_everywhere(tmp_path / "miaopu.db", ledger)

    before, whole = found["before"], found["whole"]
    assert whole["changed"] == whole["organizations"] == KNOWN + NEW
    assert (before["applied"], whole["applied"], whole["audited"]) == (1, 2, 2)
    assert len(found["points"]) == 12
    for point, left in found["points"].items():
        assert left["killed"] == (whole if point == "after COMMIT" else before), point
        if "again" in left:
            assert_once(left["again"], whole, point)


def killed_everywhere(database: Path, ledger: Path):
    command = [sys.executable, "-m", "tests.exchange.killed_import", str(database), str(ledger)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def assert_once(left, whole, point):
    """Compare what the same file leaves when it is imported after the kill: no row twice."""
    counted_by_imports = {"applied", "batches", "rows", "audited"}
    for name in left.keys() - counted_by_imports:
        assert left[name] == whole[name], (point, name)
    assert left["applied"] == left["audited"]


def test_the_same_file_again_changes_nothing(run, tmp_path):
    ledger = tmp_path / "ledger.xlsx"
    ledger.write_bytes(roster(KNOWN, "甲子丑"))
    run("divisions", "load", path_of("example_street.csv"))
    run("organizations", "import", ledger, "--apply")

    said = run("organizations", "import", ledger, "--apply")

    assert f"共{KNOWN}行，新增0，变更0，无变化{KNOWN}" in said
