import pytest

from app.workbooks.limits import MEBIBYTE, Limits
from app.workbooks.refusals import Reason, RefusedError
from app.workbooks.sheet_scan import find_unknown_cells
from tests.workbooks.samples import MAIN, error, formula, number, row, sheet_xml, styled, text

CONTENT = "".join(
    [
        row(1, number("A1", 1), error("B1", "#REF!"), text("C1", "&lt;f&gt; r=&quot;XFD1&quot;")),
        row(2, formula("A2", "B2&amp;&quot;x&quot;"), formula("B2", "1", 1), styled("C2")),
        row(4, '<c r="C4" s="1"><f t="shared" si="0"/><v></v></c>', styled("D4")),
    ]
)
UNKNOWN = {0: {1: "#REF!"}, 1: {0: '=B2&"x"'}, 3: {2: ""}}


def unknown(content, block=MEBIBYTE, limits=Limits()):  # noqa: B008 frozen
    content = content if isinstance(content, bytes) else content.encode()
    blocks = [content[at : at + block] for at in range(0, len(content), block)]
    return find_unknown_cells(lambda: iter(blocks), limits, "S1")


class TestFindUnknownCells:
    def test_names_errors_and_formulas_without_a_value(self):
        assert unknown(sheet_xml(CONTENT)) == UNKNOWN

    @pytest.mark.parametrize("block", [90, 91, 200, 333])
    def test_takes_the_sheet_in_blocks(self, block):
        assert unknown(sheet_xml(CONTENT), block) == UNKNOWN

    def test_takes_a_prefix(self):
        content = (
            sheet_xml(CONTENT).replace("</", "</x:").replace("<", "<x:").replace("<x:/x", "</x")
        )

        assert unknown(content.replace("xmlns=", "xmlns:x=")) == UNKNOWN

    def test_takes_other_encodings(self):
        assert unknown(sheet_xml(CONTENT).encode("utf-16")) == UNKNOWN

    def test_takes_cells_without_references(self):
        cells = (
            "<row><c><v>1</v></c><c t='e'><v>#N/A</v></c></row><row/><row><c><f>A1</f></c></row>"
        )

        assert unknown(sheet_xml(cells)) == {0: {1: "#N/A"}, 2: {0: "=A1"}}

    def test_takes_cells_that_leave_their_place_to_the_row(self):
        cells = "<row r='3'><c><f>A1</f></c></row><row><c><f>A2</f></c><c><f>A3</f></c></row>"

        assert unknown(sheet_xml(cells)) == {2: {0: "=A1"}, 3: {0: "=A2", 1: "=A3"}}

    def test_takes_cells_with_room_between_everything(self):
        cells = "<row>\n<c\nr='B2'>\n<f>\nA1\n</f>\n<v>\n</v>\n</c>\n</row>"

        assert unknown(sheet_xml(cells)) == {1: {1: "=A1"}}

    def test_knows_an_empty_text_for_a_value(self):
        cells = formula("A1", '""', "", "str") + formula("B1", '""', None, "str")

        assert unknown(sheet_xml(row(1, cells))) == {0: {1: '=""'}}

    @pytest.mark.parametrize(
        "after",
        [
            "<conditionalFormatting><cfRule><formula>A1</formula></cfRule></conditionalFormatting>",
            "<extLst><ext><f>S!A1</f></ext></extLst>",
            "<extLst><ext><x14:f>S!A1</x14:f></ext></extLst>",
        ],
    )
    def test_leaves_formulas_alone_that_are_in_no_cell(self, after):
        for cells in (number("A1", 1), text("A1", "a"), "<c s='1'><v/></c>", "<c><v/></c>"):
            assert unknown(sheet_xml(row(1, cells), after=after)) == {}
        assert unknown(sheet_xml(row(1, error("A1", "#N/A")), after=after)) == {0: {0: "#N/A"}}

    def test_is_not_confused_by_a_long_end(self):
        after = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 400_000 + "</mergeCells>"

        assert unknown(sheet_xml(CONTENT, after=after)) == UNKNOWN

    def test_takes_a_cell_as_long_as_a_sheet(self):
        long = text("A9", "x" * 5 * MEBIBYTE) + formula("B9", "x" * 5 * MEBIBYTE, 1)

        assert unknown(sheet_xml(CONTENT + row(9, long))) == UNKNOWN


class TestFarCells:
    @pytest.mark.parametrize("limits", [Limits(rows=9, columns=2), Limits(rows=10, columns=26)])
    @pytest.mark.parametrize("is_usual", [True, False])
    def test_are_refused_beyond_the_limits_only(self, limits, is_usual):
        last = f"{'B' if limits.columns == 2 else 'Z'}{limits.rows}"
        wide = f"{'C' if limits.columns == 2 else 'AA'}1"
        more = "" if is_usual else "<row><c t='e'><v/></c></row>"

        def refused(reference):
            for cell in (number(reference, 1), text(reference, "x"), formula(reference, "1")):
                with pytest.raises(RefusedError) as refused:
                    unknown(sheet_xml(cell + more), limits=limits)
            return refused.value.reason

        assert unknown(sheet_xml(number(last, 1)), limits=limits) == {}
        assert refused(wide) is Reason.TOO_MANY_COLUMNS
        assert refused(f"A{limits.rows + 1}") is Reason.TOO_MANY_ROWS
        assert refused("A1048576") is Reason.TOO_MANY_ROWS

    @pytest.mark.parametrize(
        "cell",
        [
            styled("XFD1048576"),
            '<c r="XFD1048576"><v></v></c>',
            text("XFD1048576", ""),
            formula("XFD1048576", '""', "", "str"),
        ],
    )
    def test_without_content_are_no_matter(self, cell):
        assert unknown(f'<worksheet xmlns="{MAIN}"><sheetData>{cell}</sheetData></worksheet>') == {}
