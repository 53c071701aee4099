"""What an adapter tells the import engine about its kind of ledger; nothing here knows which."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.definitions.fields import Field
from app.workbooks.cells import Sheet

NOT_A_TABLE = "not_a_table"
HIDDEN_SHEET = "hidden_sheet"
OTHER_LEDGER = "other_ledger"


@dataclass(frozen=True)
class Evidence:
    """What of a sheet tells which kind of ledger it is. All texts are squeezed.

    Without a table, `header_rows` are the rows of two or more cells and `mapped` is empty.
    """

    mapped: frozenset[str]  # keys of the fields found
    headers: tuple[str, ...]  # header texts, group and leaf joined by /
    unmapped: tuple[str, ...]  # those of them that are no field
    header_rows: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]  # texts above the header, and the sheet's name last
    lines: tuple[str, ...]  # texts that stand alone in a row below it
    keys: tuple[str, ...]  # the first values of the required field
    filled: Mapping[str, float]  # by field, the share of the records that say something


@dataclass(frozen=True)
class Ledger:
    """A kind of ledger.

    Each of its tables has the field `required`. `subjects` are words for what a row is about; they
    may stand before any header text (机构地址). `is_heading` knows texts that head a group of rows
    even when they stand in the required field's column. `refuse` returns the code under which a
    sheet is refused because it is no such ledger, or None; `refusals` says of such codes what to do
    in this ledger's own words. `find_headless` makes a table of a sheet without any header, such as
    names below headings; it gets the sheet and returns a `Table` or None.
    """

    fields: tuple[Field, ...]
    required: str
    subjects: tuple[str, ...] = ()
    is_heading: Callable[[str], bool] = lambda _text: False
    refuse: Callable[[Evidence], str | None] = lambda _evidence: None
    refusals: Mapping[str, str] = field(default_factory=dict, hash=False)
    find_headless: Callable[[Sheet], Any] = lambda _sheet: None
