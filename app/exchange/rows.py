"""What each row of a sheet is. A row that cannot be told is data: none is dropped in silence."""

from collections.abc import Callable, Mapping, Sequence

from app.exchange import marks
from app.exchange.grid import Grid, cell_text
from app.exchange.layout import Layout, Row, RowKind, row_of
from app.exchange.lone_rows import settled
from app.exchange.vocabulary import is_figure, is_ordinal

_ALIKE = 0.6
_LONGEST_LABEL = 16


def classify(layout: Layout) -> dict[int, RowKind]:
    """Return what every row of the sheet is, by its number."""
    kinds = {row: _above(layout.grid, row) for row in range(1, layout.header_rows[0])}
    kinds |= _heading_above(layout, kinds)
    kinds |= dict.fromkeys(layout.header_rows, RowKind.HEADER)
    rows = [row_of(layout, n) for n in range(layout.header_rows[-1] + 1, layout.grid.height + 1)]
    looks = _until_second_table([first_look(layout, row) for row in rows])
    below = settled(layout, rows, looks)
    return kinds | {row.number: kind for row, kind in zip(rows, below, strict=True)}


def first_look(layout: Layout, row: Row) -> RowKind | None:
    """Return what the row's own texts say it is; None for a lone one that its place decides."""
    if not row.content:
        return RowKind.BLANK
    marked = _marked(layout, row) if row.texts else None
    if marked is None and not row.is_lone:
        return RowKind.DATA
    return marked


def _above(grid: Grid, row: int) -> RowKind:
    texts = [cell_text(raw) for _column, raw in grid.cells(row)]
    if not texts:
        return RowKind.BLANK
    return RowKind.FORM_LINE if any(map(marks.is_form_line, texts)) else RowKind.TITLE


def _heading_above(layout: Layout, kinds: Mapping[int, RowKind]) -> dict[int, RowKind]:
    """Give the text nearest above the header to the first rows where it heads them: 一、社会团体."""
    titles = [row for row, kind in kinds.items() if kind is RowKind.TITLE]
    row = row_of(layout, titles[-1]) if titles else None
    if row is None or not row.content or not row.is_lone:
        return {}
    heads = marks.is_enumerated(row.heading) or marks.is_community(row.first)
    return {row.number: RowKind.GROUP} if heads else {}


def _until_second_table(looks: Sequence[RowKind | None]) -> list[RowKind | None]:
    """Give all rows from the header of another table on to it, until the first header returns."""
    kinds: list[RowKind | None] = []
    is_over = False
    for kind in looks:
        is_over = kind is not RowKind.REPEATED_HEADER and (is_over or kind is RowKind.SECOND_TABLE)
        kinds.append(RowKind.SECOND_TABLE if is_over and kind is not RowKind.BLANK else kind)
    return kinds


def _marked(layout: Layout, row: Row) -> RowKind | None:
    total = _total(layout, row)
    if total:
        return RowKind.SUBTOTAL if marks.is_subtotal(total) else RowKind.TOTAL
    if row.is_lone and row.first in layout.texts_above:
        return RowKind.FORM_LINE if marks.is_form_line(row.first) else RowKind.TITLE
    return next((kind for kind, tells in _MARKS if tells(layout, row)), None)


def _repeats_header(layout: Layout, row: Row) -> bool:
    """Tell whether most of a header row stands here again, and no column means another field."""
    for header in layout.header_texts:
        alike = sum(header.get(column) == text for column, text in row.texts.items())
        if alike >= max(min(2, len(header)), _ALIKE * max(len(header), len(row.cells))):
            return not any(
                _contradicts(layout, column, text)
                for column, text in row.texts.items()
                if header.get(column) != text
            )
    return False


def _contradicts(layout: Layout, column: int, text: str) -> bool:
    keys = {reading.key for reading in layout.words.read((text,))}
    field = layout.fields.get(column)
    return field not in keys if field else bool(keys)


def _heads_another_table(layout: Layout, row: Row) -> bool:
    """Tell whether there are only short texts, most of them header texts or one the required."""
    texts = row.texts.values()
    if not 1 < len(texts) == len(row.cells) or any(len(text) > _LONGEST_LABEL for text in texts):
        return False
    unknown = 0
    for text in texts:
        keys = {item.key for item in layout.words.read((text,)) if not item.needs_proof}
        if layout.words.ledger.required in keys:
            return True
        unknown += not (keys or is_ordinal(text) or is_figure(text))
    return unknown <= len(texts) * (1 - _ALIKE)


def _total(layout: Layout, row: Row) -> str | None:
    """Return the text that makes the row a total; a name that only ends like one does not."""
    name = _name(layout, row)
    named = marks.total_of(name) if name else None
    if named == "":
        return name
    if named:
        after = [cell_text(raw) for column, raw in row.content if column > layout.key_column]
        return name if not row.is_numbered and all(map(marks.is_count, after)) else None
    if name and not marks.is_count_only(name):
        return None
    before = [text for column, text in row.texts.items() if column < layout.key_column]
    texts = (row.first, *before)
    return next((text for text in texts if text and marks.total_of(text) is not None), None)


def _is_note(layout: Layout, row: Row) -> bool:
    if marks.is_footer(row.first) or (row.is_lone and marks.says_nothing_follows(row.first)):
        return True
    is_aside = row.is_lone or (row.column < layout.key_column and not _name(layout, row))
    return is_aside and marks.is_note(row.first)


def _is_example(layout: Layout, row: Row) -> bool:
    first = [cell_text(raw) for _column, raw in row.cells[:2]]
    return any(map(marks.is_example, first)) or marks.is_example_name(_name(layout, row))


def _is_counted_heading(layout: Layout, row: Row) -> bool:
    """Tell whether only a place and how many it has stand there: 晴湾社区 | 21家."""
    may_head = row.column <= layout.key_column and len(row.content) > 1
    if not may_head or not (marks.is_place(row.first) or marks.is_enumerated(row.first)):
        return False
    others = [cell_text(raw) for _column, raw in row.content[1:]]
    return all(marks.is_count_only(text) and not text.isdigit() for text in others)


def _name(layout: Layout, row: Row) -> str:
    return row.texts.get(layout.key_column, "")


_MARKS: tuple[tuple[RowKind, Callable[[Layout, Row], bool]], ...] = (
    (RowKind.REPEATED_HEADER, _repeats_header),
    (RowKind.SECOND_TABLE, _heads_another_table),
    (RowKind.NOTE, _is_note),
    (RowKind.EXAMPLE, _is_example),
    (RowKind.GROUP, _is_counted_heading),
)
