"""What the bytes of a file are, whatever its name says. Pure."""

import re
from dataclasses import dataclass

from app.files.refusals import FileRefusedError, Reason


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken; `endings` fit its content, the usual one first."""

    media_type: str
    endings: tuple[str, ...]


JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
PNG = Kind("image/png", (".png",))
WEBP = Kind("image/webp", (".webp",))
PDF = Kind("application/pdf", (".pdf",))
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
DOC = Kind("application/msword", (".doc", ".wps"))
XLS = Kind("application/vnd.ms-excel", (".xls", ".et"))

KINDS = (JPEG, PNG, WEBP, PDF, DOCX, XLSX, DOC, XLS)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
OLE2_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_OTHER_PICTURES = (b"GIF8", b"II*\0", b"MM\0*", b"BM", b"%!PS", b"SIMPLE  =", b"8BPS", b"\0\0\1\0")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_WEB_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*(<[!?a-z]|MIME-Version:)", re.IGNORECASE)
_PDF = re.compile(rb"(\xef\xbb\xbf)?\s{0,16}%PDF-\d")


def picture_kind(content: bytes) -> Kind | None:
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    return None


def is_pdf(content: bytes) -> bool:
    return _PDF.match(content) is not None


def refuse_unknown(content: bytes) -> FileRefusedError:
    """Return what to raise for bytes that are none of the kinds taken."""
    return FileRefusedError(_why_not(content))


def _why_not(content: bytes) -> Reason:
    if content[4:8] == b"ftyp":
        is_heif = content[8:12] in _HEIF_BRANDS
        return Reason.HEIC if is_heif else Reason.FOREIGN
    if content.startswith(_OTHER_PICTURES):
        return Reason.OTHER_PICTURE
    if content.startswith(_PROGRAMS):
        return Reason.PROGRAM
    if _WEB_PAGE.match(content):
        return Reason.WEB_PAGE
    return Reason.FOREIGN
