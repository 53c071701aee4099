"""Whatever text is written is read back, and none of it calculates."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from app.workbooks.layout import CellKind, SheetColumn
from tests.workbooks.written import calamine_rows, has_formula, opened, write

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
PIECES = ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t", "\r", "\n", "\r\n", " ", "\0", "\x01", "\x1f"]
PIECES += ["\x7f", "\x85", "\ufffe", "\uffff", "\ud800", "\udfff", "𠮷", "\u3000", "\xa0", "\u2028"]
PIECES += [
    "_x000D_",
    "_x005F_",
    "_x",
    "x0041_",
    "&",
    "<",
    ">",
    "&amp;",
    "<t>",
    "]]>",
    '"',
    "'",
    "甲",
]
TRICKY = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
COLUMNS = [SheetColumn("甲"), SheetColumn("乙", CellKind.CODE), SheetColumn("丙", CellKind.DATE)]


def kept(text):
    """Return the text as the documentation of `cell_text` says it is kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    return re.sub("[\ud800-\udfff]", "?", text)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("texts") / "a.xlsx"


class TestTexts:
    @given(texts=st.lists(ANY_TEXT | TRICKY, min_size=1, max_size=9))
    @settings(max_examples=150, deadline=None)
    def test_come_back_as_they_were_and_never_calculate(self, path, texts):
        write(path, COLUMNS, [(text, text, f"约{text}") for text in texts])

        expected = [[kept(text), kept(text), kept(f"约{text}")] for text in texts]
        assert filled(calamine_rows(path)[1:], len(texts)) == expected
        sheet = opened(path).active
        assert [
            [read(cell) for cell in row] for row in sheet["A2" : f"C{len(texts) + 1}"]
        ] == expected
        assert not has_formula(path)

    @given(title=TRICKY.filter(lambda text: kept(text) != ""))
    @settings(max_examples=50, deadline=None)
    def test_are_kept_in_headers_too(self, path, title):
        write(path, [SheetColumn(title)], [["值"]])

        assert calamine_rows(path)[0] == [kept(title)]
        assert not has_formula(path)

    @pytest.mark.parametrize(
        "text",
        ["=1+1", '=HYPERLINK("http://x")', "+86 13800000000", "-5", "@SUM(A1)", "\t=1", "_x000D_"],
    )
    def test_that_look_like_formulas_are_texts(self, tmp_path, text):
        path = write(tmp_path / "a.xlsx", [SheetColumn("名称")], [[text]])

        cell = opened(path).active["A2"]
        assert (read(cell), cell.data_type) == (text, "s")


def read(cell):
    # openpyxl leaves the escapes of inline strings as they are.
    return "" if cell.value is None else unescape(cell.value)


def filled(rows, count):
    """Return the rows with the blank ones at the end that calamine leaves out."""
    padded = [*rows, *[[]] * (count - len(rows))]
    return [[*row, *[""] * (3 - len(row))] for row in padded]
