"""Where the rows of a sheet stand in its XML, so that some can be changed and the rest copied."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from xml.parsers import expat

from app.workbooks.placing import MAX_ROWS

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_IN_SHEET, _IN_DATA, _IN_ROW = 1, 2, 3  # elements that are open


class UnpatchableError(Exception):
    """The workbook is built in a way that leaves nothing to hold on to."""


@dataclass
class RowPlaces:
    """Bytes of a sheet: its root tag, where the data begins, and the rows asked for."""

    root: bytes = b""
    data_start: int = -1
    rows: dict[int, tuple[int, int]] = field(default_factory=dict)  # a missing one has no length


def find_rows(xml: bytes, wanted: Collection[int]) -> RowPlaces:
    """Find rows by number; one that is missing gets the place where it belongs.

    Raises UnpatchableError.
    """
    if b"\0" in xml[:100]:
        raise UnpatchableError("not UTF-8")
    try:
        places = _RowFinder(xml, wanted).find()
    except (expat.ExpatError, ValueError) as error:
        raise UnpatchableError from error
    if len(places.rows) < len(wanted):
        raise UnpatchableError("no rows")
    return places


class _RowFinder:
    def __init__(self, xml: bytes, wanted: Collection[int]) -> None:
        self._xml = xml
        self._wanted = sorted(wanted, reverse=True)  # the next one last
        self._places = RowPlaces()
        self._depth = 0
        self._is_data = False
        self._row = 0
        self._start_at = 0
        self._parser = expat.ParserCreate()

    def find(self) -> RowPlaces:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(self._xml, True)
        return self._places

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _IN_ROW:
            return
        at = self._parser.CurrentByteIndex
        if self._depth == _IN_SHEET:
            self._places.root = self._tag(at)
        elif self._depth == _IN_DATA:
            self._is_data = name.rpartition(":")[2] == "sheetData"
            if self._is_data:
                self._places.data_start = at
        elif self._is_data:
            self._row = int(attributes.get("r", self._row + 1))
            self._start_at = at
            self._place_missing(self._row, at)

    def _end(self, _name: str) -> None:
        if self._depth == _IN_ROW and self._is_data:
            if self._wanted and self._wanted[-1] == self._row:
                self._places.rows[self._wanted.pop()] = (self._start_at, self._end_of_row())
        elif self._depth == _IN_DATA and self._is_data:
            if not self._tag(self._places.data_start).endswith(b"/>"):
                end = self._parser.CurrentByteIndex
                self._place_missing(MAX_ROWS + 1, end)
            self._is_data = False
        self._depth -= 1

    def _place_missing(self, before: int, at: int) -> None:
        while self._wanted and self._wanted[-1] < before:
            self._places.rows[self._wanted.pop()] = (at, at)

    def _end_of_row(self) -> int:
        tag = self._tag(self._start_at)
        if tag.endswith(b"/>"):
            return self._start_at + len(tag)
        return self._xml.index(b">", self._parser.CurrentByteIndex) + 1

    def _tag(self, at: int) -> bytes:
        tag = _TAG.match(self._xml, at)
        assert tag is not None
        return tag[0]
