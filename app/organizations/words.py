"""How ledgers write kinds, standings, grades and stages, and what that means here.

Spellings: domain, §1, §2 and §7. Each reader takes a raw cell and returns the value, None for an
empty cell, or raises UnreadableValueError("unknown_value").
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar

from app.organizations.grades import Grade
from app.organizations.kinds import Kind
from app.organizations.stages import StageWord
from app.organizations.standings import Standing
from app.values.texts import clean_text
from app.values.unreadable import UnreadableValueError

Value = TypeVar("Value")

BLANKS = frozenset(
    [
        "无",
        "未评",
        "未参评",
        "未参加",
        "未评估",
        "未定级",
        "未参加评估",
        "无等级",
        "暂无",
        "没有",
        "不适用",
        "-",
        "--",
        "—",
        "——",
        "―",
        "/",
        "\\",
        "0",
        "否",
    ]
)

# Looked for in this order, for "民办非企业单位（法人）" holds its word somewhere inside.
KIND_WORDS = (
    (
        Kind.COMMUNITY_GROUP,
        ("社区社会组织", "备案类", "备案管理", "草根", "群众团队", "群众活动团队"),
    ),
    (Kind.SERVICE_INSTITUTION, ("社会服务机构", "民办非企业", "民非")),
    (Kind.FOUNDATION, ("基金会",)),
    (Kind.ASSOCIATION, ("社会团体", "社团", "协会类")),
)
KIND_EXACT = {
    "S": Kind.ASSOCIATION,
    "M": Kind.SERVICE_INSTITUTION,
    "J": Kind.FOUNDATION,
    "其他": Kind.OTHER,
    "其它": Kind.OTHER,
    "备案": Kind.COMMUNITY_GROUP,
}

STANDING_WORDS = (
    (Standing.UNFILED, ("未备案", "未登记", "待备案", "拟备案", "未注册")),
    (Standing.DEREGISTERED, ("注销", "解散", "终止", "取消")),
    (Standing.REVOKED, ("撤销", "吊销", "取缔")),
    (Standing.FILED, ("备案",)),
    (Standing.REGISTERED, ("登记", "注册")),
)
# Says that it exists, not how it stands; the row's other cells tell (see exchange).
EXISTS_WORDS = frozenset({"正常", "存续", "在册", "有效", "在业", "运行", "正常运行", "存活"})

GRADE_DIGITS = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
# Standing alone: neither six times A nor the A of another word is a grade.
GRADE_SHAPE = re.compile(r"(?<![\dA-Z])(?:([1-5一二三四五])A|(A{1,5}))(?![A-Z])")


def read_kind(raw: Any) -> Kind | None:
    text = _word(raw)
    if text is None:
        return None
    if text.upper() in KIND_EXACT:
        return KIND_EXACT[text.upper()]
    return _first_match(text, KIND_WORDS)


def read_standing(raw: Any) -> Standing | None:
    """Read a standing; for a word that only says "exists" the standing is registered."""
    text = _word(raw)
    if text is None:
        return None
    if text in EXISTS_WORDS:
        return Standing.REGISTERED
    return _first_match(text, STANDING_WORDS)


def only_says_it_exists(raw: Any) -> bool:
    return _word(raw) in EXISTS_WORDS


def read_grade(raw: Any) -> Grade | None:
    text = _word(raw)
    if text is None:
        return None
    shape = GRADE_SHAPE.search(text.upper().replace(" ", ""))
    if shape is None:
        raise UnreadableValueError("unknown_value")
    number = GRADE_DIGITS[shape[1]] if shape[1] else len(shape[2])
    return Grade(f"{number}A")


def read_stage(raw: Any, words: Sequence[StageWord]) -> str | None:
    """Return the key of the stage meant: its label, with or without 期 at its end."""
    text = _word(raw)
    if text is None:
        return None
    for word in words:
        label = _normal(word.label)
        if text in {label, word.key} or text.removeprefix("已").rstrip("期阶段") == label.rstrip(
            "期阶段"
        ):
            return word.key
    raise UnreadableValueError("unknown_value")


def _first_match(text: str, words: Sequence[tuple[Value, Sequence[str]]]) -> Value:
    for value, parts in words:
        if any(part in text for part in parts):
            return value
    raise UnreadableValueError("unknown_value")


def _word(raw: Any) -> str | None:
    text = clean_text(raw)
    text = None if text is None else _normal(text)
    return None if not text or text in BLANKS else text


def _normal(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
