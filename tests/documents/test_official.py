from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from app.documents.layout import TableColumn
from app.documents.official import OfficialDocument

COLUMNS = [TableColumn("序号", 10, "center"), TableColumn("步骤", 90)]


def made():
    document = OfficialDocument("孵化大纲", company="晴川街道")
    document.title("孵化大纲")
    document.heading("一、基本情况")
    document.paragraph("第一段\n\n第二段\x0b")
    document.table(COLUMNS, [["1", "政策学习"], ["2", "备案材料准备"]])
    document.signature(["签字：", "日期："])
    return document.content()


def read():
    return Document(BytesIO(made()))


class TestOfficialDocument:
    def test_has_the_page_of_official_documents(self):
        section = read().sections[0]

        sizes = [section.page_width, section.top_margin, section.left_margin]
        assert [round(size.mm) for size in sizes] == [210, 37, 28]

    def test_names_the_fonts_for_chinese_too(self):
        lines = read().paragraphs
        fonts = [(line.runs[0].font.name, line.runs[0].font.size) for line in lines]
        assert fonts[:3] == [
            ("方正小标宋简体", Pt(22)),
            ("黑体", Pt(16)),
            ("仿宋", Pt(16)),
        ]
        named = lines[0].runs[0]._element.rPr.rFonts.get(qn("w:eastAsia"))
        assert named == "方正小标宋简体"

    def test_writes_a_paragraph_for_each_line_and_nothing_xml_cannot_hold(self):
        texts = [line.text for line in read().paragraphs]

        assert texts == ["孵化大纲", "一、基本情况", "第一段", "第二段", "签字：", "日期："]

    def test_repeats_the_head_of_a_table(self):
        table = read().tables[0]

        assert [cell.text for cell in table.rows[0].cells] == ["序号", "步骤"]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[1].cells[1].width > table.rows[1].cells[0].width

    def test_names_nobody(self):
        with ZipFile(BytesIO(made())) as package:
            core = package.read("docProps/core.xml").decode()

        assert "python-docx" not in core
        properties = read().core_properties
        assert (properties.title, properties.author) == ("孵化大纲", "")


class TestContents:
    def test_are_a_field_that_can_be_read_before_it_is_worked_out(self):
        document = OfficialDocument("项目汇编")
        document.contents("目录", ["1. 爱心厨房", "2. 银龄课堂"])
        document.chapter("1. 爱心厨房")
        document.chapter("2. 银龄课堂")

        read = Document(BytesIO(document.content()))

        texts = [line.text for line in read.paragraphs]
        assert texts == ["目录", "1. 爱心厨房", "2. 银龄课堂", "1. 爱心厨房", "2. 银龄课堂"]
        marks = [mark.get(qn("w:fldCharType")) for mark in read.element.iter(qn("w:fldChar"))]
        assert marks == ["begin", "separate", "end"]
        levels = [item.get(qn("w:val")) for item in read.element.iter(qn("w:outlineLvl"))]
        assert levels == ["0", "0"]
        assert read.paragraphs[3].paragraph_format.page_break_before


class TestForm:
    def test_has_labels_beside_what_is_filled_in(self):
        document = OfficialDocument("申报表")
        document.form([[("名称", "棋社")], [("编号", "1"), ("类型", "创投")]], room=20)

        rows = Document(BytesIO(document.content())).tables[0].rows

        assert [cell.text for cell in rows[0].cells] == ["名称", "棋社", "棋社", "棋社"]
        assert [cell.text for cell in rows[1].cells] == ["编号", "1", "类型", "创投"]
        assert [round(row.height.mm) for row in rows] == [20, 9]
