"""Reading a text of separated values. No parser is led astray here, so no process is started."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Literal, TextIO

from app.workbooks.cells import Raw, Sheet, Workbook
from app.workbooks.limits import MEBIBYTE, Limits
from app.workbooks.refusals import Reason, RefusedError

_DELIMITERS = ",;\t"
_SAMPLE = 100  # rows
_WIDE = re.compile("[\u0800-\U0010ffff]")  # what takes UTF-8 three bytes or more, as all Chinese
_END = "\0"  # no text that is read has one, so this row can only be our own


def read_csv(path: Path, limits: Limits) -> Workbook:
    """Return the text as a workbook of one sheet without a name; every value is a text.

    Raises RefusedError for what is no text in UTF-8, in UTF-16 with its mark or in GB 18030.
    """
    encoding = _find_encoding(path)
    with path.open(encoding=encoding, newline="") as text:
        delimiter = _guess_delimiter(_split(text, limits))
        text.seek(0)
        try:
            rows = _read_rows(_split(text, limits), delimiter, limits, path.name)
        except csv.Error as error:  # a cell that takes in everything up to the limit of the module
            raise RefusedError(Reason.UNCLOSED_QUOTE) from error
    return Workbook("csv", encoding, delimiter, (Sheet(None, True, rows, ()),))


def _find_encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(len(BOM_UTF8))
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _require(path, "utf-16")
    if start == BOM_UTF8:
        return _require(path, "utf-8-sig")
    # A few Chinese characters in GB 18030 may pass for accented letters, but never for Chinese;
    # a file with accented letters and no Chinese at all is not to be expected.
    is_utf8 = _look(path, "utf-8") in ("plain", "wide")
    return "utf-8" if is_utf8 else _require(path, "gb18030")


def _require(path: Path, encoding: str) -> str:
    if _look(path, encoding) is None:
        raise RefusedError(Reason.FOREIGN)
    return encoding


def _look(path: Path, encoding: str) -> Literal["plain", "accented", "wide"] | None:
    """Return the widest kind of letters in the text, or None if it is no text in this encoding."""
    is_plain, is_wide = True, False
    try:
        with path.open(encoding=encoding, newline="") as text:
            for chunk in iter(partial(text.read, MEBIBYTE), ""):
                if "\0" in chunk:
                    return None
                is_plain = is_plain and chunk.isascii()
                is_wide = is_wide or bool(_WIDE.search(chunk))
    except UnicodeError:
        return None
    return "plain" if is_plain else "wide" if is_wide else "accented"


def _split(text: TextIO, limits: Limits) -> Iterator[str]:
    for line in iter(partial(text.readline, limits.line_length + 1), ""):
        if len(line) > limits.line_length:
            raise RefusedError(Reason.CONTENT_TOO_LARGE)
        yield line


def _guess_delimiter(lines: Iterator[str]) -> str:
    """Return the delimiter by which most rows agree on the most columns; the comma if none does."""
    sample = list(islice(lines, _SAMPLE))
    return max(_DELIMITERS, key=partial(_agreement, sample))


def _agreement(sample: list[str], delimiter: str) -> int:
    try:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter))
    except csv.Error:
        return 0
    # The number of rows counts twice: a single line may well have fifty semicolons in one cell.
    scores = (count * count * (width - 1) for width, count in widths.items() if width)
    return max(scores, default=0)


def _read_rows(lines: Iterator[str], delimiter: str, limits: Limits, name: str) -> list[list[Raw]]:
    rows: list[list[Raw]] = []
    blanks = 0
    for cells in csv.reader(chain(lines, [_END]), delimiter=delimiter):
        if cells == [_END]:
            return _fill_up(rows)
        row: list[Raw] = [cell.replace("\r\n", "\n") or None for cell in cells]
        while row and row[-1] is None:
            row.pop()
        if not row:
            blanks += 1
            continue
        if len(rows) + blanks >= limits.rows:
            raise RefusedError(Reason.TOO_MANY_ROWS, name)
        if len(row) > limits.columns:
            raise RefusedError(Reason.TOO_MANY_COLUMNS, name)
        rows += [[] for _ in range(blanks)]
        rows.append(row)
        blanks = 0
    raise RefusedError(Reason.UNCLOSED_QUOTE)  # a cell has taken in the end


def _fill_up(rows: list[list[Raw]]) -> list[list[Raw]]:
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([None] * (width - len(row)))
    return rows
