"""What a workbook holds is what `read_workbook` gives."""

import datetime as dt
from datetime import date, datetime, time

import openpyxl
import pytest
import xlwt

from app.workbooks.cells import Merge, Sheet, UnknownCell, Workbook
from app.workbooks.reading import read_workbook
from tests.workbooks.samples import (
    error,
    formula,
    number,
    package,
    row,
    sheet_xml,
    styled,
    text,
    write_xlsx,
    zipped,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "名册.xlsx"


def read_rows(path, *rows, **options):
    """Return the rows of a workbook whose only sheet has this XML."""
    return read_workbook(write_xlsx(path, "".join(rows), **options)).sheets[0].rows


class TestSheets:
    def test_come_in_their_order_with_the_hidden_ones(self, path):
        book = openpyxl.Workbook()
        book.active.title = "名册"
        book.create_sheet("旧").sheet_state = "hidden"
        book.create_sheet("更旧").sheet_state = "veryHidden"
        book.save(path)

        sheets = read_workbook(path).sheets

        assert [(sheet.name, sheet.is_visible) for sheet in sheets] == [
            ("名册", True),
            ("旧", False),
            ("更旧", False),
        ]

    def test_leave_out_charts(self, path):
        book = openpyxl.Workbook()
        book.create_chartsheet("图", 0)
        book["Sheet"]["A1"] = "=1/0"
        book.save(path)

        (sheet,) = read_workbook(path).sheets

        assert (sheet.name, sheet.rows) == ("Sheet", [[UnknownCell("=1/0")]])

    def test_of_an_empty_workbook_have_no_rows(self, path):
        openpyxl.Workbook().save(path)

        assert read_workbook(path) == Workbook("xlsx", None, None, (Sheet("Sheet", True, [], ()),))


class TestRows:
    def test_begin_with_row_1_and_column_a(self, path):
        assert read_rows(path, row(3, number("C3", 1))) == [
            [None, None, None],
            [None, None, None],
            [None, None, 1],
        ]

    def test_are_equally_long_and_end_with_the_last_value(self, path):
        rows = read_rows(
            path,
            row(1, number("A1", 1), styled("Z1")),
            row(3, number("B3", 2)),
            row(9, text("D9", ""), formula("E9", '""', "", "str"), styled("F9")),
        )

        assert rows == [[1, None], [None, None], [None, 2]]

    def test_stand_where_their_references_say(self, path):
        rows = read_rows(path, row(2, number("B2", 1)), row(1, number("A1", 2)))

        assert rows == [[2, None], [None, 1]]

    def test_need_no_references(self, path):
        cells = "<row><c><v>1</v></c><c/><c t='e'><v>#N/A</v></c></row><row><c><f>B1</f></c></row>"

        assert read_rows(path, cells) == [
            [1, None, UnknownCell("#N/A")],
            [UnknownCell("=B1"), None, None],
        ]

    def test_hidden_ones_are_like_others(self, path):
        book = openpyxl.Workbook()
        book.active.append(["甲", "乙"])
        book.active.append(["丙", "丁"])
        book.active.row_dimensions[2].hidden = True
        book.active.column_dimensions["A"].hidden = True
        book.save(path)

        assert read_workbook(path).sheets[0].rows == [["甲", "乙"], ["丙", "丁"]]

    def test_far_styles_without_a_value_do_not_count(self, path):
        sheet = sheet_xml(
            row(1, number("A1", 1)) + row(1048576, styled("XFD1048576")),
        ).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')

        assert read_workbook(zipped(path, package(sheet))).sheets[0].rows == [[1]]


class TestMerges:
    def test_are_counted_from_1_and_hold_their_value_top_left(self, path):
        book = openpyxl.Workbook()
        book.active["B2"] = "某某社区"
        book.active["D9"] = "末"
        for merged in ("B2:C4", "A1:F1", "D9:F9"):
            book.active.merge_cells(merged)
        book.save(path)

        (sheet,) = read_workbook(path).sheets

        assert sheet.merges == (Merge(1, 1, 1, 6), Merge(2, 2, 4, 3), Merge(9, 4, 9, 6))
        assert sheet.rows[1][:3] == [None, "某某社区", None]


class TestTexts:
    def test_are_given_as_they_are(self, path):
        assert read_rows(path, row(1, text("A1", "　 甲\t乙\n丙 "), text("B1", "=1+1"))) == [
            ["　 甲\t乙\n丙 ", "=1+1"]
        ]

    def test_have_one_kind_of_line_break(self, path):
        assert read_rows(path, row(1, text("A1", "甲_x000D_&#10;乙&#13;&#10;丙"))) == [
            ["甲\n乙\n丙"]
        ]


class TestNumbers:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("1", 1),
            ("-3", -3),
            ("1.5", 1.5),
            ("999999999999999", 999_999_999_999_999),
            ("1000000000000000", 1e15),
            ("440301199001011234", 440301199001011234.0),
            ("1E+3", 1000),
            ("2024.1", 2024.1),
        ],
    )
    def test_without_a_fraction_are_whole_while_their_digits_are_known(self, path, written, read):
        ((value,),) = read_rows(path, row(1, number("A1", written)))

        assert (value, type(value)) == (read, type(read))

    def test_beyond_all_numbers_are_unknown(self, path):
        assert read_rows(path, row(1, number("A1", "1E400"))) == [[UnknownCell("inf")]]

    def test_truth_values_stay_what_they_are(self, path):
        ((value,),) = read_rows(path, row(1, '<c r="A1" t="b"><v>1</v></c>'))

        assert value is True


class TestDates:
    @pytest.mark.parametrize(
        ("serial", "style", "read"),
        [
            ("45292", 1, date(2024, 1, 1)),
            ("45292", 2, date(2024, 1, 1)),
            ("45292.75", 1, datetime(2024, 1, 1, 18, tzinfo=None)),  # noqa: DTZ001 as in the sheet
            ("45292.999999999", 1, date(2024, 1, 2)),
            ("0.25", 4, time(6)),
            ("0.25", 3, time(6)),
            ("1.25", 3, "30:00:00"),
            ("-1.25", 3, "-30:00:00"),
            ("60", 1, date(1900, 2, 28)),
            ("61", 1, date(1900, 3, 1)),
            ("0", 1, time(0)),
            ("1e20", 1, 1e20),
            ("1e20", 3, UnknownCell("nan")),
        ],
    )
    def test_follow_the_format_of_the_cell(self, path, serial, style, read):
        ((value,),) = read_rows(path, row(1, number("A1", serial, style)))

        assert (value, type(value)) == (read, type(read))

    def test_of_a_workbook_that_counts_from_1904(self, path):
        properties = '<workbookPr date1904="1"/>'

        rows = read_rows(path, row(1, number("A1", 43831, 1)), properties=properties)

        assert rows == [[date(2024, 1, 2)]]

    def test_written_out(self, path):
        cells = [f'<c r="{at}1" t="d"><v>{day}</v></c>' for at, day in (("A", "2024-01-02"),)]

        assert read_rows(path, row(1, *cells)) == [[dt.date(2024, 1, 2)]]


class TestUnknownCells:
    def test_are_errors_and_formulas_without_a_value(self, path):
        rows = read_rows(
            path,
            row(1, error("A1", "#REF!"), formula("B1", "A1+1"), formula("C1", "A1+1", "")),
            row(3, formula("A3", "1/0", "#DIV/0!", "e"), "<c r='B3' t='e'><v>#N/A</v></c>"),
        )

        assert rows == [
            [UnknownCell("#REF!"), UnknownCell("=A1+1"), UnknownCell("=A1+1")],
            [None, None, None],
            [UnknownCell("#DIV/0!"), UnknownCell("#N/A"), None],
        ]

    def test_are_no_formulas_with_a_value(self, path):
        rows = read_rows(
            path,
            row(1, formula("A1", "1+1", 2), formula("B1", '"甲"', "甲", "str")),
            row(2, formula("A2", '""', "", "str"), formula("B2", "TRUE()", 1, "b")),
        )

        assert rows == [[2, "甲"], [None, True]]

    def test_stand_where_they_are_without_any_value_around(self, path):
        rows = read_rows(path, row(1, number("A1", 1)), row(3, formula("C3", "1")))

        assert rows == [[1, None, None], [None] * 3, [None, None, UnknownCell("=1")]]

    def test_belong_to_their_sheet(self, path):
        write_xlsx(path, row(1, number("A1", 1)), row(2, error("B2", "#N/A")), "")

        assert [sheet.rows for sheet in read_workbook(path).sheets] == [
            [[1]],
            [[None, None], [None, UnknownCell("#N/A")]],
            [],
        ]

    def test_are_found_where_the_workbook_says_its_sheets_are(self, path):
        parts = package(sheet_xml(row(1, error("A1", "#N/A"))))
        parts["xl/worksheets/Daten.xml"] = parts.pop("xl/worksheets/sheet1.xml")
        relations = parts["xl/_rels/workbook.xml.rels"]
        parts["xl/_rels/workbook.xml.rels"] = relations.replace(
            "worksheets/sheet1.xml", "/xl/worksheets/Daten.xml"
        )

        assert read_workbook(zipped(path, parts)).sheets[0].rows == [[UnknownCell("#N/A")]]


class TestOldWorkbooks:
    @pytest.fixture
    def book(self):
        return xlwt.Workbook()

    def read(self, path, book):
        book.save(str(path))
        return read_workbook(path)

    def test_are_told_by_their_content(self, tmp_path, book):
        book.add_sheet("名册").write(0, 0, "甲")

        for name in ("名册.xls", "名册.et", "名册.xlsx", "名册.csv"):
            read = self.read(tmp_path / name, book)
            assert (read.format, read.sheets) == ("xls", (Sheet("名册", True, [["甲"]], ()),))

    def test_have_the_same_kinds_of_values(self, path, book):
        sheet = book.add_sheet("名册")
        day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        values = ["甲\r\n乙", 3, 1.5, True, 12345678901234567890]
        for column, value in enumerate(values):
            sheet.write(1, column + 1, value)
        sheet.write(1, 6, date(2024, 1, 2), day)
        sheet.write_merge(2, 3, 1, 2, "合")

        (read,) = self.read(path, book).sheets

        assert read.rows[1] == [
            None,
            "甲\n乙",
            3,
            1.5,
            True,
            12345678901234567890.0,
            date(2024, 1, 2),
        ]
        assert read.rows[0] == [None] * 7
        assert read.merges == (Merge(3, 2, 4, 3),)

    def test_have_error_cells(self, path, book):
        book.add_sheet("空")
        sheet = book.add_sheet("错", cell_overwrite_ok=True)
        sheet.row(1).set_cell_error(2, "#REF!")
        sheet.row(5).set_cell_error(0, 0x2A)
        sheet.write(0, 0, "甲")

        assert [read.rows for read in self.read(path, book).sheets] == [
            [],
            [
                ["甲", None, None],
                [None, None, UnknownCell("#REF!")],
                *[[None, None, None]] * 3,
                [UnknownCell("#N/A"), None, None],
            ],
        ]

    def test_hide_sheets(self, path, book):
        book.add_sheet("名册")
        book.add_sheet("旧").visibility = 2

        assert [sheet.is_visible for sheet in self.read(path, book).sheets] == [True, False]


class TestPath:
    def test_that_does_not_exist_is_no_matter_of_the_file(self, path):
        with pytest.raises(FileNotFoundError):
            read_workbook(path)
