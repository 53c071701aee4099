"""What a sheet says before its rows: how far it reaches, how wide its columns are."""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from app.workbooks.names import column_letter, column_number

_RANGE = re.compile(r"([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?")


def namespace_of(element: etree._Element) -> str:
    """Return the prefix of the tags beside it: there are two namespaces of workbooks."""
    return str(element.tag).rpartition("}")[0] + "}"


def extend_dimension(head: etree._Element, column: int) -> None:
    """Let the sheet reach to the column at least, where it says how far it reaches."""
    dimension = head.find(namespace_of(head) + "dimension")
    bounds = None if dimension is None else _RANGE.fullmatch(dimension.get("ref", ""))
    if dimension is None or bounds is None:
        return
    left, top, right, bottom = bounds.groups()
    letter = column_letter(max(column, column_number(right or left)))
    dimension.set("ref", f"{left}{top}:{letter}{bottom or top}")


def widen(head: etree._Element, column: int, width: float) -> None:
    """Make one column so wide, and visible; the spans that held it keep the others."""
    columns = head.find(namespace_of(head) + "cols")
    if columns is None:
        columns = etree.SubElement(head, namespace_of(head) + "cols")
    spans = [part for span in columns.iterchildren() for part in _without(span, column)]
    wide = etree.Element(namespace_of(head) + "col", width=str(width), customWidth="1")
    columns[:] = sorted([*spans, _spanning(wide, column, column)], key=_first)


def column_style(head: etree._Element, column: int) -> int:
    """Return the style of a column's cells that do not exist."""
    for span in head.iterfind(f"{namespace_of(head)}cols/{namespace_of(head)}col"):
        if _first(span) <= column <= int(span.get("max", "0")):
            return int(span.get("style", "0"))
    return 0


def _without(span: etree._Element, column: int) -> Iterator[etree._Element]:
    first, last = _first(span), int(span.get("max", "0"))
    for low, high in ((first, min(last, column - 1)), (max(first, column + 1), last)):
        if low <= high:
            yield _spanning(span, low, high)


def _spanning(span: etree._Element, first: int, last: int) -> etree._Element:
    part = deepcopy(span)
    part.set("min", str(first))
    part.set("max", str(last))
    return part


def _first(span: etree._Element) -> int:
    return int(span.get("min", "0"))
