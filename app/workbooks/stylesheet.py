"""Styles added to a workbook that others made; those it has keep their numbers."""

from copy import deepcopy

from lxml import etree

_LIGHT_RED = "FFFFC7CE"
_DARK_RED = "FF9C0006"


class MarkingStyles:
    """A style sheet to which the same styles on light red are added, as they are asked for.

    Raises LookupError when there is nothing to build on, XMLSyntaxError for damage.
    """

    def __init__(self, xml: bytes) -> None:
        self._root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False))
        self._namespace = self._root.tag.rpartition("}")[0] + "}"
        self._fill = self._add("fills", self._light_red())
        self._marked: dict[int, int] = {}
        reason = self._on_light_red(0)
        reason.set("fontId", str(self._add("fonts", self._dark_red())))
        reason.set("applyFont", "1")
        self.reason = self._add("cellXfs", reason)

    def marked(self, style: int) -> int:
        """Return the number of the style that differs by its fill only."""
        if style not in self._marked:
            self._marked[style] = self._add("cellXfs", self._on_light_red(style))
        return self._marked[style]

    def xml(self) -> bytes:
        """Return the style sheet with all that was asked for."""
        return etree.tostring(self._root, encoding="UTF-8", xml_declaration=True, standalone=True)

    def _list(self, name: str) -> etree._Element:
        found = self._root.find(self._namespace + name)
        if found is None or len(found) == 0:
            raise LookupError(name)
        return found

    def _add(self, name: str, element: etree._Element) -> int:
        elements = self._list(name)
        elements.append(element)
        elements.set("count", str(len(elements)))
        return len(elements) - 1

    def _light_red(self) -> etree._Element:
        fill = etree.Element(self._namespace + "fill")
        pattern = etree.SubElement(fill, self._namespace + "patternFill", patternType="solid")
        etree.SubElement(pattern, self._namespace + "fgColor", rgb=_LIGHT_RED)
        etree.SubElement(pattern, self._namespace + "bgColor", indexed="64")
        return fill

    def _dark_red(self) -> etree._Element:
        font = deepcopy(self._list("fonts")[0])
        color = font.find(self._namespace + "color")
        if color is None:
            color = etree.Element(self._namespace + "color")
            # Excel wants the color behind the size.
            size = font.find(self._namespace + "sz")
            font.insert(0 if size is None else font.index(size) + 1, color)
        color.attrib.clear()
        color.set("rgb", _DARK_RED)
        return font

    def _on_light_red(self, style: int) -> etree._Element:
        styles = self._list("cellXfs")
        clone = deepcopy(styles[style if style < len(styles) else 0])
        clone.set("fillId", str(self._fill))
        clone.set("applyFill", "1")
        return clone
