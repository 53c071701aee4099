"""Text on its way into a cell: what a sheet cannot hold is removed, refused or escaped.

Removed are control characters (line breaks become a plain one, tabs stay) and U+FFFE, U+FFFF;
half a surrogate pair becomes a question mark. Nothing is ever cut off.
"""

import re
from collections.abc import Sequence

MAX_UNITS = 32_767  # of UTF-16, as Excel counts

# Control characters are gone from every text, so this one can stand for an attribute.
KEEP_BLANKS = b"\x01"

_CONTROL = bytes(code for code in range(1, 32) if code not in (9, 10))
_LOOKS_ESCAPED = re.compile(rb"_(?=x[0-9A-Fa-f]{4}_)")
_LOSES_BLANKS = re.compile(rb"\A[ ]|[ ]\Z|[\n\t]")


class CellTooLongError(ValueError):
    """A text is longer than a cell can hold.

    The row is counted from 1 among the rows given, without titles and headers; 0 is the header
    itself.
    """

    def __init__(self, column: str, row: int) -> None:
        super().__init__(f"{column}, {row}")
        self.column = column
        self.row = row


def clean_text(text: str) -> str:
    """Return the text as a cell will hold it, however long."""
    return _cleaned(text.replace("\0", "")).decode()


def fitting_text(text: str, column: str, row: int = 0) -> str:
    """Return the cleaned text, escaped for a sheet; raise CellTooLongError when it does not fit."""
    refuse_long([text], column, row)
    return _LOOKS_ESCAPED.sub(b"_x005F_", _cleaned(text.replace("\0", ""))).decode()


def escaped_texts(values: Sequence[str | None], column: str, first_row: int) -> list[bytes]:
    """Return a column's texts as XML, None as nothing; raise CellTooLongError.

    Works on all values at once, which is several times faster than one by one. Where blanks at
    an edge would get lost the text begins with KEEP_BLANKS.
    """
    if not values:
        return []
    joined = "\0".join([value or "" for value in values])
    if joined.count("\0") != len(values) - 1:
        return escaped_texts([(v or "").replace("\0", "") for v in values], column, first_row)
    if (
        len(joined) > MAX_UNITS // 2
        and max(map(len, filter(None, values)), default=0) > MAX_UNITS // 2
    ):
        refuse_long(values, column, first_row)
    xml = _cleaned(joined)
    for mark, entity in ((b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;")):
        if mark in xml:
            xml = xml.replace(mark, entity)
    if b"_x" in xml:
        # Excel and calamine read _x000D_ as the character with that number.
        xml = _LOOKS_ESCAPED.sub(b"_x005F_", xml)
    texts = xml.split(b"\0")
    return [_kept(text) for text in texts] if _may_lose_blanks(xml) else texts


def refuse_long(values: Sequence[object], column: str, first_row: int) -> None:
    """Raise CellTooLongError for the first text that does not fit; other values may be among."""
    for row, value in enumerate(values, first_row):
        if not isinstance(value, str) or len(value) <= MAX_UNITS // 2:
            continue
        if len(value.encode("utf-16-le", "replace")) > MAX_UNITS * 2:
            raise CellTooLongError(column, row)


def _cleaned(text: str) -> bytes:
    encoded = text.encode("utf-8", "replace").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    encoded = encoded.translate(None, _CONTROL)
    for forbidden in (b"\xef\xbf\xbe", b"\xef\xbf\xbf"):
        if forbidden in encoded:
            encoded = encoded.replace(forbidden, b"")
    return encoded


def _may_lose_blanks(xml: bytes) -> bool:
    return (
        b"\n" in xml
        or b"\t" in xml
        or b" \0" in xml
        or b"\0 " in xml
        or xml.startswith(b" ")
        or xml.endswith(b" ")
    )


def _kept(text: bytes) -> bytes:
    return KEEP_BLANKS + text if _LOSES_BLANKS.search(text) else text
