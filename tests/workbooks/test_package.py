"""What of a package must not reach the parser, which would find out too late or never."""

import struct
import zipfile
import zlib

import pytest

from app.workbooks.limits import DEFAULT_LIMITS
from app.workbooks.package import find_unknown_cells
from app.workbooks.refusals import RefusedError
from tests.workbooks.samples import error, package, row, sheet_xml, text, zipped

SHEET = "xl/worksheets/sheet1.xml"


class TestEntries:
    @pytest.mark.parametrize("checked", [0, 1, 500])
    def test_longer_than_they_say_are_refused(self, tmp_path, checked):
        honest = sheet_xml(row(1, text("A1", "x")))
        path = zipped(tmp_path / "a", package(honest + " " * 1000))
        understate(path, SHEET, len(honest), checked)

        with pytest.raises((RefusedError, zipfile.BadZipFile)):
            find_unknown_cells(path, DEFAULT_LIMITS)

    @pytest.mark.parametrize("name", [SHEET, SHEET.upper(), SHEET.replace("/", "\\")])
    def test_are_found_however_they_are_written(self, tmp_path, name):
        parts = package(sheet_xml(row(1, error("A1", "#N/A"))))
        parts[name] = parts.pop(SHEET)

        found = find_unknown_cells(zipped(tmp_path / "a", parts), DEFAULT_LIMITS)

        assert found == [{0: {0: "#N/A"}}]

    def test_that_a_sheet_needs_may_be_missing(self, tmp_path):
        parts = package(sheet_xml(""))
        del parts[SHEET]

        assert find_unknown_cells(zipped(tmp_path / "a", parts), DEFAULT_LIMITS) == [{}]


def understate(path, name, size, checked):
    """Let an entry say that it is shorter, with a checksum over some bytes more than it says."""
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(name)
        content = archive.read(name)
    said = struct.pack("<III", zlib.crc32(content[: size + checked]), info.compress_size, size)
    package = bytearray(path.read_bytes())
    package[info.header_offset + 14 : info.header_offset + 26] = said
    at = package.index(name.encode(), package.index(b"PK\x01\x02")) - 46
    package[at + 16 : at + 28] = said
    path.write_bytes(package)
