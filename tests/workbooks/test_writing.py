"""Plain sheets: header, formats, what the window and the printer show."""

import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from app.workbooks import packing, placing
from app.workbooks.cell_text import CellTooLongError
from app.workbooks.layout import CellKind, NotesSheet, SheetColumn, SheetPlan, WorkbookProperties
from app.workbooks.placing import split
from app.workbooks.row_source import RowCountError
from app.workbooks.shell import sheet_name
from app.workbooks.writing import write_workbook
from tests.workbooks.written import (
    FORM,
    ROSTER,
    calamine_rows,
    has_formula,
    opened,
    part,
    roster_row,
    write,
)

DAY = datetime.combine(date(2020, 5, 6), time())  # as openpyxl reads days
NOTES = NotesSheet("导出说明", (("筛选", "登记状态：已登记"), ("口径", "=在册" * 200)))


class TestPlainSheet:
    def test_has_one_header_row_and_the_rows_in_order(self, tmp_path):
        path = write(tmp_path / "a.xlsx", rows=map(roster_row, range(1, 24)))

        header, *rows = opened(path).active.iter_rows(values_only=True)

        assert header == ("名称", "代码", "成立日期", "姓名", "电话", "人数", "资金（元）")
        assert [row[0] for row in rows] == [roster_row(number)[0] for number in range(1, 24)]
        assert rows[4] == (
            "晴川街道第5公益社",
            "523300000000000005",
            DAY,
            "甲子丑",
            "13800000000",
            5,
            1.5,
        )

    def test_is_read_alike_by_calamine(self, tmp_path):
        path = write(tmp_path / "a.xlsx", rows=[roster_row(3)])

        assert calamine_rows(path)[1] == [
            "晴川街道第3公益社",
            "523300000000000003",
            date(2020, 5, 6),
            "甲子丑",
            "13800000000",
            3.0,
            1.5,
        ]

    def test_keeps_codes_and_phones_text_when_they_are_edited(self, tmp_path):
        sheet = opened(write(tmp_path / "a.xlsx", rows=[roster_row(1)])).active

        assert [sheet[cell].number_format for cell in ("B2", "E2")] == ["@", "@"]
        assert sheet["A2"].quotePrefix

    def test_formats_days_and_numbers(self, tmp_path):
        sheet = opened(write(tmp_path / "a.xlsx", rows=[roster_row(1)])).active

        formats = [sheet[cell].number_format for cell in ("C2", "F2", "G2")]
        assert formats == ["yyyy-mm-dd", "#,##0", "#,##0.00"]

    def test_stays_in_sight_below_the_header_and_right_of_the_name(self, tmp_path):
        path = write(
            tmp_path / "a.xlsx", rows=[roster_row(1)], has_serial_number=True, frozen_columns=2
        )
        sheet = opened(path).active

        assert sheet.freeze_panes == "D2"
        assert sheet.auto_filter.ref == "A1:H2"
        assert sheet.column_dimensions["B"].width == 40
        assert sheet.sheet_view.zoomScale == 100

    def test_has_no_totals(self, tmp_path):
        path = write(tmp_path / "a.xlsx", rows=[roster_row(1)])

        assert opened(path).active.max_row == 2
        assert not has_formula(path)

    def test_prints_the_header_on_every_page(self, tmp_path):
        sheet = opened(write(tmp_path / "a.xlsx", rows=[roster_row(1)])).active

        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "portrait"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage

    def test_without_rows_shows_a_dressed_blank_one(self, tmp_path):
        sheet = opened(write(tmp_path / "a.xlsx")).active

        assert [cell.value for cell in sheet[2]] == [None] * 7
        assert sheet["C2"].number_format == "yyyy-mm-dd"
        assert sheet["C2"].border.left.style == "thin"

    def test_numbers_its_rows(self, tmp_path):
        path = write(
            tmp_path / "a.xlsx", rows=map(roster_row, range(9, 30)), has_serial_number=True
        )

        assert [row[0] for row in calamine_rows(path)] == ["序号", *map(float, range(1, 22))]


class TestDaysAndNumbers:
    @pytest.mark.parametrize("day", [date(2023, 4, 17), "2023-04-17"])
    def test_a_whole_day_is_a_day(self, tmp_path, day):
        path = write(tmp_path / "a.xlsx", [SheetColumn("日", CellKind.DATE)], [[day]])

        assert calamine_rows(path)[1] == [date(2023, 4, 17)]

    @pytest.mark.parametrize(
        "text", ["2023-04", "2023", "2023-02-30", "2023-W01-1", "二〇二三年", "20230417"]
    )
    def test_any_other_text_stays_text(self, tmp_path, text):
        path = write(tmp_path / "a.xlsx", [SheetColumn("日", CellKind.DATE)], [[text]])

        assert calamine_rows(path)[1] == [text]
        assert opened(path).active["A2"].number_format == "@"

    def test_days_that_excel_counts_differently_are_text(self, tmp_path):
        days = [[date(1900, 2, 28)], [date(1900, 3, 1)]]
        path = write(tmp_path / "a.xlsx", [SheetColumn("日", CellKind.DATE)], days)

        assert [row[0] for row in calamine_rows(path)[1:]] == ["1900-02-28", date(1900, 3, 1)]

    @pytest.mark.parametrize(
        ("fen", "yuan"), [(0, 0), (1, 0.01), (-150, -1.5), (123456789012345, 1234567890123.45)]
    )
    def test_fen_become_yuan(self, tmp_path, fen, yuan):
        path = write(tmp_path / "a.xlsx", [SheetColumn("钱", CellKind.MONEY)], [[fen]])

        assert calamine_rows(path)[1] == [yuan]

    def test_a_number_with_words_stays_text(self, tmp_path):
        columns = [SheetColumn("人", CellKind.INTEGER), SheetColumn("钱", CellKind.MONEY)]
        path = write(tmp_path / "a.xlsx", columns, [["350余", "约20万"], [None, None], [7, 700]])

        assert calamine_rows(path)[1:] == [["350余", "约20万"], ["", ""], [7.0, 7.0]]

    def test_a_fraction_is_refused_where_whole_numbers_are_promised(self, tmp_path):
        with pytest.raises(TypeError):
            write(tmp_path / "a.xlsx", [SheetColumn("人", CellKind.INTEGER)], [[2.5]])


class TestRefusals:
    def test_a_text_that_does_not_fit_is_named_and_nothing_written(self, tmp_path):
        rows = [("好",)] * 9 + [("长" * 32_768,)]

        with pytest.raises(CellTooLongError) as refused:
            write(tmp_path / "a.xlsx", [SheetColumn("备注")], rows)

        assert (refused.value.column, refused.value.row) == ("备注", 10)
        assert list(tmp_path.iterdir()) == []

    def test_a_text_among_days_is_measured_too(self, tmp_path):
        rows = [("2023",), ("长" * 32_768,)]

        with pytest.raises(CellTooLongError) as refused:
            write(tmp_path / "a.xlsx", [SheetColumn("日", CellKind.DATE)], rows)

        assert (refused.value.column, refused.value.row) == ("日", 2)

    def test_the_longest_text_that_fits_is_kept_whole(self, tmp_path):
        texts = ["长" * 32_767, "𠮷" * 16_383]
        path = write(tmp_path / "a.xlsx", [SheetColumn("备注")], [[text] for text in texts])

        assert [row[0] for row in calamine_rows(path)[1:]] == texts

    def test_characters_outside_the_first_plane_count_twice(self, tmp_path):
        with pytest.raises(CellTooLongError):
            write(tmp_path / "a.xlsx", [SheetColumn("备注")], [["𠮷" * 16_384]])

    @pytest.mark.parametrize("count", [0, 2, 4, 40])
    def test_rows_are_as_many_as_announced(self, tmp_path, count):
        with pytest.raises(RowCountError):
            write(tmp_path / "a.xlsx", rows=map(roster_row, range(3)), count=count)

    def test_rows_are_as_long_as_there_are_columns(self, tmp_path):
        with pytest.raises(ValueError, match="shorter"):
            write(tmp_path / "a.xlsx", rows=[roster_row(1)[:-1]])

    def test_what_stood_there_stays_when_writing_fails(self, tmp_path):
        path = tmp_path / "a.xlsx"
        path.write_bytes(b"before")

        with pytest.raises(RowCountError):
            write(path, rows=[roster_row(1)], count=5)

        assert path.read_bytes() == b"before"


class TestFurtherSheets:
    @pytest.fixture
    def path(self, tmp_path, monkeypatch):
        monkeypatch.setattr(placing, "MAX_ROWS", 14)  # 8 rows of data and 6 around them
        return write(
            tmp_path / "a.xlsx",
            rows=map(roster_row, range(1, 21)),
            official=FORM,
            has_serial_number=True,
            name="机构[台账]",
        )

    def test_take_what_one_cannot_hold(self, path):
        book = opened(path)

        assert book.sheetnames == ["机构 台账", "机构 台账 (2)", "机构 台账 (3)", "导出说明"]
        assert [sheet.max_row for sheet in book.worksheets[:3]] == [12, 12, 10]
        serials = [
            cell.value
            for sheet in book.worksheets[:3]
            for (cell,) in sheet.iter_rows(5, 14, 1, 1)
            if isinstance(cell.value, int)
        ]
        assert serials == list(range(1, 21))

    def test_are_told_of_in_the_notes(self, path):
        rows = calamine_rows(path, 3)

        assert rows[1][0] == "分表"
        assert "共 20 行" in rows[1][1]
        assert "机构 台账 (3)" in rows[1][1]

    def test_have_one_total_over_all(self, path):
        total = opened(path).worksheets[2]["G9"].value
        stored = calamine_rows(path, 2)[8]

        assert total == "=SUM('机构 台账'!G5:G12,'机构 台账 (2)'!G5:G12,G5:G8)"
        assert stored[6:8] == [210.0, 30.0]

    def test_begin_after_a_million_rows(self):
        plan = SheetPlan("台账", ROSTER)

        assert [placement.count for placement in split(plan, 1_048_575)] == [1_048_575]
        assert [placement.count for placement in split(plan, 1_048_576)] == [1_048_575, 1]
        assert [placement.count for placement in split(plan, 2_097_150)] == [1_048_575] * 2

    def test_number_the_row_of_a_text_that_is_too_long_through_all(self, tmp_path, monkeypatch):
        monkeypatch.setattr(placing, "MAX_ROWS", 5)
        rows = [["好"]] * 9 + [["长" * 40_000]]

        with pytest.raises(CellTooLongError) as refused:
            write(tmp_path / "a.xlsx", [SheetColumn("备注")], rows)

        assert refused.value.row == 10


class TestSheetName:
    @pytest.mark.parametrize(
        ("name", "number", "taken"),
        [
            ("台账", 1, "台账"),
            ("台账", 2, "台账 (2)"),
            ("a/b:c*d?[e]\\f", 1, "a b c d  e  f"),
            ("'台账' ", 1, "台账"),
            ("", 1, "Sheet"),
            ("'\0 ", 3, "Sheet (3)"),
            ("长" * 40, 1, "长" * 31),
            ("长" * 40, 12, "长" * 26 + " (12)"),
            ("长" * 30 + " 短", 1, "长" * 30),
        ],
    )
    def test_is_one_that_excel_takes(self, name, number, taken):
        assert sheet_name(name, number) == taken


class TestNotesSheet:
    def test_is_the_last_sheet_and_holds_no_formula(self, tmp_path):
        path = write(tmp_path / "a.xlsx", rows=[roster_row(1)], notes=NOTES)
        sheet = opened(path).worksheets[-1]

        assert sheet.title == "导出说明"
        assert [cell.value for cell in sheet["A"]] == ["导出说明", "筛选", "口径"]
        assert sheet["B3"].value == "=在册" * 200
        assert sheet["B3"].data_type != "f"

    def test_is_readable_on_paper(self, tmp_path):
        path = write(tmp_path / "a.xlsx", rows=[roster_row(1)], notes=NOTES)
        sheet = opened(path).worksheets[-1]

        assert sheet["B3"].alignment.wrap_text
        assert sheet.row_dimensions[3].height > 8 * sheet.row_dimensions[2].height
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


class TestFile:
    def test_names_title_and_company_but_no_person(self, tmp_path):
        path = write(tmp_path / "a.xlsx", properties=WorkbookProperties("台账<1>", "甲&乙中心"))
        book = opened(path)

        assert book.properties.title == "台账<1>"
        assert b"creator" not in part(path, "docProps/core.xml")
        assert b"lastModifiedBy" not in part(path, "docProps/core.xml")
        assert "甲&amp;乙中心</Company>" in part(path, "docProps/app.xml").decode()

    def test_begins_with_the_content_types(self, tmp_path):
        with zipfile.ZipFile(write(tmp_path / "a.xlsx")) as package:
            assert package.namelist()[0] == "[Content_Types].xml"

    def test_is_an_ordinary_zip_file_unless_a_sheet_may_be_huge(self, tmp_path, monkeypatch):
        ordinary = write(tmp_path / "a.xlsx", rows=[roster_row(1)])
        monkeypatch.setattr("app.workbooks.writing._MANY_CELLS", 3)
        huge = write(tmp_path / "b.xlsx", rows=[roster_row(1)])

        versions = [
            zipfile.ZipFile(path).getinfo("xl/worksheets/sheet1.xml").extract_version
            for path in (ordinary, huge)
        ]
        assert versions == [20, 45]
        assert calamine_rows(huge) == calamine_rows(ordinary)

    def test_is_written_by_zlib_where_isal_is_missing(self, tmp_path, monkeypatch):
        monkeypatch.setattr(packing, "isal_zlib", None)
        path = write(tmp_path / "a.xlsx", rows=[roster_row(1)])

        assert calamine_rows(path)[1][0] == roster_row(1)[0]

    def test_is_deflated_by_isal_where_it_is_there(self, tmp_path, monkeypatch):
        pytest.importorskip("isal", reason="isal has no wheel for this machine")
        used = []
        fast = packing.isal_zlib.compressobj
        monkeypatch.setattr(
            packing.isal_zlib, "compressobj", lambda *how: used.append(how) or fast(*how)
        )

        write(tmp_path / "a.xlsx", rows=[roster_row(1)])

        assert {how[0] for how in used} == {1}


@pytest.mark.parametrize("count", [1, 3, 1200])
def test_the_dimension_names_the_last_row(tmp_path, count):
    plan = SheetPlan("名录", (SheetColumn("名称"), SheetColumn("人数", CellKind.INTEGER)))
    rows = [(f"第{n}队", n) for n in range(count)]

    write_workbook(tmp_path / "rows.xlsx", plan, count, [rows])

    book = openpyxl.load_workbook(tmp_path / "rows.xlsx", read_only=True)
    assert book.worksheets[0].max_row == count + 1
    book.close()
