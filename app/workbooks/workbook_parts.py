"""Which parts of an xlsx package hold its sheets and its styles."""

from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from zipfile import ZipFile

from lxml import etree

from app.workbooks.row_places import UnpatchableError


@dataclass(frozen=True)
class WorkbookParts:
    """Entries of the package."""

    sheets: dict[str, str]  # by the name of the sheet
    styles: str


def find_parts(package: ZipFile) -> WorkbookParts:
    """Follow the relations from the package to its sheets; raise UnpatchableError."""
    # Names of parts know no case, and some programs write them with backslashes.
    entries = {_plain(name): name for name in package.namelist()}
    try:
        book = _targets(package, entries, "", "/officeDocument")[0][1]
        styles = _targets(package, entries, book, "/styles")[0][1]
        parts = dict(_targets(package, entries, book, ""))
        root = etree.fromstring(package.read(entries[book]))
        sheets = {
            sheet.get("name", ""): entries[parts[_relation(sheet)]]
            for sheet in root.iter("{*}sheet")
        }
        return WorkbookParts(sheets, entries[styles])
    except (LookupError, etree.XMLSyntaxError) as error:
        raise UnpatchableError from error


def _plain(name: str) -> str:
    return normpath(name.replace("\\", "/").lstrip("/")).lower()


def _targets(
    package: ZipFile, entries: dict[str, str], part: str, kind: str
) -> list[tuple[str, str]]:
    """Return id and target of each relation of a kind; "" is the package itself."""
    relations = join(dirname(part), "_rels", f"{basename(part)}.rels")
    root = etree.fromstring(package.read(entries[relations]))
    return [
        (relation.get("Id", ""), _plain(join("/", dirname(part), relation.get("Target", ""))))
        for relation in root
        if relation.get("Type", "").endswith(kind)
    ]


def _relation(sheet: etree._Element) -> str:
    return next(str(value) for name, value in sheet.items() if str(name).endswith("}id"))
