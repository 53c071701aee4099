"""A document in office form: title, headings, paragraphs, tables, lines to sign."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.documents.grid import GridRow, put_grid
from app.documents.layout import (
    LINE_POINTS,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_4_SMALL,
    TEXT_WIDTH,
    Align,
    Fonts,
    Margins,
    TableColumn,
)
from app.documents.parts import (
    begin_field,
    end_field,
    keep_whole,
    number_pages,
    put_run,
    repeat_header,
    set_outline,
    writable,
)

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
INDENT = Pt(SIZE_3 * 2)  # two characters
TABLE_OF_CONTENTS = ' TOC \\o "1-1" \\h \\z \\u '


class OfficialDocument:
    """Built from top to bottom; `content` gives the file. No person is named in its properties."""

    def __init__(self, title: str, *, company: str = "", fonts: Fonts | None = None) -> None:
        self._fonts = fonts or Fonts()
        self._document = Document()
        self._set_page()
        self._set_properties(title, company)
        number_pages(self._document.sections[0], self._fonts)

    def title(self, text: str) -> None:
        line = self._line(text, self._fonts.title, SIZE_2)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.line_spacing = Pt(36)
        line.paragraph_format.space_after = Pt(LINE_POINTS / 2)

    def heading(self, text: str) -> None:
        line = self._line(text, self._fonts.heading, SIZE_3)
        line.paragraph_format.first_line_indent = INDENT
        line.paragraph_format.keep_with_next = True

    def chapter(self, text: str) -> None:
        """Begin a chapter on a new page; the contents lead to it."""
        line = self._line(text, self._fonts.title, SIZE_2)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.line_spacing = Pt(36)
        line.paragraph_format.space_after = Pt(LINE_POINTS / 2)
        line.paragraph_format.page_break_before = True
        set_outline(line, 0)

    def contents(self, heading: str, chapters: Sequence[str]) -> None:
        """Write the contents: all chapters to come, by their texts.

        It is a field; worked out anew in Word it tells the pages as well.
        """
        head = self._line(heading, self._fonts.heading, SIZE_3)
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.paragraph_format.space_after = Pt(LINE_POINTS / 2)
        for at, text in enumerate(chapters, 1):
            line = self._line("", self._fonts.body, SIZE_4)
            if at == 1:
                begin_field(line, TABLE_OF_CONTENTS, self._fonts.body, SIZE_4)
            put_run(line, text, self._fonts.body, SIZE_4)
            if at == len(chapters):
                end_field(line, self._fonts.body, SIZE_4)

    def form(self, rows: Sequence[GridRow], *, room: float = 0) -> None:
        """Write a form to be read or filled in; see `put_grid`."""
        put_grid(self._document, rows, self._fonts, room)

    def paragraph(self, text: str) -> None:
        """Write a text; each of its lines becomes a paragraph."""
        for part in text.splitlines():
            if part.strip():
                line = self._line(part.strip(), self._fonts.body, SIZE_3)
                line.paragraph_format.first_line_indent = INDENT

    def table(self, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> None:
        """Write a table whose header is repeated on each page."""
        table = self._document.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        scale = TEXT_WIDTH / sum(column.width for column in columns)
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            self._fill(cell, column.title, self._fonts.heading, "center")
        repeat_header(table.rows[0])
        for row in rows:
            added = table.add_row()
            keep_whole(added)
            for cell, column, text in zip(added.cells, columns, row, strict=True):
                self._fill(cell, text, self._fonts.body, column.align)
        for at, column in enumerate(columns):
            # Both are needed: Word reads the cells, others the grid.
            table.columns[at].width = Mm(column.width * scale)
            for cell in table.columns[at].cells:
                cell.width = Mm(column.width * scale)

    def signature(self, lines: Sequence[str]) -> None:
        """Write the lines in which those responsible sign and date, kept together."""
        for at, text in enumerate(lines):
            line = self._line(text, self._fonts.body, SIZE_3)
            line.paragraph_format.space_before = Pt(LINE_POINTS if at == 0 else 0)
            line.paragraph_format.keep_with_next = at < len(lines) - 1

    def content(self) -> bytes:
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _line(self, text: str, font: str, size: float) -> Paragraph:
        line = self._document.add_paragraph()
        form = line.paragraph_format
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(LINE_POINTS)
        form.space_before = form.space_after = Pt(0)
        put_run(line, text, font, size)
        return line

    def _fill(self, cell: _Cell, text: str, font: str, align: Align) -> None:
        line = cell.paragraphs[0]
        line.alignment = ALIGNMENTS[align]
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(3)
        put_run(line, text, font, SIZE_4_SMALL)

    def _set_page(self) -> None:
        section, margins = self._document.sections[0], Margins()
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
        section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
        section.footer_distance = Mm(25)

    def _set_properties(self, title: str, company: str) -> None:
        properties = self._document.core_properties
        properties.title, properties.subject = writable(title), writable(company)
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
