"""By what the import knows parts of our own files: exports, templates, reports. Pure."""

# Sheets without rows, whatever they look like.
NOTES_OF_EXPORT = "导出说明"
NOTES_OF_TEMPLATE = "填写说明"
LISTS = "_字典"
SHEETS = frozenset({NOTES_OF_EXPORT, NOTES_OF_TEMPLATE, LISTS})

# The column that a report adds to the user's workbook, and that of exports that only follows from
# others: they say nothing to be kept.
HEADERS = frozenset({"错误原因", "现阶段天数"})

EXAMPLE = "【示例】"  # the table finder takes a name after it for no record


def is_own_header(header: str) -> bool:
    """Tell our own columns, also below a group header."""
    return header.rpartition("/")[2] in HEADERS
