"""A sheet that others made, changed in some of its rows; the bytes of the others stay.

Only what is changed is taken apart, so this takes little more memory than the sheet's own bytes.
"""

import re
from collections.abc import Mapping

from lxml import etree

from app.workbooks.cell_text import fitting_text
from app.workbooks.names import column_letter, column_number
from app.workbooks.row_places import UnpatchableError, find_rows
from app.workbooks.sheet_head import column_style, extend_dimension, namespace_of, widen
from app.workbooks.stylesheet import MarkingStyles

MARK = None  # keeps what a cell holds
REMOVE = ""
CellWish = str | None  # a text, MARK or REMOVE
Wishes = Mapping[int, Mapping[int, CellWish]]  # by row, then by column

_NAME = re.compile(rb"<([^\s/>]+)")
_NOT_LETTERS = re.compile("[^A-Z]+")


def patch_sheet(
    xml: bytes, wishes: Wishes, styles: MarkingStyles, widened: tuple[int, float]
) -> bytes:
    """Return the sheet with the wishes fulfilled and one column, by number, made as wide as given.

    Texts are dressed as reasons. Raises UnpatchableError, and CellTooLongError.
    """
    places = find_rows(xml, wishes)
    head = _parse(xml[: places.data_start], places.root)
    extend_dimension(head, widened[0])
    widen(head, *widened)
    declared = etree.tostring(head, encoding="UTF-8", xml_declaration=True, standalone=True)
    pieces = [declared.rpartition(b"</")[0]]
    at = places.data_start
    for number, (start, end) in sorted(places.rows.items()):
        row = _row(xml[start:end], places.root, number)
        _fulfill(row, head, wishes[number], styles)
        pieces += (xml[at:start], etree.tostring(row, encoding="UTF-8"))
        at = end
    return b"".join([*pieces, xml[at:]])


def _parse(content: bytes, root: bytes) -> etree._Element:
    """Parse what stands in the root element, whose end is missing, with all its namespaces."""
    name = _NAME.match(root)
    assert name is not None
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    try:
        return etree.fromstring(b"%b</%b>" % (content, name[1]), parser)
    except etree.XMLSyntaxError as error:
        raise UnpatchableError from error


def _row(content: bytes, root: bytes, number: int) -> etree._Element:
    parent = _parse(root + content, root)
    row = parent[0] if len(parent) else etree.SubElement(parent, namespace_of(parent) + "row")
    row.set("r", str(number))
    return row


def _fulfill(
    row: etree._Element,
    head: etree._Element,
    wishes: Mapping[int, CellWish],
    styles: MarkingStyles,
) -> None:
    row.attrib.pop("spans", "")  # only a hint, and no longer true
    cells = _cells(row)
    others = [element for element in row if element.tag != namespace_of(row) + "c"]
    for column, wish in wishes.items():
        if wish == REMOVE:
            cells.pop(column, None)
        elif wish is MARK:
            cell = cells.setdefault(column, _empty_cell(row, head, column))
            cell.set("s", str(styles.marked(int(cell.get("s", "0")))))
        else:
            cells[column] = _text_cell(row, column, wish, styles.reason)
    row[:] = [cells[column] for column in sorted(cells)] + others


def _cells(row: etree._Element) -> dict[int, etree._Element]:
    cells: dict[int, etree._Element] = {}
    column = 0
    for cell in row.iterchildren(namespace_of(row) + "c"):
        letters = _NOT_LETTERS.sub("", cell.get("r", ""))
        column = column_number(letters) if letters else column + 1
        cells[column] = cell
    return cells


def _cell(row: etree._Element, column: int, style: int) -> etree._Element:
    reference = f"{column_letter(column)}{row.get('r')}"
    return etree.Element(namespace_of(row) + "c", r=reference, s=str(style))


def _empty_cell(row: etree._Element, head: etree._Element, column: int) -> etree._Element:
    if row.get("customFormat") in ("1", "true"):
        return _cell(row, column, int(row.get("s", "0")))
    return _cell(row, column, column_style(head, column))


def _text_cell(row: etree._Element, column: int, text: str, style: int) -> etree._Element:
    cell = _cell(row, column, style)
    cell.set("t", "inlineStr")
    inline = etree.SubElement(cell, namespace_of(row) + "is")
    holder = etree.SubElement(inline, namespace_of(row) + "t")
    holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    holder.text = fitting_text(text, column_letter(column))
    return cell
