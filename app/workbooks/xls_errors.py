"""The error cells of an Excel 97-2003 file ([MS-XLS]), which the parser gives as blanks.

A formula there always has a stored value. A program that does not calculate stores an empty
text, which cannot be told from the result of ="" and is taken for it.
"""

from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from

from app.workbooks.compound_file import read_stream
from app.workbooks.sheet_scan import Unknowns

_SHEET, _FORMULA, _BOOLEAN_OR_ERROR, _END = 0x0085, 0x0006, 0x0205, 0x000A
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


def find_error_cells(path: Path) -> list[Unknowns]:
    """Return the error cells of each sheet, in the workbook's order.

    Raises struct.error, LookupError or ValueError for a damaged file.
    """
    stream = read_stream(path.read_bytes(), ("Workbook", "Book"))
    starts = [
        unpack_from("<I", stream, at)[0] for kind, at in _records(stream, 0) if kind == _SHEET
    ]
    return [_error_cells(stream, start) for start in starts]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield kind and place of each record up to the end of the sheet, or of the globals."""
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, at + 4
        at += 4 + length


def _error_cells(stream: bytes, start: int) -> Unknowns:
    found: Unknowns = {}
    for kind, at in _records(stream, start):
        error = None
        if kind == _BOOLEAN_OR_ERROR:
            code, is_error = unpack_from("<BB", stream, at + 6)
            error = code if is_error else None
        elif kind == _FORMULA:
            result, code, last = unpack_from("<BxBxxxH", stream, at + 6)
            error = code if last == _NOT_A_NUMBER and result == _ERROR_RESULT else None
        if error is not None:
            row, column = unpack_from("<HH", stream, at)
            found.setdefault(row, {})[column] = _ERRORS.get(error, "#ERR!")
    return found
