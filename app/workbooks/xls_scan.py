"""What the parser does not tell of an Excel 97-2003 file ([MS-XLS]): errors and far cells.

A formula there always has a stored value. A program that does not calculate stores an empty
text, which cannot be told from the result of ="" and is taken for it.
"""

from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from

from app.workbooks.compound_file import read_stream
from app.workbooks.limits import Limits
from app.workbooks.refusals import Reason, RefusedError
from app.workbooks.sheet_scan import Unknowns

_END, _PASSWORD, _SHEET = 0x000A, 0x002F, 0x0085
_FORMULA, _BOOLEAN_OR_ERROR, _NUMBERS = 0x0006, 0x0205, 0x00BD
# Records of a cell with content: formula, numbers, rich and shared text, number, text, boolean.
_CELLS = {_FORMULA, _NUMBERS, 0x00D6, 0x00FD, 0x0203, 0x0204, _BOOLEAN_OR_ERROR, 0x027E}
_ERROR_RESULT = 2
_NOT_A_NUMBER = 0xFFFF  # the last bytes of a formula's result, whose first byte then tells its type
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_Record = tuple[int, int, int]  # kind, place and length


def find_unknown_cells(path: Path, limits: Limits) -> list[Unknowns]:
    """Return the unknown cells of each sheet, in the workbook's order.

    Raises RefusedError for content beyond the limits or behind a password, and struct.error,
    LookupError or ValueError for a damaged file.
    """
    stream = read_stream(path.read_bytes(), ("Workbook", "Book"))
    names: dict[int, str] = {}  # by the place where the sheet starts
    for kind, at, _length in _records(stream, 0):
        if kind == _PASSWORD:
            raise RefusedError(Reason.PASSWORD)
        if kind == _SHEET:
            start = unpack_from("<I", stream, at)[0]
            if start in names:
                raise RefusedError(Reason.DAMAGED)  # one sheet again and again costs as many
            names[start] = _read_name(stream, at + 6)
    return [_scan(stream, start, limits, name) for start, name in names.items()]


def _records(stream: bytes, at: int) -> Iterator[_Record]:
    """Yield the records up to the end of the sheet, or of what comes before the sheets."""
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, at + 4, length
        at += 4 + length


def _read_name(stream: bytes, at: int) -> str:
    """Return a sheet's name as Excel 97 writes it; older ones become a little garbled."""
    length, is_wide = unpack_from("<BB", stream, at)
    if is_wide & 1:
        return stream[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    return stream[at + 2 : at + 2 + length].decode("latin-1")


def _scan(stream: bytes, start: int, limits: Limits, sheet: str) -> Unknowns:
    found: Unknowns = {}
    for record in _records(stream, start):
        kind, at, length = record
        if kind not in _CELLS:
            continue
        row, column = unpack_from("<HH", stream, at)
        last = unpack_from("<H", stream, at + length - 2)[0] if kind == _NUMBERS else column
        if row >= limits.rows:
            raise RefusedError(Reason.TOO_MANY_ROWS, sheet)
        if last >= limits.columns:
            raise RefusedError(Reason.TOO_MANY_COLUMNS, sheet)
        error = _read_error(stream, kind, at)
        if error is not None:
            found.setdefault(row, {})[column] = _ERRORS.get(error, "#ERR!")
    return found


def _read_error(stream: bytes, kind: int, at: int) -> int | None:
    if kind == _BOOLEAN_OR_ERROR:
        code, is_error = unpack_from("<BB", stream, at + 6)
        return code if is_error else None
    if kind == _FORMULA:
        result, code, last = unpack_from("<BxBxxxH", stream, at + 6)
        return code if last == _NOT_A_NUMBER and result == _ERROR_RESULT else None
    return None
