"""What ledgers call a column: the header texts that mean it, and how its values look."""

from collections.abc import Callable
from dataclasses import dataclass

from app.workbooks.cells import Raw


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
