"""What python-docx has no words for, written as XML."""

import re

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from app.documents.layout import SIZE_4, Fonts

# What XML cannot hold; a tab or line break within a text it can.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


def put_run(line: Paragraph, text: str, font: str, size: float) -> Run:
    """Add text in a font; Chinese characters need it named for them besides."""
    run = line.add_run(writable(text))
    run.font.size = Pt(size)
    run.font.name = font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001, no other way
    return run


def repeat_header(row: _Row) -> None:
    """Have the row stand on top of every page of its table."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001, no other way


def keep_whole(row: _Row) -> None:
    """Keep the row from being cut by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001, no other way


def begin_field(line: Paragraph, instruction: str, font: str, size: float) -> None:
    """Begin a field; what follows up to `end_field` is its result, be it of many paragraphs."""
    _put_mark(line, "begin", font, size)
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = instruction
    put_run(line, "", font, size)._element.append(element)  # noqa: SLF001, no other way
    _put_mark(line, "separate", font, size)


def end_field(line: Paragraph, font: str, size: float) -> None:
    _put_mark(line, "end", font, size)


def set_outline(line: Paragraph, level: int) -> None:
    """Make the paragraph a heading of this level, 0 the highest, for contents and navigation."""
    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level))
    line._p.get_or_add_pPr().append(element)  # noqa: SLF001, no other way


def number_pages(section: Section, fonts: Fonts) -> None:
    """Put — 1 — below every page."""
    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    put_run(line, "— ", fonts.number, SIZE_4)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = put_run(line, "", fonts.number, SIZE_4)
        if kind is not None:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._element.append(element)  # noqa: SLF001, no other way
    put_run(line, " —", fonts.number, SIZE_4)


def _put_mark(line: Paragraph, kind: str, font: str, size: float) -> None:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    put_run(line, "", font, size)._element.append(element)  # noqa: SLF001, no other way
