"""Texts as they are stored, and what counts as nothing."""

import math
import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

# Compared in the form of `squeeze` and in lower case.
_NOTHING = (
    "无 暂无 尚无 没有 未知 不详 不明 不清楚 待定 待补 待补充 待完善 待查 待核实 暂缺 缺 空 空白 "
    "未填 未填写 未提供 不适用 无数据 n/a na none null nil"
)
BLANK_WORDS = frozenset(_NOTHING.split())
_YES = "是 有 对 已 √ ✓ ✔ ☑ ○ ◯ 〇 ● 1 y yes t true"
_NO = "否 无 没有 不是 非 未 × ✗ ✘ ✕ x 0 n no f false"
_BOOLEANS = dict.fromkeys(_YES.split(), True) | dict.fromkeys(_NO.split(), False)
_ONLY_MARKS = re.compile(r"[-‐‑‒–—―─━_/\\|~.,。、…·?]+")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls, marks without width, directions and lone surrogates: no database and no XML takes them
# all, and a person comparing two names does not see them.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")
# Chinese is written without blanks: one beside a Chinese character is there for looks.
_CHINESE = r"[\u2e80-\u2fff\u3001-\u9fff\uf900-\uffef\U00020000-\U0003ffff]"
_BLANK_BESIDE_CHINESE = re.compile(rf" (?={_CHINESE})|(?<={_CHINESE}) ")


def plain_text(raw: Raw) -> str:
    """Return what a person sees in the cell, numbers without exponent, days as ISO; None is "".

    Raises unknown_value for a cell that holds an error or a formula without its value.
    """
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, int | float):
        return _number_text(raw)
    if isinstance(raw, datetime):
        return raw.isoformat(" ", "seconds")
    if isinstance(raw, date | time):
        return raw.isoformat()
    raise UnreadableValueError("unknown_value")


def _number_text(number: float) -> str:
    if isinstance(number, int):
        return str(number)
    if not math.isfinite(number):
        raise UnreadableValueError("unknown_value")
    return str(int(number)) if number.is_integer() else f"{Decimal(repr(number)):f}"


def clean_text(raw: Raw) -> str | None:
    """Return the text to be stored: as written, with its line breaks, nothing invisible in it.

    White space at both ends goes; nothing left is None. Raises what `plain_text` raises.
    """
    text = plain_text(raw).strip()
    if not text.isprintable():
        text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
        text = _INVISIBLE.sub("", text).strip()
    return text or None


def clean_line(raw: Raw) -> str | None:
    """Return a text that belongs on one line, such as a name, as `clean_text` does.

    Line breaks and blanks beside a Chinese character go, other white space becomes one blank.
    """
    text = clean_text(raw)
    if text is None or text.isalnum():
        return text
    return _BLANK_BESIDE_CHINESE.sub("", _BLANKS.sub(" ", text))


def is_blank(raw: Raw) -> bool:
    """Tell whether nothing but white space stands there; an error cell is not blank."""
    return raw is None or (isinstance(raw, str) and not _INVISIBLE.sub("", raw).strip())


def says_nothing(raw: Raw) -> bool:
    """Tell whether the cell is blank or only says so: 无, 暂无, —, /, N/A and the like."""
    if raw is None or not isinstance(raw, str):
        return raw is None
    text = squeeze(raw).lower()
    return not text or text in BLANK_WORDS or _ONLY_MARKS.fullmatch(text) is not None


def squeeze(text: str) -> str:
    """Return the text with full-width forms made narrow (NFKC) and without any white space."""
    if text.isalnum() and unicodedata.is_normalized("NFKC", text):
        return text
    narrow = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    # Taking a blank away can bring a letter and its accent together.
    return unicodedata.normalize("NFKC", "".join(narrow.split()))


def parse_boolean(raw: Raw) -> bool | None:
    """Return what the cell says, None when it says nothing; 无 is a no here, — is nothing.

    Raises unknown_value.
    """
    word = squeeze(plain_text(raw)).lower()
    said = _BOOLEANS.get(word)
    if said is None and not says_nothing(word):
        raise UnreadableValueError("unknown_value")
    return said
