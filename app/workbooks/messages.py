"""What a refused file is answered with."""

from app.i18n import _l
from app.workbooks.cells import UnreadableFileError
from app.workbooks.limits import MEBIBYTE, Limits
from app.workbooks.refusals import Reason, RefusedError

_OWN_CODES = {
    Reason.FILE_TOO_LARGE: "file_too_large",
    Reason.CONTENT_TOO_LARGE: "file_too_large",
    Reason.TOO_MANY_ROWS: "too_many_rows",
    Reason.TOO_MANY_COLUMNS: "too_many_columns",
}

_TEXTS = {
    Reason.EMPTY: _l("文件是空的。请重新导出或重新保存原表后再试。"),
    Reason.FOREIGN: _l(
        "这个文件不是 Excel 工作簿，也不是 CSV。请用 Excel 或 WPS 打开原表，另存为 .xlsx 后再试。"
    ),
    Reason.WEB_PAGE: _l(
        "这个文件的内容是网页，只是用了表格的文件名。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"
    ),
    Reason.MACROS: _l("这个工作簿带有宏。请另存为 .xlsx（不含宏）后再试。"),
    Reason.OPEN_DOCUMENT: _l("这是 OpenDocument 格式（.ods）。请另存为 .xlsx 后再试。"),
    Reason.BINARY_WORKBOOK: _l("这是二进制工作簿（.xlsb）。请另存为 .xlsx 后再试。"),
    Reason.PASSWORD: _l("这个文件设有打开密码。请取消密码，另存为 .xlsx 后再试。"),
    Reason.DAMAGED: _l(
        "文件打不开，可能没有传完或已经损坏。请用 Excel 或 WPS 打开原表，另存为 .xlsx 后再试。"
    ),
    Reason.UNREADABLE: _l(
        "无法读取这个文件，可能已经损坏，或内容过于庞大。"
        "请新建一个工作簿，只把需要的表格复制进去，另存为 .xlsx 后再试。"
    ),
    Reason.UNCLOSED_QUOTE: _l(
        "CSV 中有一处双引号没有成对，后面的行会连成一格。请用 Excel 或 WPS 打开核对，另存为 .xlsx 后再试。"
    ),
    Reason.CONTENT_TOO_LARGE: _l(
        "文件展开后过于庞大。请删去图片和用不到的工作表、空白行列，或分成几个文件后再试。"
    ),
}


def explain(refused: RefusedError, limits: Limits) -> UnreadableFileError:
    """Return the error for whoever brought the file."""
    code = _OWN_CODES.get(refused.reason, "unreadable_file")
    text = _TEXTS.get(refused.reason) or _with_limit(refused, limits)
    return UnreadableFileError(code, text)


def _with_limit(refused: RefusedError, limits: Limits) -> str:
    if refused.reason is Reason.FILE_TOO_LARGE:
        return _l(
            "文件超过 %(size)s MB。请删去图片和用不到的工作表，或分成几个文件后再试。",
            size=limits.file_size // MEBIBYTE,
        )
    if refused.reason is Reason.TOO_MANY_ROWS:
        return _l(
            "“%(sheet)s”超过 %(rows)s 行。请删去表格下方多余的内容，或分成几个文件后再试。",
            sheet=refused.sheet,
            rows=limits.rows,
        )
    return _l(
        "“%(sheet)s”超过 %(columns)s 列。请删去表格右侧多余的内容后再试。",
        sheet=refused.sheet,
        columns=limits.columns,
    )
