"""Office documents by their content: which kind, and that nothing in them runs or explodes."""

import zipfile
from io import BytesIO

from app.files.kinds import DOC, DOCX, XLS, XLSX, Kind, refuse_unknown
from app.files.refusals import FileRefusedError, Reason
from app.workbooks.gate import ZIP_ERRORS
from app.workbooks.limits import MEBIBYTE, Limits

# Reports with many photos have more parts than workbooks.
LIMITS = Limits(parts=2_000)
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
MAIN_STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS}
MACRO_STREAMS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR")
TYPES = "[content_types].xml"


def package_kind(content: bytes) -> Kind:
    """Return what a zip archive is. Raises FileRefusedError for any that is no document."""
    if content.count(b"PK\x01\x02") > LIMITS.parts:  # ZipFile makes an object of each entry
        raise FileRefusedError(Reason.BOMB)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
            return _checked_kind(archive, parts)
    except ZIP_ERRORS as error:
        raise FileRefusedError(Reason.DAMAGED) from error


def _checked_kind(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> Kind:
    if any(info.flag_bits & 1 for info in parts.values()):
        raise FileRefusedError(Reason.PASSWORD)
    _check_sizes(archive.infolist())
    kinds = [kind for name, kind in MAIN_PARTS.items() if name in parts]
    if len(kinds) != 1 or TYPES not in parts:
        raise FileRefusedError(Reason.FOREIGN)
    with archive.open(parts[TYPES]) as part:
        has_macro_type = b"macroEnabled" in part.read(MEBIBYTE)
    if has_macro_type or any(name.endswith("vbaproject.bin") for name in parts):
        raise FileRefusedError(Reason.MACROS)
    return kinds[0]


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        unpacked > LIMITS.package_size
        or any(part.file_size > LIMITS.part_size for part in parts)
        or unpacked > max(MEBIBYTE, packed * LIMITS.ratio)
    ):
        raise FileRefusedError(Reason.BOMB)


def compound_kind(content: bytes) -> Kind:
    """Return what an OLE2 file is: Word, Excel, or WPS, which writes the same streams."""
    if _has_stream(content, "EncryptedPackage"):
        raise FileRefusedError(Reason.PASSWORD)
    if any(_has_stream(content, name) for name in MACRO_STREAMS):
        raise FileRefusedError(Reason.MACROS)
    for name, kind in MAIN_STREAMS.items():
        if _has_stream(content, name):
            return kind
    raise refuse_unknown(content)


def _has_stream(content: bytes, name: str) -> bool:
    # An entry of the directory begins with the name, which ends with a zero.
    return (name + "\0").encode("utf-16-le") in content
