"""What hubs write for the length, the satisfaction, the form and the number of a session. Pure."""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from app.trainings.models import Form
from app.values.durations import parse_minutes, unit_in
from app.values.numerals import read_number
from app.values.texts import clean_line, plain_text, says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

LengthUnit = Literal["hours", "minutes", "lessons"]

FORM_WORDS: Mapping[Form, tuple[str, ...]] = {
    Form.LECTURE: ("集中培训", "集中授课", "讲座", "授课", "线下", "线下培训", "面授", "集中", "专题讲座", "现场授课"),
    Form.SALON: ("沙龙", "座谈", "分享会", "交流会", "交流分享", "工作坊", "座谈会"),
    Form.SUPERVISION: ("实训督导", "督导", "实训", "实操", "实务督导", "团体督导"),
    Form.VISIT: ("考察学习", "考察", "参访", "外出学习", "参观学习", "外出考察", "参观", "走访学习"),
    Form.ONLINE: ("线上", "网络", "直播", "线上培训", "网络培训", "腾讯会议", "视频", "线上直播", "线上授课"),
    Form.CONTEST: ("打擂", "擂台", "比赛", "竞赛", "路演", "擂台赛", "路演打擂"),
    Form.OTHER: ("其他", "其它"),
}  # fmt: skip

_LESSONS = re.compile(r"(?P<number>[\d.一二两三四五六七八九十半]+)个?(?:学时|课时|节课?)")
_HOLDS_LESSONS = re.compile("学时|课时")
_PERCENT = re.compile(r"(?P<number>\d{1,3}(?:\.\d+)?)(?P<sign>[%分])?以?上?")
_ORDINAL = re.compile(r"第?[\d一二三四五六七八九十百]{1,4}[期次场讲课节班届]?")
_MARKS_OF_FIVE = 5
_FULL = 100


def length_unit(header: str) -> LengthUnit | None:
    """Return the unit that a header names; 学时 and 课时 are lessons unless it says otherwise."""
    return unit_in(header) or ("lessons" if _HOLDS_LESSONS.search(header) else None)


def read_length(raw: Raw, unit: LengthUnit | None, *, lesson: int) -> int | None:
    """Return minutes, None when the cell says nothing; `lesson` is how many make one.

    A unit in the cell wins. Raises unparsable_number.
    """
    if says_nothing(raw):
        return None
    text = squeeze(plain_text(raw))
    found = _LESSONS.fullmatch(text)
    number = read_number(found["number"] if found else text)
    if number is not None and (found or unit == "lessons"):
        return _whole(number * lesson)
    return parse_minutes(raw, None if unit == "lessons" else unit)


def read_satisfaction(raw: Raw) -> int | None:
    """Return hundredths of a percent: 0.985, 98.5, 98.5% and 98.5分 are one. Raises unparsable_number.

    A number from 1 to 5 may be marks of five as well, so that only 1 and shares below it are read.
    """
    if says_nothing(raw):
        return None
    found = _PERCENT.fullmatch(squeeze(plain_text(raw)))
    if found is None or isinstance(raw, bool):
        raise UnreadableValueError("unparsable_number")
    number = Decimal(found["number"])
    if found["sign"] is None and number <= 1:
        number *= _FULL
    elif found["sign"] != "%" and number <= _MARKS_OF_FIVE:
        raise UnreadableValueError("unparsable_number")
    if number > _FULL:
        raise UnreadableValueError("unparsable_number")
    return _whole(number * _FULL)


def read_form(raw: Raw) -> Form | None:
    """Return the form a cell means, None for nothing. Raises unknown_value."""
    if says_nothing(raw):
        return None
    text = squeeze(plain_text(raw))
    found = next((form for form, words in FORM_WORDS.items() if text in words), None)
    if found is None:
        raise UnreadableValueError("unknown_value")
    return found


def read_number_of_session(raw: Raw) -> str | None:
    """Return 期次编号 as written, a number without its fraction."""
    return None if says_nothing(raw) else clean_line(plain_text(raw))


def is_ordinal(number: str) -> bool:
    """Tell whether a number only counts within its year: 第3期, 3."""
    return _ORDINAL.fullmatch(squeeze(number)) is not None


def within_year(number: str, year: int) -> str:
    """Return a number that is one of all years: 第3期 of 2025 is 2025年第3期."""
    if not is_ordinal(number):
        return number
    return f"{year}年{number}" if number.startswith("第") else f"{year}-{number}"


def _whole(number: Decimal) -> int:
    if not math.isfinite(number):
        raise UnreadableValueError("unparsable_number")
    return round(number)
