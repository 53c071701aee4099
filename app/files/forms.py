"""The field of a form that takes files, checked before anything is written."""

from typing import Any

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from app.files.checking import CheckedFile, check_file
from app.files.kinds import ENDINGS
from app.files.refusals import LARGEST, FileRefusedError
from app.i18n import _, _l
from app.workbooks.limits import MEBIBYTE

MOST_AT_ONCE = 10
ACCEPT = ",".join(ENDINGS)
HINT = _l(
    "JPG、PNG、WEBP 图片，PDF，Word、Excel 和 WPS 文件；单个不超过 %(size)s MB，一次合计不超过 12 MB",
    size=LARGEST // MEBIBYTE,
)


class EvidenceField(MultipleFileField):
    """Files to attach. Once the form has validated, `data` holds what may be stored of each.

    Browsers cannot send the files again with a form that was refused; the page says so.
    """

    data: Any  # FileStorage as sent, then CheckedFile
    accept = ACCEPT

    def __init__(self, label: str | None = None, **options: Any) -> None:
        super().__init__(
            label or _l("附件"), description=options.pop("description", HINT), **options
        )

    def pre_validate(self, _form: Any) -> None:
        sent = [item for item in self.data or () if isinstance(item, FileStorage)]
        self.data = ()
        if len(sent) > MOST_AT_ONCE:
            raise StopValidation(_("一次最多选%(most)s个文件，请分几次上传", most=MOST_AT_ONCE))
        self.data = tuple(_checked(item) for item in sent)

    def say_no_room(self) -> None:
        """Put the refusal of a QuotaExceededError at this field."""
        self.errors = [
            _("附件空间已满，文件没有保存。请联系系统管理员清理或扩充后再传，其他内容可先保存。")
        ]


def _checked(sent: FileStorage) -> CheckedFile:
    try:
        return check_file(sent.filename, sent.stream.read(LARGEST + 1))
    except FileRefusedError as refused:
        name = (sent.filename or "")[-40:]
        raise StopValidation(_("“%(name)s”：%(why)s", name=name, why=refused.message)) from refused
