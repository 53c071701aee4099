"""The tables of a workbook's sheets: which ledger's they are, their columns and their records."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.exchange.blocks import Block, find_header
from app.exchange.extent import annotations, counts_rows, own_columns, unit_hint, values_below
from app.exchange.fields import HIDDEN_SHEET, NOT_A_TABLE, Evidence, Ledger
from app.exchange.form_lines import FormEntry, form_entries, money_unit
from app.exchange.grid import Grid, cell_text
from app.exchange.headers import header_parts, one_line
from app.exchange.layout import Layout, RowKind
from app.exchange.mapping import Column, map_columns
from app.exchange.records import DataRow, records
from app.exchange.rows import classify
from app.exchange.vocabulary import Vocabulary, vocabulary
from app.values.texts import says_nothing, squeeze
from app.workbooks.cells import Sheet
from app.workbooks.names import column_letter

_EVIDENCE_ROWS = 200
_EVIDENCE_KEYS = 50


@dataclass(frozen=True)
class Table:
    """The first table of a sheet, of the kind of ledger asked for. It may have no rows."""

    sheet: Sheet
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[DataRow, ...]
    left_out: Mapping[RowKind, tuple[int, ...]]  # every row that is neither header nor data
    titles: tuple[str, ...]
    form: tuple[FormEntry, ...]

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.field == key), None)

    @property
    def letters(self) -> dict[str, str]:
        """Return the letter of each field's column."""
        return {item.field: column_letter(item.number) for item in self.columns if item.field}

    @property
    def unmapped(self) -> tuple[Column, ...]:
        """Return the columns that are kept with a record as they are."""
        return tuple(item for item in self.columns if not item.field and not item.is_ordinal)


@dataclass(frozen=True)
class Refusal:
    """A sheet without a table of the kind of ledger asked for."""

    sheet: Sheet
    code: str


def find_tables(sheets: Sequence[Sheet], ledger: Ledger) -> list[Table | Refusal]:
    """Return what each sheet holds. A hidden one counts only where no visible one has a table."""
    found = [find_table(sheet, ledger) for sheet in sheets]
    if not any(isinstance(item, Table) and item.sheet.is_visible for item in found):
        return found
    return [
        item
        if isinstance(item, Refusal) or item.sheet.is_visible
        else Refusal(item.sheet, HIDDEN_SHEET)
        for item in found
    ]


def refusal_of(found: Sequence[Table | Refusal]) -> str | None:
    """Return the code under which the whole file is refused, or None when it has a table."""
    if any(isinstance(item, Table) for item in found):
        return None
    codes = [item.code for item in found if isinstance(item, Refusal)]
    return next((code for code in codes if code != NOT_A_TABLE), NOT_A_TABLE)


def find_table(sheet: Sheet, ledger: Ledger) -> Table | Refusal:
    """Return the first table of a sheet if it is of this kind of ledger."""
    grid, words = Grid(sheet), vocabulary(ledger)
    block = find_header(grid, words)
    table: Table | None = _table(grid, words, block) if block else None
    table = table or ledger.find_headless(sheet)
    evidence = _evidence(grid, table, ledger.required) if table else _evidence_without(grid)
    code = ledger.refuse(evidence)
    if table is None or code:
        return Refusal(sheet, code or NOT_A_TABLE)
    return table


def _table(grid: Grid, words: Vocabulary, block: Block) -> Table | None:
    notes = annotations(grid, block)
    header_rows = tuple(sorted({*range(block.top, block.bottom + 1), *notes}))
    form = [item for row in range(1, header_rows[0]) for item in form_entries(grid, row)]
    columns = _columns(grid, words, block, header_rows, money_unit(form))
    key = next((item.number for item in columns if item.field == words.ledger.required), None)
    if key is None:
        return None
    layout = Layout(
        grid,
        words,
        header_rows,
        columns[0].number,
        columns[-1].number,
        key,
        {item.number: item.field for item in columns if item.field},
        _running_numbers(grid, columns, key, header_rows[-1]),
    )
    kinds = classify(layout)
    return Table(
        grid.sheet,
        header_rows,
        columns,
        tuple(records(layout, kinds, columns)),
        _left_out(kinds),
        _titles(grid, kinds, header_rows[0]),
        tuple(form),
    )


def _columns(
    grid: Grid, words: Vocabulary, block: Block, header_rows: tuple[int, ...], unit: str | None
) -> tuple[Column, ...]:
    below = header_rows[-1]
    numbers = own_columns(grid, words, block, below)
    headers = {n: header_parts(grid, block.top, block.bottom, n) for n in numbers}
    return map_columns(
        headers,
        words,
        cache(lambda number: values_below(grid, number, below)),
        lambda number: unit_hint(grid, header_rows, number) or unit,
    )


def _running_numbers(grid: Grid, columns: Sequence[Column], key: int, below: int) -> frozenset[int]:
    """Return the columns that number the rows, by their header or, before the names, by values."""
    unmapped = [item.number for item in columns if not item.field and item.number < key]
    counting = [number for number in unmapped if counts_rows(values_below(grid, number, below))]
    return frozenset([*counting, *(item.number for item in columns if item.is_ordinal)])


def _titles(grid: Grid, kinds: Mapping[int, RowKind], header: int) -> tuple[str, ...]:
    rows = [row for row in range(1, header) if kinds[row] is RowKind.TITLE]
    return tuple(one_line(raw) for row in rows for _column, raw in grid.cells(row))


def _left_out(kinds: Mapping[int, RowKind]) -> dict[RowKind, tuple[int, ...]]:
    left_out: defaultdict[RowKind, tuple[int, ...]] = defaultdict(tuple)
    for row, kind in kinds.items():
        if kind not in {RowKind.DATA, RowKind.HEADER}:
            left_out[kind] += (row,)
    return dict(left_out)


def _evidence(grid: Grid, table: Table, required: str) -> Evidence:
    headers = tuple(squeeze(column.header) for column in table.columns if column.parts)
    groups = table.left_out.get(RowKind.GROUP, ()) + table.left_out.get(RowKind.NOTE, ())
    keys = [cell_text(row.values.get(required)) for row in table.rows[:_EVIDENCE_KEYS]]
    return Evidence(
        mapped=frozenset(column.field for column in table.columns if column.field),
        headers=headers,
        unmapped=tuple(squeeze(column.header) for column in table.unmapped if column.parts),
        header_rows=(headers,),
        titles=tuple(squeeze(text) for text in (*table.titles, table.sheet.name or "")),
        lines=tuple(cell_text(raw) for row in groups for _column, raw in grid.cells(row)[:1]),
        keys=tuple(key for key in keys if key),
        filled={key: _share_filled(table, key) for key in table.letters},
    )


def _evidence_without(grid: Grid) -> Evidence:
    rows = [grid.cells(row) for row in range(1, min(grid.height, _EVIDENCE_ROWS) + 1)]
    texts = [tuple(cell_text(raw) for _column, raw in cells) for cells in rows]
    return Evidence(
        mapped=frozenset(),
        headers=(),
        unmapped=(),
        header_rows=tuple(row for row in texts if len(row) > 1),
        titles=(squeeze(grid.sheet.name or ""),),
        lines=tuple(row[0] for row in texts if len(row) == 1),
        keys=(),
        filled={},
    )


def _share_filled(table: Table, key: str) -> float:
    rows = table.rows[:_EVIDENCE_ROWS]
    return sum(not says_nothing(row.values[key]) for row in rows) / max(len(rows), 1)
