"""CSV for Excel and WPS, and back."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workbooks.csv_writing import strip_guard, write_csv
from app.workbooks.layout import CellKind, SheetColumn

COLUMNS = (
    SheetColumn("名称"),
    SheetColumn("电话", CellKind.CODE),
    SheetColumn("日期", CellKind.DATE),
    SheetColumn("人数", CellKind.INTEGER),
    SheetColumn("资金（元）", CellKind.MONEY),
)
TEXTS = st.text(
    st.sampled_from("=+-@'\t甲a ,\"") | st.characters(exclude_categories=("Cs", "Cc")), max_size=12
).filter(lambda text: not set(text) & set("\ufffe\uffff"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.csv"


class TestWriteCsv:
    def test_is_utf_8_with_a_mark_and_ends_lines_as_windows_does(self, path):
        write_csv(path, COLUMNS[:2], [[("甲社", "13800000000")], [("乙", None)]])

        assert path.read_bytes().decode("utf-8-sig") == "名称,电话\r\n甲社,13800000000\r\n乙,\r\n"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")

    def test_writes_days_in_iso_and_money_in_yuan(self, path):
        row = ("甲", "1", date(2023, 4, 17), 12, 123456789)
        write_csv(path, COLUMNS, [[row, ("乙", "2", "2023-04", "350余", -5)]])

        assert rows(path)[1:] == [
            ["甲", "1", "2023-04-17", "12", "1234567.89"],
            ["乙", "2", "2023-04", "350余", "-0.05"],
        ]

    @pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", "'=1"])
    def test_guards_texts_that_would_calculate(self, path, text):
        write_csv(path, COLUMNS[:1], [[(text,)]])

        assert rows(path)[1] == [f"'{text}"]

    def test_leaves_numbers_below_zero_alone(self, path):
        write_csv(path, COLUMNS[3:4], [[(-7,)]])

        assert rows(path)[1] == ["-7"]

    def test_guards_titles(self, path):
        write_csv(path, [SheetColumn("=名称")], [])

        assert rows(path) == [["'=名称"]]

    def test_leaves_out_what_no_sheet_can_hold(self, path):
        write_csv(path, COLUMNS[:1], [[("甲\0\x01\r\n乙\rc\ud800\ufffe",)]])

        assert rows(path)[1] == ["甲\n乙\nc?"]

    def test_refuses_rows_of_another_length(self, path):
        with pytest.raises(ValueError, match="argument 2"):
            write_csv(path, COLUMNS, [[("甲",)]])

    def test_keeps_what_stood_there_when_it_fails(self, path):
        path.write_bytes(b"before")

        with pytest.raises(ZeroDivisionError):
            write_csv(path, COLUMNS[:1], ([(1 // at,)] for at in (1, 0)))

        assert path.read_bytes() == b"before"
        assert list(path.parent.iterdir()) == [path]


class TestGuard:
    @given(texts=st.lists(TEXTS, min_size=1, max_size=5))
    def test_gives_every_text_back(self, tmp_path_factory, texts):
        path = tmp_path_factory.getbasetemp() / "guarded.csv"
        write_csv(path, COLUMNS[:1], [[(text,) for text in texts]])

        assert [strip_guard(cell) for (cell,) in rows(path)[1:]] == texts

    @given(text=TEXTS)
    def test_finds_no_cell_that_would_calculate(self, tmp_path_factory, text):
        path = tmp_path_factory.getbasetemp() / "calculating.csv"
        write_csv(path, COLUMNS[:1], [[(text,)]])

        assert not rows(path)[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))

    @pytest.mark.parametrize("text", ["", "'", "'甲", "甲=", "=1"])
    def test_leaves_other_texts_alone(self, text):
        assert strip_guard(text) == text


def rows(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
