"""Why a file is not read."""

from enum import StrEnum


class Reason(StrEnum):
    EMPTY = "empty"
    FOREIGN = "foreign"  # no workbook at all
    WEB_PAGE = "web_page"  # HTML or XML under a workbook's name
    MACROS = "macros"
    OPEN_DOCUMENT = "open_document"
    BINARY_WORKBOOK = "binary_workbook"  # xlsb
    PASSWORD = "password"  # noqa: S105 a reason, not a secret
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"  # the child process did not come to an end
    UNCLOSED_QUOTE = "unclosed_quote"
    FILE_TOO_LARGE = "file_too_large"
    CONTENT_TOO_LARGE = "content_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"


class RefusedError(Exception):
    """Raised where the file is looked at; `sheet` names the sheet in question, if one is."""

    def __init__(self, reason: Reason, sheet: str | None = None) -> None:
        super().__init__(reason, sheet)
        self.reason = reason
        self.sheet = sheet
