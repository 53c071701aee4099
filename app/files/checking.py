"""The door: what is taken of a file somebody sends, judged by its bytes alone."""

from dataclasses import dataclass
from hashlib import sha256

from app.files.kinds import OLE2_START, PDF, ZIP_STARTS, Kind, is_pdf, picture_kind, refuse_unknown
from app.files.names import safe_name
from app.files.office import compound_kind, package_kind
from app.files.pictures import made_anew
from app.files.refusals import LARGEST, FileRefusedError, Reason


@dataclass(frozen=True)
class CheckedFile:
    """A file as it may be stored: pictures made anew, everything else as sent."""

    name: str
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def check_file(name: str | None, content: bytes) -> CheckedFile:
    """Return the file as it may be stored. Raises FileRefusedError."""
    if not content:
        raise FileRefusedError(Reason.EMPTY)
    if len(content) > LARGEST:
        raise FileRefusedError(Reason.TOO_LARGE)
    picture = picture_kind(content)
    if picture is not None:
        content = made_anew(content, picture)
    kind = picture or _document_kind(content)
    return CheckedFile(safe_name(name, kind.endings), kind.media_type, content)


def _document_kind(content: bytes) -> Kind:
    if content.startswith(ZIP_STARTS):
        return package_kind(content)
    if content.startswith(OLE2_START):
        return compound_kind(content)
    if is_pdf(content):
        return PDF
    raise refuse_unknown(content)
