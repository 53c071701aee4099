"""The records of a table: what each row holds, and under which headings it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.exchange import marks
from app.exchange.grid import cell_text
from app.exchange.headers import one_line
from app.exchange.layout import Layout, RowKind, row_of
from app.exchange.mapping import Column
from app.values.texts import is_blank, squeeze
from app.workbooks.cells import Raw
from app.workbooks.names import column_letter


@dataclass(frozen=True)
class Group:
    """A heading inside a table: 一、社会团体, 晴湾社区（21家）."""

    row: int
    text: str

    @property
    def label(self) -> str:
        """Return the text without its numeral and without how many follow, squeezed."""
        return marks.heading_label(squeeze(self.text))


@dataclass(frozen=True)
class DataRow:
    """A record. Merged cells are filled down; merely empty ones stay None.

    `values` has every mapped field, `extra` what stands under other headers but for running
    numbers. `groups` are the headings it stands under, the outermost first.
    """

    number: int
    values: Mapping[str, Raw]
    extra: Mapping[str, Raw]
    groups: tuple[Group, ...]


def records(
    layout: Layout, kinds: Mapping[int, RowKind], columns: Sequence[Column]
) -> Iterator[DataRow]:
    """Yield the rows that are data, from the top."""
    filled = layout.grid.filled_down(after=layout.header_rows[-1])
    mapped = [(column.number, column.field) for column in columns if column.field]
    others = _named_apart([item for item in columns if not item.field and not item.is_ordinal])
    groups: tuple[Group, ...] = ()
    for number, kind in kinds.items():
        if kind is RowKind.GROUP:
            groups = _under(groups, _group(layout, number))
        elif kind is RowKind.DATA:
            cells = dict(enumerate(layout.grid.rows[number - 1], start=1)) | filled.get(number, {})
            extra = {name: cells.get(column) for column, name in others}
            yield DataRow(
                number,
                {field: cells.get(column) for column, field in mapped},
                {name: raw for name, raw in extra.items() if not is_blank(raw)},
                groups,
            )


def _group(layout: Layout, number: int) -> Group:
    row = row_of(layout, number)
    counts = "".join(f"（{cell_text(raw)}）" for _column, raw in row.content[1:])
    text = one_line(row.content[0][1])
    return Group(number, row.heading.removesuffix(row.first) + text + counts)


def _under(groups: tuple[Group, ...], group: Group) -> tuple[Group, ...]:
    """Return the headings that hold from this one on: it ends the last of its style and below."""
    styles = [marks.heading_style(squeeze(item.text)) for item in groups]
    style = marks.heading_style(squeeze(group.text))
    around = groups[: styles.index(style)] if style in styles else groups
    return (*around, group)


def _named_apart(columns: Iterable[Column]) -> list[tuple[int, str]]:
    """Return the columns with names that are all different; one without a header has a letter."""
    named: dict[str, int] = {}
    for column in columns:
        letter = column_letter(column.number)
        name = column.header or letter
        named[f"{name}（{letter}）" if name in named else name] = column.number
    return [(number, name) for name, number in named.items()]
