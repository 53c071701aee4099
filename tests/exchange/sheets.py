"""Sheets written down as text: cells parted by |, `<` and `^` merged with the cell left or above."""

from app.exchange.register.ledger import REGISTER
from app.exchange.tables import Refusal, Table, find_table
from app.workbooks.cells import Merge, Raw, Sheet

TITLE = "晴川街道社会组织台账"


def sheet(text: str, *, name: str | None = "台账", is_visible: bool = True) -> Sheet:
    """A line that holds only a dash is an empty row; whole numbers become int."""
    lines = [line.strip() for line in text.strip().splitlines()]
    cells = [[] if line == "-" else [cell.strip() for cell in line.split("|")] for line in lines]
    width = max(map(len, cells), default=0)
    cells = [row + [""] * (width - len(row)) for row in cells]
    rows = [[_raw(cell) for cell in row] for row in cells]
    return Sheet(name, is_visible, rows, _merges(cells))


def table(text: str, **options) -> Table:
    found = find_table(sheet(text, **options), REGISTER)
    assert isinstance(found, Table), found
    return found


def refusal(text: str, **options) -> str:
    found = find_table(sheet(text, **options), REGISTER)
    assert isinstance(found, Refusal), found
    return found.code


def data_rows(found: Table) -> list[int]:
    return [row.number for row in found.rows]


def names(found: Table) -> list[Raw]:
    return [row.values["name"] for row in found.rows]


def fields(found: Table) -> dict[str, str | None]:
    return {column.header: column.field for column in found.columns}


def _raw(cell: str) -> Raw:
    if cell in {"", "<", "^"}:
        return None
    return int(cell) if cell.isdigit() and len(cell) < 16 and str(int(cell)) == cell else cell


def _merges(cells: list[list[str]]) -> tuple[Merge, ...]:
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    corners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(cells, start=1):
        for column, cell in enumerate(line, start=1):
            beside = {"<": (row, column - 1), "^": (row - 1, column)}.get(cell)
            if beside:
                anchor = anchors.setdefault(beside, beside)
                anchors[row, column] = anchor
                bottom, right = corners.get(anchor, anchor)
                corners[anchor] = max(bottom, row), max(right, column)
    return tuple(Merge(*anchor, *corner) for anchor, corner in corners.items())
