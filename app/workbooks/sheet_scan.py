"""What the parser does not tell of a sheet's XML: errors, formulas without a value, far cells.

Only the cells that may be one of these are cut out and read as XML; a large roster has none, or
few.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from re import Pattern
from xml.parsers import expat

from app.workbooks.limits import MEBIBYTE, Limits
from app.workbooks.names import column_letter, column_number
from app.workbooks.refusals import Reason, RefusedError

# What stands in unknown cells: row, then column, both counted from 0.
Unknowns = dict[int, dict[int, str]]

_LONGEST_TEXT = 32_767  # characters, as Excel has it
_LONGEST_CELL = 4 * MEBIBYTE  # with plenty of room for references to characters
_REFERENCE = re.compile(rb"\sr\s*=")
_ROOT = re.compile(rb"<(\w+:)?worksheet[\s>]")


class _UnusualError(Exception):
    """The sheet is not written the usual way; its cells cannot be told apart by their text."""


def find_unknown_cells(
    unpack: Callable[[], Iterator[bytes]], limits: Limits, sheet: str
) -> Unknowns:
    """Return a sheet's unknown cells. Raise RefusedError for content beyond the limits.

    Far cells that only carry a style are no content. ExpatError and ValueError mean damage.
    """
    try:
        cells = [b"<cells>", *_cut_out(unpack(), _far_reference(limits)), b"</cells>"]
    except _UnusualError:
        return _judge(unpack(), limits, sheet)
    return _judge(cells, limits, sheet)


def _far_reference(limits: Limits) -> Pattern[bytes]:
    """Return what finds all cells beyond the limits; it also finds some within."""
    row, column = str(limits.rows + 1), column_letter(limits.columns + 1)
    rows = rf"[{row[0]}-9]\d{{{len(row) - 1}}}|\d{{{len(row) + 1},}}"
    columns = rf"[{column[0]}-Z][A-Z]{{{len(column) - 1}}}|[A-Z]{{{len(column) + 1},}}"
    return re.compile(rf'r="(?:[A-Z]+(?:{rows})"|(?:{columns})\d)'.encode())


def _cut_out(chunks: Iterator[bytes], far: Pattern[bytes]) -> Iterator[bytes]:
    """Yield the cells in question; raise _UnusualError when they cannot be told apart."""
    content = next(chunks, b"")
    root = _ROOT.search(content)
    if root is None:
        raise _UnusualError
    prefix = root[1] or b""
    start = b"<%bc " % prefix
    for chunk in chunks:
        cut = max(0, content.rfind(start))  # the last cell may go on in the next chunk
        yield from _choose(content[:cut], prefix, far)
        content = content[cut:] + chunk
        if len(content) > _LONGEST_CELL:
            raise _UnusualError
    yield from _choose(content, prefix, far)


def _choose(content: bytes, prefix: bytes, far: Pattern[bytes]) -> Iterator[bytes]:
    needles = [mark for mark in (b't="e"', b"<%bf" % prefix) if mark in content]
    if b"'" in content:
        needles.append(b"t='e'")
    if far.search(content):
        needles.append(far.pattern)
    if not needles:
        return
    if re.search(rb"<%bc[>\t\r\n]" % prefix, content):
        raise _UnusualError
    needle = re.compile(b"|".join(needles))
    start, end = b"<%bc " % prefix, b"</%bc>" % prefix
    for cell in content.split(start)[1:]:
        if needle.search(cell):
            yield from _trim(start + cell, end)


def _trim(cell: bytes, end: bytes) -> Iterator[bytes]:
    """Yield the cell without what follows it; nothing for <c r="A1"/>, which holds nothing."""
    opening = cell[: cell.find(b">")]
    if opening.endswith(b"/"):
        return
    if not _REFERENCE.search(opening):
        raise _UnusualError
    yield cell[: cell.find(end)] + end


def _judge(chunks: Iterable[bytes], limits: Limits, sheet: str) -> Unknowns:
    cells = _Cells(limits, sheet)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = cells.start
    parser.CharacterDataHandler = cells.text
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    cells.close()
    return cells.unknown


class _Cells:
    """Judges a cell when the next one starts, so that only starts need a handler."""

    def __init__(self, limits: Limits, sheet: str) -> None:
        self.unknown: Unknowns = {}
        self._limits = limits
        self._sheet = sheet
        self._row = self._column = -1
        self._type: str | None = None  # None between cells
        self._texts: dict[str, str] = {}  # of the cell's elements, by name
        self._inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self.close()
            self._place(attributes.get("r"))
            self._type = attributes.get("t", "n")
        elif tag == "row":
            self.close()
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._column = -1
        elif self._type is not None:
            self._enter(tag)

    def text(self, text: str) -> None:
        if self._inside and len(self._texts[self._inside]) < _LONGEST_TEXT:
            self._texts[self._inside] += text

    def close(self) -> None:
        """Judge the cell that has been read; the end of the sheet closes the last one."""
        texts, self._texts, self._inside = self._texts, {}, ""
        cell_type, self._type = self._type, None
        if not texts:
            return
        value = (texts.get("v", "") + texts.get("t", "")).strip()
        # An empty text is a value: ="" is stored as <c t="str"> with an empty <v>.
        has_value = bool(value) or (cell_type == "str" and "v" in texts)
        is_unknown = cell_type == "e" or ("f" in texts and not has_value)
        if is_unknown:
            formula = texts.get("f", "").strip()
            shown = value or (formula and f"={formula}")
            self.unknown.setdefault(self._row, {})[self._column] = shown
        if value or is_unknown:
            self._check_place()

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip("0123456789")
        self._row = int(reference[len(letters) :]) - 1
        self._column = column_number(letters) - 1

    def _enter(self, tag: str) -> None:
        if "is" in self._texts:
            self._inside = "t" if tag == "t" else ""
            self._texts.setdefault("t", "")
        elif tag in ("f", "v", "is"):
            self._inside = tag
            self._texts.setdefault(tag, "")
        else:
            self.close()  # what follows the last cell has formulas of its own

    def _check_place(self) -> None:
        if self._row >= self._limits.rows:
            raise RefusedError(Reason.TOO_MANY_ROWS, self._sheet)
        if self._column >= self._limits.columns:
            raise RefusedError(Reason.TOO_MANY_COLUMNS, self._sheet)
