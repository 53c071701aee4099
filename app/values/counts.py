"""Numbers of people, sessions and things, with the word that makes them vague."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.values.numerals import NUMERALS, read_number
from app.values.texts import says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

_LIMIT = 10**9
_BEFORE = (
    "约 大约 大概 近 将近 接近 超 超过 逾 至少 不少于 不低于 不足 不到 少于 多达 最多 上 > ≥ < ≤ ~"
)
_AFTER = "余 多 来 几 + 以上 左右 上下 以内 以下"
_UNITS = (
    "人次 人 名 个 位 场次 场 次 户次 户 家 件 起 份 支 项 期 批次 批 班次 班 组 队 届 节 课 部 套 本 篇 "
    "张 幅 条 处 间 台 辆 例 宗 员"
)
_WHOM = (
    "党员 社工 社会工作者 志愿者 会员 成员 工作人员 员工 从业人员 专职 兼职 理事 监事 学员 人员 人"
)


def _any_of(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


_PLAIN = re.compile(r"\d{1,9}", re.ASCII)
_COUNT = re.compile(
    r"(?:累计|总计|合计|共计|共有|现有|共|达到|达|有)?"
    rf"(?P<before>{_any_of(_BEFORE)})?"
    rf"(?P<number>[\d.,{NUMERALS}]+)(?:(?P<after>{_any_of(_AFTER)})(?P<scale>[百千万亿])?)?"
    rf"(?:(?:{_any_of(_UNITS)})(?:{_any_of(_WHOM)})?)?"
    rf"(?P<last>{_any_of(_AFTER)})?",
    re.ASCII,
)


@dataclass(frozen=True)
class Count:
    """A whole number; the qualifier is the word as written: 约, 近, 超, 余, 以上."""

    number: int
    qualifier: str | None = None

    def __str__(self) -> str:
        if self.qualifier is None:
            return str(self.number)
        if self.qualifier in _AFTER.split():
            return f"{self.number}{self.qualifier}"
        return f"{self.qualifier}{self.number}"


def parse_count(raw: Raw) -> Count | None:
    """Return how many, None when the cell says nothing; 无 is nothing, not 0.

    Raises unparsable_number for parts of a whole, several numbers, and units of time or money.
    """
    if isinstance(raw, str):
        return _of_text(raw)
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise UnreadableValueError("unparsable_number")
    return Count(_whole(Decimal(raw)))


@lru_cache(maxsize=20_000)
def _of_text(text: str) -> Count | None:
    tight = squeeze(text).removeprefix("'")
    if _PLAIN.fullmatch(tight):
        return Count(int(tight))
    if says_nothing(text):
        return None
    match = _COUNT.fullmatch(tight.rstrip(".。"))
    number = read_number(match["number"] + (match["scale"] or "")) if match else None
    if match is None or number is None:
        raise UnreadableValueError("unparsable_number")
    return Count(_whole(number), match["before"] or match["after"] or match["last"])


def _whole(number: Decimal) -> int:
    if not 0 <= number < _LIMIT or number != number.to_integral_value():
        raise UnreadableValueError("unparsable_number")
    return int(number)
