"""The ledgers with expected results, invented ones kept here and real ones beside the checkout."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.exchange.register.ledger import REGISTER
from app.exchange.tables import Refusal, Table, find_tables
from app.workbooks.reading import read_workbook

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "tests" / "ledgers", ROOT.parent / "shared" / "data" / "ledgers")
UNREADABLE = ("not-a-workbook.xlsx", "truncated.xlsx", "zero-bytes.xlsx")
ROSTERS = (
    "hub-roster-clean.xlsx", "hub-roster-messy.xlsx", "hub-roster-update.xlsx", "communities.xlsx",
    "old-format.xls", "roster-gb18030.csv", "roster-utf8-bom.csv",
    "real-foundations.xlsx", "real-profiles-2013.xlsx", "real-profiles-2015.xlsx",
)  # fmt: skip
REFUSED = {
    "not-a-roster.xlsx": "not_a_table",
    "empty.xlsx": "not_a_table",
    "ratings-list.xlsx": "rating_list",
    "real-ratings-wuhan.xlsx": "rating_list",
    "real-ratings-dezhou.xlsx": "rating_list",
    "trainings-2025.xlsx": "other_ledger",
    "attendance-2025.xlsx": "other_ledger",
    "projects-2025.xlsx": "other_ledger",
}


def path_of(name: str) -> Path:
    """Return where the ledger is; without the real ones, which are not ours to keep, skip."""
    for folder in FOLDERS:
        if (folder / name).exists():
            return folder / name
    if name.startswith("real-"):
        pytest.skip(f"{name} is published data that is not part of the repository")
    raise FileNotFoundError(name)


def expected(name: str) -> dict[str, Any]:
    return json.loads(path_of(f"{name}.expected.json").read_text(encoding="utf-8"))


def found_in(name: str) -> tuple[Table | Refusal, ...]:
    return _found_in(path_of(name))


@cache
def _found_in(path: Path) -> tuple[Table | Refusal, ...]:
    return tuple(find_tables(read_workbook(path).sheets, REGISTER))
