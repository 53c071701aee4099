"""An xlsx package, part by part, before the parser gets it; runs in the child process.

Every part is unpacked once: an entry that is longer than it says, or that has a document type,
must not reach the parser. The sheets are searched for what the parser does not tell.
"""

import zipfile
from collections.abc import Iterator
from copy import copy
from functools import partial
from pathlib import Path
from posixpath import normpath
from xml.parsers import expat

from app.workbooks import sheet_scan
from app.workbooks.limits import MEBIBYTE, Limits
from app.workbooks.refusals import Reason, RefusedError
from app.workbooks.sheet_scan import Unknowns

_DOCUMENT_TYPE = "<!DOCTYPE"
_OVERLAP = 2 * len(_DOCUMENT_TYPE)  # what is searched for may lie across two chunks
_PICTURES = "xl/media/"  # an SVG there may well have a document type


def find_unknown_cells(path: Path, limits: Limits) -> list[Unknowns]:
    """Return the unknown cells of each sheet, in the workbook's order.

    Raises RefusedError for what must not reach the parser, and what zipfile and expat raise for
    damage.
    """
    with zipfile.ZipFile(path) as archive:
        parts = {_plain(info.filename): info for info in archive.infolist()}
        sheets = _list_sheets(archive, parts)
        sheet_parts = {part for _, part in sheets}
        if len(sheet_parts) < len(sheets):
            raise RefusedError(Reason.DAMAGED)  # one part again and again costs as much as many
        for name in parts.keys() - sheet_parts:
            if not name.startswith(_PICTURES):
                for _ in _unpack(archive, parts[name]):
                    pass
        return [
            sheet_scan.find_unknown_cells(partial(_unpack, archive, parts[part]), limits, sheet)
            if part in parts
            else {}
            for sheet, part in sheets
        ]


def _plain(name: str) -> str:
    return normpath(name.replace("\\", "/").lstrip("/").lower())


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    # ZipFile stops silently at the declared size, the parser does not; one more byte tells.
    longer = copy(info)
    longer.file_size += 1
    length, before = 0, b""
    with archive.open(longer) as part:
        while chunk := part.read(MEBIBYTE):
            length += len(chunk)
            if length > info.file_size:
                raise RefusedError(Reason.DAMAGED)
            before += chunk
            if _has_document_type(before):
                raise RefusedError(Reason.DAMAGED)
            before = chunk[-_OVERLAP:]
            yield chunk


def _has_document_type(content: bytes) -> bool:
    codes = ("utf-8", "utf-16-le", "utf-16-be") if b"\0" in content else ("utf-8",)
    return any(_DOCUMENT_TYPE.encode(code) in content for code in codes)


def _list_sheets(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]
) -> list[tuple[str, str]]:
    """Return name and part of each sheet, in the workbook's order."""
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in _elements(archive, parts.get("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    sheets = []
    for element in _elements(archive, parts.get("xl/workbook.xml"), "sheet"):
        relation = next((value for key, value in element.items() if key.endswith(":id")), None)
        target = targets.get(relation, "")
        inside = target if target.startswith(("/", "xl/")) else f"xl/{target}"
        sheets.append((element.get("name", ""), _plain(inside)))
    return sheets


def _elements(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo | None, name: str
) -> list[dict[str, str]]:
    found = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    for chunk in () if info is None else _unpack(archive, info):
        parser.Parse(chunk, False)
    return found
