"""Where a file says which day it is of: 截至2025年12月31日 in a title, 填报日期 in a form line. Pure."""

import re

_IN_TITLE = re.compile(r"(?:截至|截止|截止到|数据时间|统计时点)[:：]?(\d{4}年\d{1,2}月\d{1,2}日)")
_LABEL = re.compile(r"(?:填报|填表|上报|报送|统计|制表|截止|截至|数据)?(?:日期|时间|时点)?")


def day_in_title(title: str) -> str | None:
    """Return the words for the day, as `parse_date` takes them."""
    found = _IN_TITLE.search("".join(title.split()))
    return found[1] if found else None


def is_day_label(label: str) -> bool:
    """Tell whether the label of a form line, "" for none, is that of the file's own day."""
    return _LABEL.fullmatch(label) is not None
