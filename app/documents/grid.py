"""Forms as offices print them: labels in a frame, each beside what is filled in."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell

from app.documents.layout import SIZE_4_SMALL, TEXT_WIDTH, Fonts
from app.documents.parts import keep_whole, put_run

LABEL_WIDTH = 32.0  # in mm
LOWEST = 9.0  # height of a row, in mm
COLUMNS = 4
SHORT = 200  # characters: a longer text may go on overleaf

# One or two pairs of a label and what is filled in; a single one has the whole width.
GridRow = Sequence[tuple[str, str]]


def put_grid(document: Document, rows: Sequence[GridRow], fonts: Fonts, room: float = 0) -> None:
    """Write the rows; `room` is the least height in mm of those that have the whole width."""
    table = document.add_table(rows=0, cols=COLUMNS, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    value_width = TEXT_WIDTH / 2 - LABEL_WIDTH
    widths = [LABEL_WIDTH, value_width, LABEL_WIDTH, value_width]
    for row in rows:
        added = table.add_row()
        is_wide = len(row) == 1
        added.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        added.height = Mm(room if is_wide and room else LOWEST)
        cells = added.cells
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Mm(width)
        places = [cells[0], cells[1].merge(cells[3])] if is_wide else list(cells)
        texts = [text for pair in row for text in pair]
        for at, (cell, text) in enumerate(zip(places, texts, strict=True)):
            _fill(cell, text, fonts, is_label=at % 2 == 0)
        if max(len(text) for text in texts) < SHORT:
            keep_whole(added)
    for at, width in enumerate(widths):
        table.columns[at].width = Mm(width)


def _fill(cell: _Cell, text: str, fonts: Fonts, *, is_label: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for at, part in enumerate(text.splitlines() or [""]):
        line = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        if is_label:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
        put_run(line, part, fonts.heading if is_label else fonts.body, SIZE_4_SMALL)
