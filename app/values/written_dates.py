"""Dates written in words and signs: 2023年5月1日起, 二〇二四年五月, 23.5, 2024/05/06 14:00."""

import re
import unicodedata

from app.values.numerals import NUMERALS, read_number
from app.values.unreadable import UnreadableValueError

_PLAIN = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_PARTS = re.compile(
    r"(?P<year>\d{4}|\d{2})(?:(?P<after_year>年[-/.]?|[-/.]{1,2})(?P<month>\d{1,2})"
    r"(?:月|(?P<after_month>月[-/.]?|[-/.]{1,2})(?P<day>\d{1,2})[日号]?)?|年)?",
    re.ASCII,
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)

_MONTHS = range(1, 13)
_SHORT_YEARS = range(100)
_LAST_CENTURY = range(50, 100)
_LONGEST = 60  # also what keeps the searches below short
_SIGNS = str.maketrans("。,、_\\—–‐−·", "...-/-----")
_WEEKDAY = re.compile(r"[\s,.(]*(?:星期|周|礼拜)[一二三四五六日天]\)?$")
_TIME = re.compile(
    r"(?:T|\s+|(?<=[日号]))\s*(?:上午|下午|中午|晚上|AM|PM)?\s*\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?:\s*[AP]M)?$"
    r"|(?<=[日号])\s*(?:上午|下午|中午|晚上)?\s*\d{1,2}[时点](?:\d{1,2}分|半|整)?$",
    re.ASCII | re.IGNORECASE,
)
# Words that leave the day what it is. 前, 后 and the like are not among them.
_BEFORE = re.compile(r"^(?:'|公元|自|从|于|约|大约|(?:成立|始建|建立|登记|备案|注册)(?:于|[:：]))+")
_AFTER = re.compile(
    r"(?:起|始|开始|止|截止|到期|左右|前后|成立|登记|备案|注册|设立|批准|入驻|发证|换届)+$"
)
_PART_OF_MONTH = re.compile(r"(?<=月)(?:份|上旬|中旬|下旬|初|中|底|末)+$")
_PART_OF_YEAR = re.compile(
    r"(?<=年)(?:度|初|中|底|末|春|夏|秋|冬|春季|夏季|秋季|冬季|上半年|下半年|第?[一二三四1-4]季度)$"
)
_NUMERALS = re.compile(rf"[{NUMERALS}]+")
_TENS = re.compile(r"[十廿卅拾百千万亿佰仟萬億]")


def full_year(year: int) -> int:
    """Return the year that two digits mean, 50 to 99 in the last century; four stay."""
    if year in _LAST_CENTURY:
        return year + 1900
    return year + 2000 if year < _LAST_CENTURY.start else year


def is_doubtful(year: int) -> bool:
    """Tell whether a year of two digits, with one number after it, could be a month: 12.5."""
    return year in _MONTHS


def read_written_date(text: str) -> tuple[int, int | None, int | None]:
    """Return year, month and day, the last two None when not said; the day may not exist.

    Raises ambiguous_date or unparsable_date.
    """
    plain = _PLAIN.fullmatch(text)
    if plain:
        return int(plain[1]), int(plain[3]), int(plain[4])
    tidy = _tidy(text)
    year_last = _YEAR_LAST.fullmatch(tidy)
    if year_last:
        return _american(int(year_last[1]), int(year_last[3]), int(year_last[4]))
    compact = _COMPACT.fullmatch(tidy)
    if compact:
        return int(compact[1]), int(compact[2]), _number_or_none(compact[3])
    parts = _PARTS.fullmatch(tidy)
    if parts is None or not _is_one_day(parts):
        raise UnreadableValueError("unparsable_date")
    return _year_of(parts), _number_or_none(parts["month"]), _number_or_none(parts["day"])


def _is_one_day(parts: re.Match[str]) -> bool:
    """Leave out 2023年4-5月 and 2023.4-5, which are two months."""
    before, after = parts["after_year"], parts["after_month"]
    return (
        after is None
        or after == before
        or after.startswith("月")
        or (before.startswith("年") and after in ("/", "."))
    )


def _year_of(parts: re.Match[str]) -> int:
    """Refuse 12.5 and 12/5/23, which English Excel writes for December; a year alone needs 年."""
    year, is_said = int(parts["year"]), "年" in parts[0]
    if year in _SHORT_YEARS and not is_said:
        if parts["month"] is None:
            raise UnreadableValueError("unparsable_date")
        if is_doubtful(year) and (parts["day"] is None or parts["after_year"] == "/"):
            raise UnreadableValueError("ambiguous_date")
    return full_year(year)


def _number_or_none(text: str | None) -> int | None:
    return None if text is None else int(text)


def _tidy(text: str) -> str:
    """Return digits and signs only, as far as the text is a date at all."""
    tidy = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(tidy) > _LONGEST:
        raise UnreadableValueError("unparsable_date")
    tidy = _WEEKDAY.sub("", _TIME.sub("", _WEEKDAY.sub("", tidy))).translate(_SIGNS)
    tidy = re.sub(r"\s*([-/.年月日号])\s*", r"\1", tidy)
    tidy = re.sub(r"(?<=\d)\s+(?=\d)", "-", tidy)
    tidy = _AFTER.sub("", _BEFORE.sub("", "".join(tidy.split())).rstrip("."))
    tidy = _PART_OF_YEAR.sub("", _PART_OF_MONTH.sub("", tidy))
    return _with_digits(tidy)


def _with_digits(text: str) -> str:
    if _NUMERALS.search(text) is None and "元月" not in text:
        return text
    text = text.replace("元月", "1月").replace("O", "〇").replace("o", "〇")
    return _NUMERALS.sub(_digits, text)


def _digits(match: re.Match[str]) -> str:
    if _TENS.search(match[0]):
        return str(read_number(match[0]) or match[0])
    # 九八年: two signs alone are no number elsewhere, in a date they are digits, and so is 〇五.
    return "".join(str(read_number(sign) or 0) for sign in match[0])


def _american(month: int, day: int, year: int) -> tuple[int, int, int]:
    """Read what Excel writes in English, 5/16/2023; 5/6/2023 is May or June."""
    if month in _MONTHS and day in _MONTHS and month != day:
        raise UnreadableValueError("ambiguous_date")
    return (year, month, day) if month in _MONTHS else (year, day, month)
