"""What an adapter tells the import engine about its kind of ledger; nothing here knows which."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.workbooks.cells import Raw

NOT_A_TABLE = "not_a_table"
HIDDEN_SHEET = "hidden_sheet"


@dataclass(frozen=True)
class Field:
    """A field of a ledger and the header texts that mean it; of several, the earlier means it more.

    `label` counts as the first synonym. A group header and the header below it are also compared
    written together: 备案 over 编号 is 备案编号. Texts are compared without white space, width,
    marks, units and hints in brackets.
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    # Texts too general to stand alone: they count below, or right of, a header that holds one of
    # the words in `within`.
    short: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    # Texts that mean the field only where at least half of the values look right.
    doubtful: tuple[str, ...] = ()
    # Words of a group header, or in brackets, that say the column is about something else.
    unless: tuple[str, ...] = ()
    # Words that, in brackets or beside one of `within`, leave open which field is meant.
    rivals: tuple[str, ...] = ()
    # Also tells fields apart that share a header text, by the share of values that look right.
    looks_right: Callable[[Raw], bool] | None = None


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
    sheet is refused because it is no such ledger, or None.
    """

    fields: tuple[Field, ...]
    required: str
    subjects: tuple[str, ...] = ()
    is_heading: Callable[[str], bool] = lambda _text: False
    refuse: Callable[[Evidence], str | None] = lambda _evidence: None
