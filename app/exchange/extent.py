"""How far a table reaches: its rows of header, and which of the sheet's columns are its own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from app.exchange.blocks import Block
from app.exchange.grid import Grid, cell_text
from app.exchange.headers import header_parts, unit_of
from app.exchange.vocabulary import Vocabulary, heads_numbers, is_figure
from app.workbooks.cells import Raw

_SAMPLED_ROWS = 2_000
_SAMPLED_VALUES = 200
_FOREIGN = re.compile(r"[a-z][\x20-\x7e]*", re.IGNORECASE)  # field codes, or English headers
_NUMBER = re.compile(r"[(]?(\d{1,3})[)]?")
_COLUMN_NAME = re.compile(r"[甲乙丙丁戊己庚辛]|栏次|列次|行次|序号|栏号")
_HINT = re.compile(
    r"[(]?(?:单位[::])?(?:[亿万千百]?元|人|个|名|家|人次|必填项?|选填项?|非必填|可?不填|可空|文本|数字|整数|日期"
    r"|下拉(?:选择|选项)?|自动生成|\d+位)[)]?"
)
_FEWEST = 3
_LONGEST_NUMBER = 6


def annotations(grid: Grid, block: Block) -> tuple[int, ...]:
    """Return the rows around a header that belong to it without naming anything.

    They hold field codes (ba_cn), English, column numbers (1, 2, 3 …), or units and hints (元, 必填).
    """
    found: list[int] = []
    if block.top > 1 and _is_foreign(grid, block.top - 1, block):
        found.append(block.top - 1)
    row = block.bottom + 1
    while row <= grid.height and _annotates(grid, row, block):
        found.append(row)
        row += 1
    return tuple(found)


def _annotates(grid: Grid, row: int, block: Block) -> bool:
    texts = [cell_text(raw) for _column, raw in grid.cells(row)]
    if not texts or len(texts) > len(block.columns):
        return False
    hints = all(_HINT.fullmatch(text) for text in texts)
    return hints or _is_foreign(grid, row, block) or _is_numbers(texts)


def _is_foreign(grid: Grid, row: int, block: Block) -> bool:
    texts = [cell_text(raw) for _column, raw in grid.cells(row)]
    enough = len(texts) >= max(2, len(block.columns) // 2)
    return (
        enough and len(set(texts)) == len(texts) and all(_FOREIGN.fullmatch(text) for text in texts)
    )


def _is_numbers(texts: Sequence[str]) -> bool:
    numbers = [int(found[1]) for text in texts if (found := _NUMBER.fullmatch(text))]
    others = [text for text in texts if not _NUMBER.fullmatch(text)]
    counts_up = numbers == list(range(1, len(numbers) + 1))
    return len(numbers) >= _FEWEST and counts_up and all(map(_COLUMN_NAME.fullmatch, others))


def unit_hint(grid: Grid, header_rows: Iterable[int], column: int) -> str | None:
    """Return the unit of money in a row of hints at the header."""
    hints = [grid.text(row, column).strip("()") for row in header_rows]
    return next((unit for hint in hints if hint and (unit := unit_of((f"({hint})",)))), None)


def own_columns(grid: Grid, words: Vocabulary, block: Block, below: int) -> tuple[int, ...]:
    """Return the columns of the first table under the header, those without a text included.

    A second table to the right begins after an empty column or with its own running number, and
    adds no field to the first, or names figures.
    """
    parts = {c: header_parts(grid, block.top, block.bottom, c) for c in block.columns}
    pieces = list(_pieces(grid, words, block, parts, below))
    required = words.ledger.required
    home = next((i for i, piece in enumerate(pieces) if required in _keys(words, parts, piece)), 0)
    own, taken = list(pieces[home]), _keys(words, parts, pieces[home])
    for side in (reversed(pieces[:home]), pieces[home + 1 :]):
        for piece in side:
            keys = _keys(words, parts, piece)
            if not keys or keys & taken or _has_figures(words, parts, piece):
                break
            own += piece
            taken |= keys
    return _with_values(grid, block, range(min(own), max(own) + 1), below)


def values_below(grid: Grid, column: int, below: int) -> list[Raw]:
    """Return some of the values of a column, for telling what it holds."""
    values: list[Raw] = []
    for row in range(below + 1, min(grid.height, below + _SAMPLED_ROWS) + 1):
        raw = grid.raw(row, column)
        if cell_text(raw):
            values.append(raw)
            if len(values) == _SAMPLED_VALUES:
                break
    return values


def counts_rows(values: Sequence[Raw]) -> bool:
    """Tell whether most values are one more than the value above."""
    texts = [cell_text(raw) for raw in values]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) <= _LONGEST_NUMBER]
    steps = sum(later == earlier + 1 for earlier, later in pairwise(numbers))
    return len(numbers) >= _FEWEST and steps * 5 >= len(texts) * 3


def _pieces(
    grid: Grid, words: Vocabulary, block: Block, parts: Mapping[int, tuple[str, ...]], below: int
) -> Iterator[list[int]]:
    piece: list[int] = []
    for column in block.columns:
        gap = range(piece[-1] + 1, column) if piece else range(0)
        is_apart = any(not values_below(grid, between, below) for between in gap)
        if is_apart or (piece and _starts_again(words, parts, column, piece)):
            yield piece
            piece = []
        piece.append(column)
    yield piece


def _starts_again(
    words: Vocabulary, parts: Mapping[int, tuple[str, ...]], column: int, before: list[int]
) -> bool:
    """Tell whether a second running number stands here, with the required field again after it."""
    if not heads_numbers(parts[column]) or not any(heads_numbers(parts[c]) for c in before):
        return False
    after = [c for c in parts if c > column]
    return words.ledger.required in _keys(words, parts, before) & _keys(words, parts, after)


def _keys(
    words: Vocabulary, parts: Mapping[int, tuple[str, ...]], columns: Iterable[int]
) -> set[str]:
    keys = {item.key for c in columns for item in words.read(parts[c])[:1]}
    return keys | {"#" for c in columns if heads_numbers(parts[c])}


def _has_figures(
    words: Vocabulary, parts: Mapping[int, tuple[str, ...]], columns: Iterable[int]
) -> bool:
    return any(is_figure("/".join(parts[c])) and not words.read(parts[c]) for c in columns)


def _with_values(grid: Grid, block: Block, columns: Iterable[int], below: int) -> tuple[int, ...]:
    """Leave out empty columns, and those that a header is merged over without values of their own."""
    headed = {
        column
        for column in block.columns
        if (merge := grid.merge(block.bottom, column)) is None or merge.left == column
    }
    return tuple(c for c in columns if c in headed or values_below(grid, c, below))
