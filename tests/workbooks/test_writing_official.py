"""The official format: what an office expects around its tables."""

import pytest
from lxml import etree

from app.workbooks.layout import CellKind, Fonts, OfficialForm, SheetColumn
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


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Return a sheet of 60 rows below a header of two."""
    return write(
        tmp_path_factory.mktemp("official") / "a.xlsx",
        rows=map(roster_row, range(1, 61)),
        official=FORM,
        has_serial_number=True,
    )


@pytest.fixture(scope="module")
def sheet(path):
    return opened(path).active


class TestTitle:
    def test_stands_over_all_columns_in_the_font_of_the_form(self, sheet):
        assert sheet["A1"].value == "社会组织情况统计表"
        assert "A1:H1" in merges(sheet)
        font = sheet["A1"].font
        assert (font.name, font.size, font.bold) == ("方正小标宋简体", 22, True)
        assert sheet.row_dimensions[1].height >= 36

    def test_takes_the_fonts_an_office_has(self, tmp_path):
        form = OfficialForm("表", "单位", "日期", "签名", Fonts("宋体", "宋体", "楷体"))
        sheet = opened(write(tmp_path / "a.xlsx", rows=[roster_row(1)], official=form)).active

        assert [sheet[cell].font.name for cell in ("A1", "A3", "A5")] == ["宋体", "宋体", "楷体"]

    def test_is_never_a_formula(self, tmp_path):
        form = OfficialForm("=1+1", "=A1", "=A2", "=A3")
        path = write(tmp_path / "a.xlsx", ROSTER[:2], [("甲", "1")], official=form)

        assert not has_formula(path)


class TestFormLine:
    def test_has_the_unit_left_and_the_date_right(self, sheet):
        assert sheet["A2"].value == "填报单位（盖章）：晴川街道"
        assert sheet["F2"].value == "填报日期：2026年11月21日"
        assert {"A2:E2", "F2:H2"} <= merges(sheet)
        assert sheet["F2"].alignment.horizontal == "right"

    def test_has_the_date_below_where_both_do_not_fit(self, tmp_path):
        columns = [SheetColumn("人数", width=6), SheetColumn("名称", width=60)]
        path = write(tmp_path / "a.xlsx", columns, [["1", "甲"]], official=FORM)
        sheet = opened(path).active

        assert sheet["A2"].value == "填报单位（盖章）：晴川街道\n填报日期：2026年11月21日"
        assert sheet.row_dimensions[2].height > 30


class TestHeader:
    def test_has_groups_above_their_titles(self, sheet):
        assert [cell.value for cell in sheet[3]][:6] == [
            "序号",
            "名称",
            "代码",
            "成立日期",
            "负责人",
            None,
        ]
        assert [cell.value for cell in sheet[4]][4:6] == ["姓名", "电话"]
        assert {"E3:F3", "A3:A4", "B3:B4", "H3:H4"} <= merges(sheet)

    def test_groups_apart_from_each_other_stay_apart(self, tmp_path):
        columns = [
            SheetColumn(title, group=group)
            for title, group in zip("甲乙丙丁", "一二一一", strict=True)
        ]
        path = write(tmp_path / "a.xlsx", columns, [list("1234")], official=FORM)
        sheet = opened(path).active

        assert [cell.value for cell in sheet[3]] == ["一", "二", "一", None]
        assert "C3:D3" in merges(sheet)

    def test_is_bordered_and_gray_in_every_cell_of_its_merges(self, path):
        styles = etree.fromstring(part(path, "xl/styles.xml"))
        # openpyxl itself forgets how merged cells look, so the parts are asked.
        cells = etree.fromstring(part(path)).xpath("//*[@r='3' or @r='4']/*[local-name()='c']")
        assert len(cells) == 16
        for cell in cells:
            style = styles.find("{*}cellXfs")[int(cell.get("s"))]
            border = styles.find("{*}borders")[int(style.get("borderId"))]
            fill = styles.find("{*}fills")[int(style.get("fillId"))]
            font = styles.find("{*}fonts")[int(style.get("fontId"))]
            assert [side.get("style") for side in border][:4] == ["thin"] * 4
            assert fill.find(".//{*}fgColor").get("rgb") == "FFEDEDED"
            assert font.find("{*}name").get("val") == "黑体"

    def test_has_one_row_without_groups(self, tmp_path):
        sheet = opened(
            write(tmp_path / "a.xlsx", ROSTER[:3], [("甲", "1", None)], official=FORM)
        ).active

        assert [cell.value for cell in sheet[3]] == ["名称", "代码", "成立日期"]
        assert sheet["A4"].value == "甲"

    def test_is_high_enough_for_its_longest_title(self, tmp_path):
        columns = [SheetColumn("持有社会工作者职业资格证书人数", width=8), SheetColumn("名称")]
        sheet = opened(write(tmp_path / "a.xlsx", columns, [("1", "甲")], official=FORM)).active

        assert sheet.row_dimensions[3].height > 60


class TestBody:
    def test_is_bordered_in_every_cell_also_the_blank_ones(self, tmp_path):
        path = write(tmp_path / "a.xlsx", rows=[(None,) * 7, ("甲", *[None] * 6)], official=FORM)
        sheet = opened(path).active

        assert all(is_bordered(cell) for row in sheet["A5:G7"] for cell in row)

    def test_is_in_the_font_of_the_form(self, sheet):
        assert (sheet["B5"].font.name, sheet["B5"].font.size) == ("仿宋", 11)

    def test_wraps_long_texts_and_leaves_room_for_them(self, tmp_path):
        rows = [
            ("甲" * 20, None),
            ("甲" * 21, None),
            ("甲\n乙\n丙", None),
            (None, "1" * 23),
            ("A" * 30, None),
        ]
        columns = (SheetColumn("名称", width=44.3), SheetColumn("电话", CellKind.CODE, width=16))
        sheet = opened(write(tmp_path / "a.xlsx", columns, rows, official=FORM)).active

        heights = [sheet.row_dimensions[row].height for row in range(4, 9)]
        single = heights[0]
        assert heights == [
            single,
            pytest.approx(35.7),
            pytest.approx(50.6),
            pytest.approx(35.7),
            single,
        ]
        assert sheet["A4"].alignment.wrap_text
        assert sheet["B4"].alignment.wrap_text

    def test_never_makes_a_row_higher_than_excel_can(self, tmp_path):
        path = write(tmp_path / "a.xlsx", ROSTER[:1], [["长" * 9_000]], official=FORM)

        assert opened(path).active.row_dimensions[4].height == 409


class TestTotals:
    def test_are_formulas_with_the_sum_stored(self, path, sheet):
        assert sheet["A65"].value == "合计"
        assert sheet["G65"].value == "=SUM(G5:G64)"
        assert calamine_rows(path)[64][6:] == [1830.0, 90.0]
        assert sheet["H65"].number_format == "#,##0.00"
        assert all(is_bordered(cell) for cell in sheet[65])

    def test_leave_words_and_blanks_out(self, tmp_path):
        columns = [SheetColumn("人", CellKind.INTEGER, has_total=True)]
        path = write(tmp_path / "a.xlsx", columns, [["350余"], [None], [7]], official=FORM)

        assert calamine_rows(path)[-2] == [7.0]

    def test_are_nothing_without_rows(self, tmp_path):
        path = write(tmp_path / "a.xlsx", official=FORM)

        assert opened(path).active["F6"].value == "=SUM(F5:F5)"
        assert calamine_rows(path)[5][5:] == [0.0, 0.0]

    def test_stand_only_where_a_column_asks_for_them(self, tmp_path):
        path = write(tmp_path / "a.xlsx", ROSTER[:3], [("甲", "1", None)], official=FORM)

        assert opened(path).active["A5"].value == FORM.signature
        assert not has_formula(path)


class TestPaper:
    def test_repeats_the_header_and_numbers_the_pages(self, sheet):
        assert sheet.print_title_rows == "$3:$4"
        assert sheet.print_area == "'台账'!$A$1:$H$66"
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"

    def test_is_one_page_wide_in_the_middle_of_a4(self, sheet):
        setup = sheet.page_setup
        assert (setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_options.horizontalCentered
        assert 1.5 <= sheet.page_margins.left * 2.54 <= 2
        assert 1.5 <= sheet.page_margins.top * 2.54 <= 2

    @pytest.mark.parametrize(("columns", "orientation"), [(7, "portrait"), (8, "landscape")])
    def test_lies_across_above_seven_columns(self, tmp_path, columns, orientation):
        titles = [SheetColumn(f"列{number}") for number in range(columns)]
        path = write(tmp_path / "a.xlsx", titles, [["值"] * columns], official=FORM)

        assert opened(path).active.page_setup.orientation == orientation

    def test_filters_the_rows_but_not_what_is_below(self, sheet):
        assert sheet.auto_filter.ref == "A4:H64"
        assert sheet.freeze_panes == "C5"

    def test_ends_with_the_signature(self, sheet):
        assert sheet["A66"].value == FORM.signature
        assert "A66:H66" in merges(sheet)
        assert sheet.max_row == 66


def merges(sheet):
    return {str(each) for each in sheet.merged_cells.ranges}


def is_bordered(cell):
    border = cell.border
    return {side.style for side in (border.left, border.right, border.top, border.bottom)} == {
        "thin"
    }
