from struct import pack

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from app.workbooks.cells import UnknownCell, UnreadableFileError
from app.workbooks.compound_file import read_stream
from app.workbooks.limits import Limits
from app.workbooks.reading import read_workbook
from app.workbooks.refusals import RefusedError
from app.workbooks.xls_scan import find_unknown_cells

EMPTY_TEXT = b"\x03\0\0\0\0\0\xff\xff"  # what xlwt stores as the result of every formula
DIVISION_BY_ZERO = b"\x02\0\x07\0\0\0\xff\xff"


class TestFormulas:
    @pytest.fixture
    def path(self, tmp_path):
        book = xlwt.Workbook()
        sheet = book.add_sheet("1")
        sheet.write(0, 0, "甲")
        sheet.write(2, 1, xlwt.Formula("1/A1"))
        book.save(str(tmp_path / "a.xls"))
        return tmp_path / "a.xls"

    def test_with_an_error_for_a_result_are_unknown(self, path):
        path.write_bytes(path.read_bytes().replace(EMPTY_TEXT, DIVISION_BY_ZERO))

        assert read_workbook(path).sheets[0].rows[2] == [None, UnknownCell("#DIV/0!")]

    def test_with_a_number_for_a_result_have_that_value(self, path):
        number = DIVISION_BY_ZERO[:6] + b"\xf8\x3f"  # 1.5 and a little
        path.write_bytes(path.read_bytes().replace(EMPTY_TEXT, number))

        assert read_workbook(path).sheets[0].rows[2] == [None, pytest.approx(1.5)]

    def test_with_an_empty_text_for_a_result_are_blank(self, path):
        assert read_workbook(path).sheets[0].rows == [["甲"]]


class TestPasswords:
    def test_are_asked_for_in_the_first_records(self, tmp_path):
        book = xlwt.Workbook()
        book.add_sheet("1").write(0, 0, "甲")
        book.save(str(tmp_path / "a.xls"))
        content = (tmp_path / "a.xls").read_bytes()
        # The record with the author's name becomes the one that only encrypted files have.
        (tmp_path / "a.xls").write_bytes(content.replace(b"\x5c\0\x70\0", b"\x2f\0\x70\0"))

        with pytest.raises(UnreadableFileError) as refused:
            read_workbook(tmp_path / "a.xls")

        assert "密码" in str(refused.value.message)


class TestFarCells:
    @pytest.mark.parametrize(
        ("limits", "code"),
        [
            (Limits(rows=5), "too_many_rows"),
            (Limits(columns=6), "too_many_columns"),
            (Limits(rows=6, columns=7), None),
        ],
    )
    @pytest.mark.parametrize("values", [["x"], [1.5], [1, 2, 3], [True]])
    def test_are_refused_before_the_parser_makes_room_for_them(
        self, tmp_path, values, limits, code
    ):
        book = xlwt.Workbook()
        sheet = book.add_sheet("名册")
        for at, value in enumerate(reversed(values)):
            sheet.write(5, 6 - at, value)
        sheet.write(5, 9, None, xlwt.easyxf("font: bold on"))
        book.save(str(tmp_path / "a.xls"))

        if code is None:
            assert find_unknown_cells(tmp_path / "a.xls", limits) == [{}]
        else:
            with pytest.raises(RefusedError) as refused:
                find_unknown_cells(tmp_path / "a.xls", limits)
            assert (refused.value.reason, refused.value.sheet) == (code, "名册")


class TestSheets:
    def test_that_are_one_sheet_again_and_again_are_refused(self, tmp_path):
        book = xlwt.Workbook()
        for name in "12":
            book.add_sheet(name).write(0, 0, "x")
        book.save(str(tmp_path / "a.xls"))
        content = bytearray((tmp_path / "a.xls").read_bytes())
        first = content.index(b"\x85\0\x09\0") + 4
        second = content.index(b"\x85\0\x09\0", first) + 4
        content[second : second + 4] = content[first : first + 4]
        (tmp_path / "a.xls").write_bytes(content)

        with pytest.raises(RefusedError):
            find_unknown_cells(tmp_path / "a.xls", Limits())


class TestReadStream:
    # 8 MB need more sectors for the table than the head of the file can list.
    @pytest.mark.parametrize("size", [4_096, 100_000, 8_000_000])
    def test_joins_the_sectors(self, tmp_path, size):
        stream = bytes(range(251)) * (size // 251 + 1)
        XlsDoc().save(str(tmp_path / "a"), stream[:size])

        assert read_stream((tmp_path / "a").read_bytes(), ["Workbook"])[:size] == stream[:size]

    def test_finds_short_streams_in_their_own_sectors(self):
        content = compound_file(b"a" * 64 + b"b" * 36)

        assert read_stream(content, ["Book", "Workbook"]) == b"a" * 64 + b"b" * 36

    def test_says_when_there_is_none(self):
        with pytest.raises(LookupError):
            read_stream(compound_file(b"a"), ["Book"])

    def test_does_not_follow_a_circle(self):
        content = bytearray(compound_file(b"a"))
        content[512 + 4 : 512 + 8] = pack("<I", 1)  # the directory goes on with itself

        with pytest.raises(ValueError, match="without an end"):
            read_stream(content, ["Workbook"])


def compound_file(stream):
    """Return a file whose stream is short: sectors are table, directory, short table, shorts."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    short = (len(stream) + 63) // 64
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<5H", 62, 3, 0xFFFE, 9, 6)
    head += bytes(10) + pack("<9I", 1, 1, 0, 4096, 2, 1, end, 0, 0) + pack("<I", free) * 108
    return b"".join(
        [
            head.ljust(512, b"\0"),
            pack("<4I", table, end, end, end) + pack("<I", free) * 124,
            entry("Root Entry", 5, 3, 64 * short)
            + entry("Workbook", 2, 0, len(stream))
            + entry("Book", 0, 0, 0)
            + bytes(128),
            pack(f"<{short}I", *range(1, short), end).ljust(512, b"\xff"),
            stream.ljust(512, b"\0"),
        ]
    )


def entry(name, kind, start, size):
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + pack("<HB", len(encoded), kind)
        + bytes(49)
        + pack("<2I", start, size)
        + bytes(4)
    )
