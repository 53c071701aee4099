"""Measure perf-1, perf-2, perf-4, board, worklist and projects and write RESULTS.md: `make bench`, or `python -m bench`."""

import platform
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import board, projects
from bench.ledger import ROWS, ledger_file
from bench.measuring import cost
from bench.ours import PAGES
from bench.register import database

SMALL, LARGE = 20_000, 100_000
BOARD_SIZES = (2_000, 50_000)
RESULTS = Path(__file__).parent / "RESULTS.md"


def main():
    sizes = [int(text) for text in sys.argv[1:]] or [SMALL, LARGE]
    lines = heading()
    for size in sizes:
        database(size)
        print(f"perf-1 at {size}")
        lines += exports(size)
    print("perf-2")
    lines += dry_runs(sizes)
    print("perf-4")
    lines += lists(sizes)
    print("board and worklist")
    for size in BOARD_SIZES:
        database(size)
    lines += board.section(BOARD_SIZES)
    print("projects")
    lines += projects.section()
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


def heading():
    return [
        "# Measurements",
        "",
        f"Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}:",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version},",
        f"{platform.machine()}. CPU seconds, median of three runs",
        "(lowest to highest), each in a process of its own; only ratios of one run mean anything.",
    ]


def exports(size):
    floor = cost("floors:fetch", size)
    plain, official = (cost("ours:export", size, form) for form in ("plain", "official"))
    peer = cost("peers:export", size, runs=1)
    return [
        "",
        f"## perf-1: export of {size:,} rows × 20 columns",
        "",
        "| work | CPU s | of the bare fetch | memory MiB |",
        "|---|--:|--:|--:|",
        row("bare fetch", floor, floor),
        row("ours, plain", plain, floor),
        row("ours, official", official, floor),
        row("django-import-export", peer, floor),
        "",
        f"django-import-export ÷ ours, official: {peer.cpu / official.cpu:.1f} (target ≥ 30)",
    ]


def dry_runs(sizes):
    path = ledger_file()
    floor = cost("floors:parse", path)
    lines = [
        "",
        f"## perf-2: dry run of {ROWS:,} rows",
        "",
        "| work | CPU s | of the parse | memory MiB |",
        "|---|--:|--:|--:|",
        row("calamine parse", floor, floor),
    ]
    for size in sizes:
        ours = cost("ours:dry_run", size, path)
        lines.append(row(f"ours, against {size:,} organizations", ours, floor))
    peer = cost("peers:dry_run", sizes[0], path, runs=1)
    lines.append(row("django-import-export", peer, floor))
    return [*lines, "", f"django-import-export ÷ ours: {peer.cpu / ours.cpu:.1f} (target ≥ 30)"]


def lists(sizes):
    deep = f"&page={10_000 // 50}"
    lines = [
        "",
        "## perf-4: list page, 50 rows, total",
        "",
        "| work | CPU ms a page | of the smallest register |",
        "|---|--:|--:|",
    ]
    for name, query in (("first page", ""), ("page 200", deep), ("search 志愿", "&q=志愿")):
        first = None
        for size in sizes:
            found = cost("ours:list_page", size, query)
            first = first or found
            lines.append(page_row(f"{name}, {size:,}", found, first))
    peer = cost("peers:admin_list", sizes[-1])
    lines.append(page_row(f"Django admin, 4 filters, {sizes[-1]:,}", peer, None))
    return lines


def row(name, found, floor):
    return (
        f"| {name} | {found.cpu:.2f} ({found.lowest:.2f}–{found.highest:.2f}) "
        f"| {found.cpu / floor.cpu:.1f}× | {found.memory:.0f} |"
    )


def page_row(name, found, first):
    ratio = "" if first is None else f"{found.cpu / first.cpu:.2f}×"
    return f"| {name} | {found.cpu * 1000 / PAGES:.1f} | {ratio} |"


if __name__ == "__main__":
    main()
