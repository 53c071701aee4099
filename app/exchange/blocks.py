"""Where the header of a sheet's first table is: one to three rows, wherever it starts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.exchange import marks
from app.exchange.grid import Grid, cell_text
from app.exchange.headers import group_column, header_parts
from app.exchange.vocabulary import Reading, Vocabulary, heads_numbers
from app.workbooks.cells import Raw

SEARCHED_ROWS = 40
TALLEST = 3
_PLENTY = 3  # fields
_LONGEST_TEXT = 200
_LONGEST_GROUP = 16
_NEARLY_ALL = 0.8
_FORM_ROWS = 6
_GROUPS_LIKE_TITLES = frozenset({"情况", "统计"})


@dataclass(frozen=True)
class Block:
    """Rows that may be a header: how many fields they name, and how well they hold together."""

    top: int
    bottom: int
    columns: tuple[int, ...]
    keys: frozenset[str]  # fields named
    labels: int  # columns whose header is understood
    cut: int  # merges that reach out of it
    group_rows: int  # rows above the last, where each of them heads groups of columns

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        height = self.bottom - self.top
        return len(self.keys), -self.cut, self.group_rows, -height, -self.top

    @property
    def is_dense(self) -> bool:
        """Whether most of its texts are understood, as in no line of label, value, label, value."""
        return self.labels * 5 > len(self.columns) * 3


def find_header(grid: Grid, words: Vocabulary) -> Block | None:
    """Return the first header that is not clearly worse than the best one."""
    found = [block for block in _blocks(grid, words) if _is_header(grid, words, block)]
    best = max((len(block.keys) for block in found), default=0)
    dense = [block for block in found if block.is_dense]
    good = [block for block in dense if len(block.keys) >= min(best / 2, _PLENTY)]
    most = max((len(block.keys) for block in dense), default=0)
    good += [block for block in found if not block.is_dense and len(block.keys) > most]
    if not good:
        return None
    first = min(good, key=lambda block: block.top)
    return max(
        (block for block in found if block.top <= first.bottom + 1 and block.bottom >= first.top),
        key=lambda block: block.rank,
    )


def _blocks(grid: Grid, words: Vocabulary) -> Iterator[Block]:
    first = next((row for row in range(1, grid.height + 1) if grid.cells(row)), 1)
    last = min(grid.height, first + SEARCHED_ROWS)
    for top in range(first, last + 1):
        for bottom in range(top, min(top + TALLEST, last + 1)):
            if not _reads_like_header(grid, bottom):
                break
            if top == bottom or _upper_rows_fit(grid, top, bottom):
                yield _measured(grid, words, top, bottom)


def _measured(grid: Grid, words: Vocabulary, top: int, bottom: int) -> Block:
    columns = header_columns(grid, top, bottom)
    keys: list[str] = []
    labels = 0
    for column in columns:
        parts = header_parts(grid, top, bottom, column)
        readings = words.read(parts)
        is_number = heads_numbers(parts)
        labels += bool(readings) or is_number
        keys += [reading.key for reading in readings[:1]] + ["#"] * is_number
    return Block(
        top,
        bottom,
        columns,
        frozenset(keys),
        labels,
        _cut_merges(grid, top, bottom),
        _group_rows(grid, top, bottom),
    )


def header_columns(grid: Grid, top: int, bottom: int) -> tuple[int, ...]:
    """Return the columns that have a text in these rows or lie under one merged over them."""
    columns = range(1, grid.width + 1)
    return tuple(
        c for c in columns if any(_anchor_text(grid, r, c) for r in range(top, bottom + 1))
    )


def _is_header(grid: Grid, words: Vocabulary, block: Block) -> bool:
    """Tell whether the rows name the required field and another, over rows that are no labels."""
    required = {item.key for column in block.columns for item in _read(grid, words, block, column)}
    if words.ledger.required not in required:
        return False
    enough = len(block.keys) >= 2 or (grid.width == 1 and grid.height > block.bottom)  # noqa: PLR2004
    return enough and block.cut <= 1 and not _is_form(grid, words, block)


def _read(grid: Grid, words: Vocabulary, block: Block, column: int) -> list[Reading]:
    return words.read(header_parts(grid, block.top, block.bottom, column))


def _is_form(grid: Grid, words: Vocabulary, block: Block) -> bool:
    """Tell whether labels go on below: a filled-in form, with labels and values side by side."""
    meant = {column: {r.key for r in _read(grid, words, block, column)} for column in block.columns}
    own = {grid.text(row, c) for row in range(block.top, block.bottom + 1) for c in block.columns}
    below = (row for row in range(block.bottom + 1, grid.height + 1) if grid.cells(row))
    rows = list(islice(below, _FORM_ROWS))
    labeled = 0
    for row in rows:
        cells = grid.cells(row)
        labels = sum(
            text not in own and any(item.key not in meant.get(column, set()) for item in found)
            for column, text in ((column, cell_text(raw)) for column, raw in cells)
            if (found := words.read((text,)))
        )
        labeled += labels * 3 >= len(cells)
    return labeled >= 2 and labeled * 2 >= len(rows)  # noqa: PLR2004


def _reads_like_header(grid: Grid, row: int) -> bool:
    cells = grid.cells(row)
    reaching = any(merge.top < row for merge in grid.merges(row))
    return (bool(cells) or reaching) and all(_is_header_value(raw) for _column, raw in cells)


def _is_header_value(raw: Raw) -> bool:
    if isinstance(raw, str):
        return len(raw) <= _LONGEST_TEXT
    return isinstance(raw, int) and 1900 <= raw <= 2100  # noqa: PLR2004


def _upper_rows_fit(grid: Grid, top: int, bottom: int) -> bool:
    """Tell whether the rows above the last can be group headers: no title, no line of a form."""
    columns = header_columns(grid, top, bottom)
    for row in range(top, bottom):
        texts = [grid.text(row, column) for column, _raw in grid.cells(row)]
        if any(map(marks.is_form_line, texts)) or (len(texts) <= 2 and any(map(_is_title, texts))):  # noqa: PLR2004
            return False
        widest = max(_spans(grid, row, bottom, columns).values(), default=0)
        if len(texts) == 1 and widest >= _NEARLY_ALL * len(columns):
            return False
    return True


def _group_rows(grid: Grid, top: int, bottom: int) -> int:
    are_all = all(_is_group_row(grid, row, bottom) for row in range(top, bottom))
    return bottom - top if are_all else 0


def _is_title(text: str) -> bool:
    return marks.is_title(text) and text[-2:] not in _GROUPS_LIKE_TITLES


def _is_group_row(grid: Grid, row: int, bottom: int) -> bool:
    """Tell whether every text of the row heads several columns or reaches down to the leaves."""
    columns = header_columns(grid, row, bottom)
    spans = _spans(grid, row, bottom, columns)
    texts = {column: grid.text(row, column) for column in spans}
    if len(spans) < 2 or not 1 < max(spans.values()) < _NEARLY_ALL * len(columns):  # noqa: PLR2004
        return False
    return all(
        len(texts[column]) <= _LONGEST_GROUP
        if span > 1
        else grid.text(row + 1, column) in {"", texts[column]}
        for column, span in spans.items()
    )


def _spans(grid: Grid, row: int, bottom: int, columns: tuple[int, ...]) -> dict[int, int]:
    """Return over how many columns each text of the row stands."""
    spans: dict[int, int] = {}
    for column in columns:
        anchor = group_column(grid, row, bottom, column)
        if grid.text(row, anchor):
            spans[anchor] = spans.get(anchor, 0) + 1
    return spans


def _cut_merges(grid: Grid, top: int, bottom: int) -> int:
    crossing = {m for m in grid.merges(bottom) if m.bottom > bottom and grid.text(m.top, m.left)}
    crossing |= {m for m in grid.merges(top) if m.top < top and grid.text(m.top, m.left)}
    return len(crossing)


def _anchor_text(grid: Grid, row: int, column: int) -> str:
    merge = grid.merge(row, column)
    return grid.text(merge.top, merge.left) if merge else grid.text(row, column)
