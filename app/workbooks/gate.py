"""The look at a file before any parser: its first bytes, and the directory of a zip.

Nothing is unpacked but the list of content types, so that whatever is brought costs next to
nothing here. File names are not looked at.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Literal

from app.workbooks.limits import MEBIBYTE, Limits
from app.workbooks.refusals import Reason, RefusedError

Format = Literal["xlsx", "xls", "csv"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = re.compile(b"PK\x01\x02")
_WEB_PAGE = re.compile(r"\s*<[!?a-z]|\s*MIME-Version:", re.IGNORECASE)
# What zipfile raises on a damaged directory or entry.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


def find_format(path: Path, limits: Limits) -> Format:
    """Return what the content is; raise RefusedError for what is not to be read at all."""
    size = path.stat().st_size
    if size == 0:
        raise RefusedError(Reason.EMPTY)
    if size > limits.file_size:
        raise RefusedError(Reason.FILE_TOO_LARGE)
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(_ZIP):
        _check_package(path, limits)
        return "xlsx"
    if start.startswith(_OLE2):
        _check_compound_file(path)
        return "xls"
    if _WEB_PAGE.match(_as_text(start)):
        raise RefusedError(Reason.WEB_PAGE)
    return "csv"


def _as_text(start: bytes) -> str:
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return start.decode(encoding, "replace")


def _check_compound_file(path: Path) -> None:
    with _mapped(path) as content:
        if _has_stream(content, "EncryptedPackage"):
            raise RefusedError(Reason.PASSWORD)
        if not (_has_stream(content, "Workbook") or _has_stream(content, "Book")):
            raise RefusedError(Reason.FOREIGN)


def _has_stream(content: mmap, name: str) -> bool:
    # An entry of the directory begins with the name and 64 bytes are reserved for it.
    return content.find((name + "\0").encode("utf-16-le")) >= 0


@contextmanager
def _mapped(path: Path) -> Iterator[mmap]:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        yield content


def _check_package(path: Path, limits: Limits) -> None:
    # ZipFile makes an object of each entry and believes the file about their number.
    with _mapped(path) as content:
        entries = sum(1 for _ in islice(_DIRECTORY_ENTRY.finditer(content), limits.parts + 1))
    if entries > limits.parts:
        raise RefusedError(Reason.CONTENT_TOO_LARGE)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_kind(archive)
            _check_sizes(archive.infolist(), limits)
    except ZIP_ERRORS as error:
        raise RefusedError(Reason.DAMAGED) from error


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise RefusedError(Reason.PASSWORD)
    if "mimetype" in names and b"opendocument" in _first_bytes(archive, "mimetype"):
        raise RefusedError(Reason.OPEN_DOCUMENT)
    if "xl/workbook.bin" in names:
        raise RefusedError(Reason.BINARY_WORKBOOK)
    if "xl/workbook.xml" not in names:
        raise RefusedError(Reason.FOREIGN)
    if any(name.endswith("vbaproject.bin") for name in names) or _has_macro_type(archive):
        raise RefusedError(Reason.MACROS)


def _has_macro_type(archive: zipfile.ZipFile) -> bool:
    types = "[Content_Types].xml"
    return types in archive.namelist() and b"macroEnabled" in _first_bytes(archive, types)


def _first_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MEBIBYTE)


def _check_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        unpacked > limits.package_size
        or any(part.file_size > limits.part_size for part in parts)
        or unpacked > max(MEBIBYTE, packed * limits.ratio)
    ):
        raise RefusedError(Reason.CONTENT_TOO_LARGE)
