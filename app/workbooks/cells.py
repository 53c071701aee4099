"""What a workbook holds once it has been read: plain values, no styles."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal


@dataclass(frozen=True)
class UnknownCell:
    """An error, or a formula stored without its value: something stands there, never a blank."""

    text: str  # what stands there: "#REF!", "=A1+B1", or "" where the file does not tell


Raw = str | int | float | bool | date | datetime | time | UnknownCell | None


@dataclass(frozen=True)
class Merge:
    """A merged range, counted from 1, both ends inclusive; the value stands top left."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet; hidden rows and columns are like any other.

    `rows[0]` is row 1 and `row[0]` column A, whatever is empty before the first value. All rows
    are equally long; empty rows and columns after the last value are left out. Merges may reach
    beyond.
    """

    name: str | None  # None for csv
    is_visible: bool
    rows: list[list[Raw]]
    merges: tuple[Merge, ...]


@dataclass(frozen=True)
class Workbook:
    """A file that has been read, with its sheets in their order, the hidden ones included."""

    format: Literal["xlsx", "xls", "csv"]
    encoding: str | None  # csv only, as Python names it
    delimiter: str | None  # csv only
    sheets: tuple[Sheet, ...]


class UnreadableFileError(Exception):
    """The file is not taken. The code is stable; the message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
