"""What is let through to a parser. A refusal names its reason; the message is made elsewhere."""

import io
import struct
import zipfile

import pytest
import xlwt
from openpyxl import Workbook

from app.workbooks.gate import find_format
from app.workbooks.limits import DEFAULT_LIMITS, Limits
from app.workbooks.refusals import Reason, RefusedError
from tests.workbooks.samples import number, package, row, sheet_xml, write_xlsx, zipped

MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "brought"


def reason_of(path, limits=DEFAULT_LIMITS):
    with pytest.raises(RefusedError) as refused:
        find_format(path, limits)
    return refused.value.reason


def written(path, content):
    path.write_bytes(content)
    return path


class TestFindFormat:
    def test_goes_by_the_content_and_not_by_the_name(self, tmp_path):
        Workbook().save(tmp_path / "a.csv")
        book = xlwt.Workbook()
        book.add_sheet("1")
        book.save(str(tmp_path / "b.xlsx"))
        (tmp_path / "c.xls").write_text("机构名称,统一社会信用代码")

        formats = [find_format(file, DEFAULT_LIMITS) for file in sorted(tmp_path.iterdir())]

        assert formats == ["xlsx", "xls", "csv"]

    def test_refuses_what_is_empty(self, path):
        assert reason_of(written(path, b"")) is Reason.EMPTY

    def test_refuses_what_is_large(self, path):
        written(path, b"a" * 11)

        assert find_format(path, Limits(file_size=11)) == "csv"
        assert reason_of(path, Limits(file_size=10)) is Reason.FILE_TOO_LARGE

    @pytest.mark.parametrize(
        "content",
        [
            b"<html><body><table>",
            b"\xef\xbb\xbf\r\n  <!DOCTYPE html>",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "<table>".encode("utf-16"),
            "<TABLE><TR><TD>机构名称".encode("gb18030"),
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
        ],
    )
    def test_refuses_web_pages(self, path, content):
        assert reason_of(written(path, content)) is Reason.WEB_PAGE


class TestOldWorkbooks:
    def test_with_a_password_are_refused(self, path):
        # An encrypted xlsx is a compound file with this stream.
        streams = "EncryptedPackage\0".encode("utf-16-le")

        written(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + streams)

        assert reason_of(path) is Reason.PASSWORD

    def test_are_not_other_documents(self, path):
        streams = "WordDocument\0".encode("utf-16-le")

        written(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + streams)

        assert reason_of(path) is Reason.FOREIGN


class TestPackages:
    def test_are_no_workbooks_without_one_inside(self, path):
        assert reason_of(zipped(path, {"word/document.xml": "<w/>"})) is Reason.FOREIGN

    def test_in_a_package_are_no_workbooks(self, path):
        inner = io.BytesIO()
        Workbook().save(inner)

        assert reason_of(zipped(path, {"名册.xlsx": inner.getvalue()})) is Reason.FOREIGN

    @pytest.mark.parametrize(
        ("parts", "reason"),
        [
            ({"xl/vbaProject.bin": "x"}, Reason.MACROS),
            ({"XL\\vbaproject.BIN": "x"}, Reason.MACROS),
            ({"xl/workbook.bin": "x"}, Reason.BINARY_WORKBOOK),
            (
                {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
                Reason.OPEN_DOCUMENT,
            ),
        ],
    )
    def test_of_other_kinds_are_named(self, path, parts, reason):
        assert reason_of(zipped(path, package() | parts)) is reason

    def test_with_the_type_of_macros_are_refused(self, path):
        assert reason_of(write_xlsx(path, workbook_type=MACRO_TYPE)) is Reason.MACROS

    def test_with_a_password_are_refused(self, path):
        content = bytearray(write_xlsx(path, "").read_bytes())
        content[content.index(b"PK\x01\x02") + 8] |= 1

        assert reason_of(written(path, content)) is Reason.PASSWORD

    @pytest.mark.parametrize("kept", [30, 300, -1])
    def test_cut_off_are_damaged(self, path, kept):
        content = write_xlsx(path, "").read_bytes()

        assert reason_of(written(path, content[:kept])) is Reason.DAMAGED

    def test_packed_in_an_unknown_way_are_damaged(self, path):
        content = write_xlsx(path, "").read_bytes()
        # The method stands in each local head and in each entry of the directory.
        for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
            at = content.index(mark) + offset
            content = content[:at] + struct.pack("<H", 99) + content[at + 2 :]

        assert reason_of(written(path, content)) is Reason.DAMAGED


class TestSizes:
    def test_of_many_parts(self, path):
        parts = package("") | {f"xl/media/{n}.png": "" for n in range(200)}

        assert reason_of(zipped(path, parts)) is Reason.CONTENT_TOO_LARGE

    def test_of_far_too_many_parts_are_not_even_listed(self, path, monkeypatch):
        with zipfile.ZipFile(path, "w") as archive:
            for n in range(1_000):
                archive.writestr(f"{n}", "")
        monkeypatch.setattr(zipfile, "ZipFile", None)

        assert reason_of(path) is Reason.CONTENT_TOO_LARGE

    def test_of_one_part(self, path):
        write_xlsx(path, "")

        assert find_format(path, Limits(part_size=10_000)) == "xlsx"
        assert reason_of(path, Limits(part_size=300)) is Reason.CONTENT_TOO_LARGE

    def test_of_all_parts(self, path):
        write_xlsx(path, "")

        assert reason_of(path, Limits(package_size=1_000)) is Reason.CONTENT_TOO_LARGE

    def test_out_of_proportion(self, path):
        zipped(path, package(sheet_xml(" " * 3_000_000)))

        assert reason_of(path) is Reason.CONTENT_TOO_LARGE

    def test_out_of_proportion_do_no_harm_below_a_mebibyte(self, path):
        zipped(path, package(sheet_xml(" " * 1_000_000)))

        assert find_format(path, DEFAULT_LIMITS) == "xlsx"

    def test_of_an_honest_large_roster_pass(self, path):
        rows = (
            row(n, *(number(f"{letter}{n}", n * 7919 % 9973) for letter in "ABCDEFGHIJKLMNOPQRST"))
            for n in range(1, 20_001)
        )

        assert find_format(write_xlsx(path, "".join(rows)), DEFAULT_LIMITS) == "xlsx"
