"""Why a file is not taken, and what to do about it."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import _l
from app.workbooks.limits import MEBIBYTE

LARGEST = 10 * MEBIBYTE
MOST_PIXELS = 40_000_000


class Reason(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    PICTURE_DAMAGED = "picture_damaged"
    HEIC = "heic"
    OTHER_PICTURE = "other_picture"
    WEB_PAGE = "web_page"
    PROGRAM = "program"
    MACROS = "macros"
    PASSWORD = "password"  # noqa: S105 a reason, not a secret
    DAMAGED = "damaged"
    BOMB = "bomb"
    FOREIGN = "foreign"


TEXTS: Mapping[Reason, str] = {
    Reason.EMPTY: _l("文件是空的，请重新选择"),
    Reason.TOO_LARGE: _l(
        "超过 %(size)s MB。照片请压缩后再传（手机发送时不选“原图”），扫描件请降低清晰度",
        size=LARGEST // MEBIBYTE,
    ),
    Reason.TOO_MANY_PIXELS: _l(
        "像素过多，超过%(millions)s万像素。请把照片缩小后再传", millions=MOST_PIXELS // 10_000
    ),
    Reason.PICTURE_DAMAGED: _l("图片打不开，可能没有传完或已经损坏。请重新拍照或导出后再传"),
    Reason.HEIC: _l("这是 HEIC 格式的照片。请在手机或电脑上另存为 JPG 后再传"),
    Reason.OTHER_PICTURE: _l("不支持这种图片格式。请另存为 JPG 或 PNG 后再传"),
    Reason.WEB_PAGE: _l("内容是网页或 SVG 图形，不能作为附件。请另存为 PDF 或 JPG 后再传"),
    Reason.PROGRAM: _l("内容是程序，不能作为附件。请核对所选的文件"),
    Reason.MACROS: _l("文件带有宏。请另存为不含宏的 .docx 或 .xlsx，或导出为 PDF 后再传"),
    Reason.PASSWORD: _l("文件设有打开密码。请取消密码，或导出为 PDF 后再传"),
    Reason.DAMAGED: _l("文件打不开，可能没有传完或已经损坏。请重新保存后再传"),
    Reason.BOMB: _l("文件展开后过于庞大。请删去其中的大图片，或导出为 PDF 后再传"),
    Reason.FOREIGN: _l(
        "不支持这种文件。可以上传 JPG、PNG、WEBP 图片，PDF，以及 Word、Excel 和 WPS 文件"
    ),
}


class FileRefusedError(Exception):
    """The file is not taken; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def message(self) -> str:
        return str(TEXTS[self.reason])


class QuotaExceededError(Exception):
    """There is no room left for files."""
