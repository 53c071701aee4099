"""Blocks of rows as XML: places, numbers, heights, and nothing kept between blocks."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workbooks.cell_text import escaped_texts
from app.workbooks.column_xml import CellStyle, column_xml, serial_xml
from app.workbooks.layout import CellKind, SheetColumn
from app.workbooks.line_breaks import lines_of, most_lines, room_in, width_of
from app.workbooks.sheet_xml import rows_xml

NAME = column_xml(SheetColumn("名称"), 2, CellStyle(3, 4))
DAY = column_xml(SheetColumn("日", CellKind.DATE), 3, CellStyle(5, 6))
SERIAL = serial_xml(CellStyle(1, 2))


class TestRows:
    def test_stand_where_they_are_to_begin(self):
        xml = b"".join(rows_xml([NAME], [[("甲",)], [("乙",)]], first_row=7))

        assert xml.decode() == (
            '<row r="7"><c r="B7" s="3" t="inlineStr"><is><t>甲</t></is></c></row>'
            '<row r="8"><c r="B8" s="3" t="inlineStr"><is><t>乙</t></is></c></row>'
        )

    def test_are_numbered_on_from_the_sheet_before(self):
        blocks = [[("甲",), (None,)]]
        xml = b"".join(rows_xml([NAME], blocks, first_row=5, first_number=100, serial=SERIAL))

        assert b'<c r="A5" s="1"><v>100</v></c>' in xml
        assert b'<c r="A6" s="1"><v>101</v></c><c r="B6" s="3"/>' in xml

    def test_have_blanks_without_content(self):
        blocks = [[("", None), (None, "")]]
        xml = b"".join(rows_xml([NAME, DAY], blocks, first_row=1))

        assert xml == (
            b'<row r="1"><c r="B1" s="3"/><c r="C1" s="5"/></row>'
            b'<row r="2"><c r="B2" s="3"/><c r="C2" s="6"/></row>'
        )

    def test_mark_texts_that_would_lose_their_blanks(self):
        xml = b"".join(rows_xml([NAME], [[(" 甲",), ("乙\n",), ("丙 丁",)]], first_row=1))

        assert xml.count(b'<t xml:space="preserve">') == 2
        assert "<t>丙 丁</t>".encode() in xml

    @pytest.mark.parametrize("text", [" 甲", "甲 ", "甲\n乙", "\t甲"])
    def test_keep_the_blanks_of_any_text(self, text):
        for block in (
            [(text,)],
            [(text,), ("丙",)],
            [("丙",), (text,)],
            [("丙",), (text,), ("丁",)],
        ):
            xml = b"".join(rows_xml([NAME], [block], first_row=1)).decode()

            assert f'<t xml:space="preserve">{text}</t>' in xml
            assert xml.count("preserve") == 1

    def test_skip_empty_blocks(self):
        assert b"".join(rows_xml([NAME], [[], [("甲",)], []], first_row=1)).count(b"<row ") == 1

    def test_have_a_height_only_where_texts_wrap(self):
        wrapping = column_xml(SheetColumn("名称"), 1, CellStyle(0, 0), room=10)
        xml = b"".join(rows_xml([wrapping], [[("五个字一行",), ("六个字是两行",)]], first_row=1))

        assert b'<row r="1" ht="20.9">' in xml
        assert b'<row r="2" ht="35.7">' in xml

    def test_leave_no_memory_behind(self):
        columns = [NAME, column_xml(SheetColumn("数", CellKind.INTEGER), 3, CellStyle(5, 6))]

        def written(blocks):
            source = ([(f"甲{at}{b}", at * b) for at in range(500)] for b in range(blocks))
            tracemalloc.start()
            for _block in rows_xml(columns, source, first_row=1):
                pass
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return peak

        written(120)  # fills what is remembered of numbers, which has an end
        assert written(120) < written(30) * 1.2


class TestEscapedTexts:
    def test_are_as_many_as_the_values(self):
        assert escaped_texts([None, "", "a\0b", "\0"], "名称", 1) == [b"", b"", b"ab", b""]
        assert escaped_texts([], "名称", 1) == []

    @given(st.lists(st.none() | st.text(st.characters(exclude_categories=()), max_size=20)))
    def test_do_not_depend_on_their_neighbors(self, values):
        alone = [escaped_texts([value], "名称", 1)[0] for value in values]

        assert escaped_texts(values, "名称", 1) == alone


class TestLineBreaks:
    def test_counts_a_chinese_character_as_two(self):
        assert [width_of(text) for text in ("", "ab", "中文", "中a")] == [0, 2, 4, 3]

    def test_a_wider_column_has_more_room(self):
        assert room_in(40, 11) > room_in(20, 11) > room_in(20, 22) >= 2

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("", 1),
            ("五个字一行", 1),
            ("六个字是两行", 2),
            ("a" * 10, 1),
            ("一\n二", 2),
            ("字" * 25, 7),
        ],
    )
    def test_counts_lines_in_a_room_of_ten(self, text, lines):
        assert lines_of(text, 10) == lines

    @given(
        st.lists(st.none() | st.text("甲乙ab\n", max_size=30), min_size=1, max_size=6),
        st.integers(2, 40).map(lambda half: half * 2),
    )
    def test_gives_each_row_the_lines_of_its_longest_text(self, texts, room):
        shorter = ["短"] * len(texts)

        found = most_lines([(texts, room), (shorter, room)], len(texts))

        assert found == [lines_of(text or "", room) for text in texts]
