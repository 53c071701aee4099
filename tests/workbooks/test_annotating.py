"""The user's own workbook back: one column more, some cells red, all else as it was."""

import re
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Border, Font, Side

from app.workbooks.annotating import Remarks, annotate_workbook
from app.workbooks.cell_text import CellTooLongError
from app.workbooks.cells import Merge, Sheet, UnknownCell, Workbook

DAY = datetime.combine(date(2020, 5, 6), time())  # as openpyxl reads days
RED = "FFFFC7CE"
REASON = "“成立日期”看不懂，请写成 2024-05-06"


@pytest.fixture
def source(tmp_path):
    """Return a ledger with a title, a format, a formula, a chart and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet["A1"] = "晴川街道台账"
    sheet.merge_cells("A1:C1")
    for row in (["名称", "成立日期", "资金"], ["甲社", date(2020, 5, 6), 3.5], ["乙社", "去年", 4]):
        sheet.append(row)
    sheet["C5"] = "=SUM(C3:C4)"
    sheet["B3"].number_format = "yyyy年m月d日"
    sheet["B4"].border = Border(left=Side("thin"))
    sheet["B4"].font = Font(bold=True)
    sheet.column_dimensions["A"].width = 33
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "F2")
    book.create_sheet("说明")["A1"] = "说明"
    path = tmp_path / "source.xlsx"
    book.save(path)
    return path


def ledger(rows=(("甲社",), ("乙社",)), merges=(), name="台账"):
    """Return what a reader found: three rows of header and total around the rows."""
    head = [["晴川街道台账", None, None], ["名称", "成立日期", "资金"]]
    body = [[*row, *[None] * (3 - len(row))] for row in rows]
    sheet = Sheet(name, True, [*head, *body], (Merge(1, 1, 1, 3), *merges))
    return Workbook("xlsx", None, None, (sheet,))


def annotated(source, workbook, *remarks):
    target = source.with_name("target.xlsx")
    annotate_workbook(source, workbook, remarks, target)
    return openpyxl.load_workbook(target)


class TestXlsx:
    def test_gets_a_column_of_reasons_beside_the_last(self, source):
        sheet = annotated(source, ledger(), Remarks("台账", 2, {4: REASON}))["台账"]

        assert [cell.value for cell in sheet["D"]] == [None, "错误原因", None, REASON, None]
        assert sheet["D4"].fill.fgColor.rgb == RED
        assert sheet["D4"].font.color.rgb == "FF9C0006"
        assert sheet.column_dimensions["D"].width == 60
        content = parts(source.with_name("target.xlsx"))[SHEET]
        assert b'<dimension ref="A1:D5"/>' in content

    def test_keeps_the_format_of_the_cells_it_marks(self, source):
        sheet = annotated(source, ledger(), Remarks("台账", 2, {}, [(3, 2), (4, 2)]))["台账"]

        assert (sheet["B3"].value, sheet["B4"].value) == (DAY, "去年")
        assert sheet["B3"].number_format == "yyyy年m月d日"
        assert sheet["B4"].border.left.style == "thin"
        assert sheet["B4"].font.bold
        assert [sheet[cell].fill.fgColor.rgb for cell in ("B3", "B4")] == [RED, RED]
        assert sheet["A4"].fill.fill_type is None

    def test_counts_the_styles_it_adds(self, source):
        annotated(source, ledger(), Remarks("台账", 2, {}, [(3, 2), (4, 2), (4, 1)]))

        styles = etree.fromstring(parts(source.with_name("target.xlsx"))["xl/styles.xml"])
        for name in ("fonts", "fills", "cellXfs"):
            assert styles.find(f"{{*}}{name}").get("count") == str(len(styles.find(f"{{*}}{name}")))
        added = styles.find("{*}cellXfs")[-3:]
        assert [style.get("applyFill") for style in added] == ["1", "1", "1"]

    def test_puts_cells_in_their_order(self, source):
        annotated(source, ledger(), Remarks("台账", 2, {5: REASON}, [(5, 1), (5, 2)]))

        content = parts(source.with_name("target.xlsx"))[SHEET]
        assert re.findall(rb'<c r="([A-Z]5)"', content) == [b"A5", b"B5", b"C5", b"D5"]

    def test_leaves_every_other_part_as_it_was(self, source):
        annotated(source, ledger(), Remarks("台账", 2, {4: REASON}, [(4, 2)]))

        before, after = parts(source), parts(source.with_name("target.xlsx"))
        changed = {name for name in before if before[name] != after[name]}
        assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
        assert set(before) == set(after)
        assert any(name.startswith("xl/charts/") for name in after)

    def test_keeps_charts_merges_widths_and_formulas(self, source):
        sheet = annotated(source, ledger(), Remarks("台账", 2, {4: REASON}))["台账"]

        assert len(sheet._charts) == 1
        assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:C1"]
        assert sheet.column_dimensions["A"].width == 33
        assert sheet["C5"].value == "=SUM(C3:C4)"

    def test_marks_cells_and_rows_that_the_file_does_not_have(self, source):
        remarks = Remarks("台账", 2, {9: "这一行是空的"}, [(4, 5), (9, 1), (7, 2)])
        sheet = annotated(source, ledger(), remarks)["台账"]

        assert [sheet[cell].fill.fgColor.rgb for cell in ("E4", "A9", "B7")] == [RED] * 3
        assert sheet["D9"].value == "这一行是空的"
        rows = re.findall(rb'<row [^>]*r="(\d+)"', parts(source.with_name("target.xlsx"))[SHEET])
        assert rows == [b"1", b"2", b"3", b"4", b"5", b"7", b"9"]

    def test_a_reason_is_never_a_formula(self, source):
        sheet = annotated(source, ledger(), Remarks("台账", 2, {4: "=1+1 <b> & _x000D_\n"}))["台账"]

        assert (sheet["D4"].value, sheet["D4"].data_type) == ("=1+1 <b> & _x005F_x000D_\n", "s")

    def test_goes_right_of_merges_that_cover_a_row_of_it(self, source):
        workbook = ledger(merges=[Merge(4, 3, 4, 6), Merge(1, 4, 1, 9)])
        sheet = annotated(source, workbook, Remarks("台账", 2, {4: REASON}))["台账"]

        assert (sheet["G2"].value, sheet["G4"].value) == ("错误原因", REASON)

    def test_uses_the_column_of_an_earlier_round_again(self, source):
        annotated(source, ledger(), Remarks("台账", 2, {3: "旧的", 4: "也是旧的"}))
        again = source.with_name("target.xlsx").rename(source.with_name("again.xlsx"))
        workbook = ledger()
        for row, text in zip(
            workbook.sheets[0].rows, (None, "错误原因", "旧的", "也是旧的"), strict=True
        ):
            row.append(text)

        sheet = annotated(again, workbook, Remarks("台账", 2, {4: "新的"}))["台账"]

        assert [cell.value for cell in sheet["D"]] == [None, "错误原因", None, "新的", None]
        assert sheet.max_column == 4

    def test_remarks_on_several_sheets(self, source):
        notes = Sheet("说明", True, [["说明"]], ())
        workbook = Workbook("xlsx", None, None, (*ledger().sheets, notes))
        remarks = [Remarks("台账", 2, {4: REASON}), Remarks("说明", 1, {2: "没有这一行"})]

        book = annotated(source, workbook, *remarks)

        assert book["台账"]["D4"].value == REASON
        assert [cell.value for cell in book["说明"]["B"]] == ["错误原因", "没有这一行"]

    def test_refuses_a_reason_no_cell_holds(self, source):
        with pytest.raises(CellTooLongError):
            annotated(source, ledger(), Remarks("台账", 2, {4: "长" * 32_768}))


SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class TestXlsxOfOtherPrograms:
    def test_may_write_prefixes_and_no_references(self, source):
        content = (
            f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row/><x:row spans="1:2">'
            "<x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row r='4' />"
            "</x:sheetData></x:worksheet>"
        )
        rewrite(source, {SHEET: content})
        workbook = ledger(rows=[])
        sheet = annotated(source, workbook, Remarks("台账", 2, {3: "三", 4: "四"}, [(2, 2)]))[
            "台账"
        ]

        assert [cell.value for cell in sheet[2]] == [1, 2, None, "错误原因"]
        assert sheet["B2"].fill.fgColor.rgb == RED
        assert [sheet["D3"].value, sheet["D4"].value] == ["三", "四"]
        content = parts(source.with_name("target.xlsx"))[SHEET]
        assert b"spans" not in content
        # The first row keeps its bytes, and none is out of order.
        assert b"<x:sheetData><x:row/><x:row " in content
        assert content.count(b"<x:row") == 4
        assert re.findall(rb"""<x:row [^>]*r=["'](\d+)""", content) == [b"2", b"3", b"4"]

    def test_may_have_columns_to_the_end_of_the_sheet(self, source):
        columns = (
            '<cols><col min="2" max="16384" width="9" style="1" hidden="1"/></cols><sheetData>'
        )
        rewrite(source, {SHEET: re.sub("<cols>.*</cols><sheetData>", columns, text(source, SHEET))})

        annotated(source, ledger(), Remarks("台账", 2, {4: REASON}))

        found = re.findall(rb"<col [^>]*>", parts(source.with_name("target.xlsx"))[SHEET])
        spans = [re.findall(rb'm(?:in|ax)="(\d+)"', each) for each in found]
        assert spans == [[b"2", b"3"], [b"4", b"4"], [b"5", b"16384"]]
        assert [b"hidden" in each for each in found] == [True, False, True]

    def test_may_dress_whole_rows_and_columns(self, source):
        sheet = text(source, SHEET)
        columns = '<cols><col min="5" max="5" width="9" style="1"/><col min="8" max="9" width="7"/></cols><sheetData>'
        sheet = re.sub("<cols>.*</cols><sheetData>", columns, sheet)
        sheet = sheet.replace('<row r="4"', '<row r="4" s="1" customFormat="1"')
        rewrite(source, {SHEET: sheet})

        marked = annotated(source, ledger(), Remarks("台账", 2, {}, [(3, 5), (4, 8), (3, 8)]))[
            "台账"
        ]

        assert marked["E3"].number_format == marked["B3"].number_format == "yyyy年m月d日"
        assert marked["H4"].number_format == "yyyy年m月d日"
        assert marked["H3"].number_format == "General"
        assert b'<col min="8" max="9"' in parts(source.with_name("target.xlsx"))[SHEET]

    def test_may_have_fonts_without_a_color(self, source):
        styles = re.sub("<color [^>]*>", "", text(source, "xl/styles.xml"))
        rewrite(source, {"xl/styles.xml": styles})

        sheet = annotated(source, ledger(), Remarks("台账", 2, {4: REASON}))["台账"]

        assert sheet["D4"].font.color.rgb == "FF9C0006"
        assert (
            b'<sz val="11"/><color rgb' in parts(source.with_name("target.xlsx"))["xl/styles.xml"]
        )

    def test_may_name_parts_with_backslashes_and_capitals(self, source):
        renamed = {name: name.replace("/", "\\") for name in parts(source) if "sheet1.xml" in name}
        rewrite(source, {}, {**renamed, "xl/styles.xml": "xl/Styles.xml"})

        assert set(parts(source)) & {"xl/Styles.xml"}
        target = source.with_name("target.xlsx")
        annotate_workbook(source, ledger(), [Remarks("台账", 2, {4: REASON})], target)

        assert REASON in "".join(part.decode("utf-8", "replace") for part in parts(target).values())
        assert set(parts(target)) == set(parts(source))

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"/>'),
            ("xl/styles.xml", "<broken"),
            ("xl/workbook.xml", "<broken"),
            (SHEET, "<broken"),
            (SHEET, f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'),
            (SHEET, f'<worksheet xmlns="{MAIN}"><sheetData><row r="x"/></sheetData></worksheet>'),
            (
                SHEET,
                f'<worksheet xmlns="{MAIN}"><sheetData><row r="2" y:z=""/></sheetData></worksheet>',
            ),
            (SHEET, f'<worksheet xmlns="{MAIN}"/>'.encode("utf-16")),
        ],
    )
    def test_comes_back_as_values_where_it_cannot_be_patched(self, source, name, content):
        rewrite(source, {name: content})

        sheet = annotated(source, ledger(), Remarks("台账", 2, {4: REASON}))["台账"]

        assert sheet["A4"].value == "乙社"
        assert sheet["D4"].value == REASON

    def test_comes_back_as_values_without_styles(self, source):
        rewrite(source, {}, {"xl/styles.xml": None})

        sheet = annotated(source, ledger(), Remarks("台账", 2, {4: REASON}))["台账"]

        assert sheet["D4"].value == REASON


class TestXlsAndCsv:
    def test_csv_comes_back_as_a_workbook_of_texts(self, tmp_path):
        rows = [["名称", "代码"], ["=1+1", "00123"], ["乙\x01社", None]]
        workbook = Workbook("csv", "utf-8", ",", (Sheet(None, True, rows, ()),))

        book = annotated(tmp_path / "a.csv", workbook, Remarks(None, 1, {3: REASON}, [(3, 2)]))

        sheet = book.active
        assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
            ["名称", "代码", "错误原因"],
            ["=1+1", "00123", None],
            ["乙社", None, REASON],
        ]
        assert sheet["A2"].data_type == "s"
        assert sheet["B3"].fill.fgColor.rgb == RED
        assert b"<dimension" not in parts(tmp_path / "target.xlsx")[SHEET]

    def test_xls_keeps_values_merges_and_hidden_sheets(self, tmp_path):
        rows = [
            ["社区", "名称", "日"],
            ["晴湾", "甲", date(2020, 5, 6)],
            [None, UnknownCell("#REF!"), 7],
        ]
        first = Sheet("台账", True, rows, (Merge(2, 1, 3, 1),))
        workbook = Workbook("xls", None, None, (first, Sheet("字典", False, [["甲"]], ())))

        book = annotated(tmp_path / "a.xls", workbook, Remarks("台账", 1, {2: REASON}))

        sheet = book["台账"]
        assert sheet["C2"].value == DAY
        assert (sheet["B3"].value, sheet["B3"].data_type) == ("#REF!", "s")
        assert [str(each) for each in sheet.merged_cells.ranges] == ["A2:A3"]
        assert (book["字典"].sheet_state, book["字典"]["A1"].value) == ("hidden", "甲")

    def test_values_keep_their_kind(self, tmp_path):
        moment = datetime.combine(date(2024, 2, 29), time(12, 30, 15))
        row = [True, False, 7, -0.125, moment, time(8, 15), date(1899, 1, 1), UnknownCell(""), ""]
        workbook = Workbook("xls", None, None, (Sheet("台账", True, [["表"] * 9, row], ()),))

        sheet = annotated(tmp_path / "a.xls", workbook, Remarks("台账", 1, {}))["台账"]

        found = [cell.value for cell in sheet[2]][:9]
        assert found == [True, False, 7, -0.125, moment, time(8, 15), "1899-01-01", None, None]

    def test_a_workbook_without_values_gets_its_reasons(self, tmp_path):
        workbook = Workbook("csv", "utf-8", ",", (Sheet(None, True, [], ()),))

        sheet = annotated(tmp_path / "a.csv", workbook, Remarks(None, 1, {2: REASON})).active

        assert [cell.value for cell in sheet["A"]] == ["错误原因", REASON]

    def test_refuses_a_value_no_cell_holds(self, tmp_path):
        workbook = Workbook(
            "csv", "utf-8", ",", (Sheet(None, True, [["甲"], ["长" * 32_768]], ()),)
        )

        with pytest.raises(CellTooLongError) as refused:
            annotated(tmp_path / "a.csv", workbook, Remarks(None, 1, {2: REASON}))

        assert (refused.value.column, refused.value.row) == ("A", 2)


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def text(path, name):
    return parts(path)[name].decode()


def rewrite(path, contents, names=None):
    """Replace parts of a package, rename them, or drop those whose new name is None."""
    before = parts(path)
    names = names or {}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in before.items():
            if names.get(name, name) is not None:
                package.writestr(names.get(name, name), contents.get(name, content))
