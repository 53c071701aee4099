"""Numbers as people write them: 1,280, 3.5万, 叁万伍仟, 二〇二四."""

import re
from decimal import Decimal

NUMERALS = "零〇○一二两三四五六七八九十廿卅百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億弍弎"

_STANDARD = str.maketrans(
    "〇○两壹贰貳弍叁參弎肆伍陆陸柒捌玖拾佰仟萬億", "零零二一二二二三三三四五六六七八九十百千万亿"
) | {ord("廿"): "二十", ord("卅"): "三十"}
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")}
_UNITS = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))
# 三五人 are three to five: two signs are a number only with a zero.
_POSITIONAL = re.compile(r"[零一二三四五六七八九]|(?=.*零|...)[零一二三四五六七八九]{2,15}")
_ARABIC = re.compile(
    r"\d{1,15}(?:\.\d{1,15})?|(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+)(?:\.\d{1,15})?", re.ASCII
)


def read_number(text: str) -> Decimal | None:
    """Return the number that a squeezed text is, None when it is no number or could be two.

    三万五 is left out: some mean 30,005, most 35,000.
    """
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return _read(text.translate(_STANDARD), 0)


def _read(text: str, level: int) -> Decimal | None:
    for below, (sign, size) in enumerate(_UNITS[level:], start=level + 1):
        head, found, tail = text.rpartition(sign)
        if found:
            return _add(_factor(head, size, below), size, _rest(tail, size, below))
    return _read_digits(text)


def _add(factor: Decimal | None, size: int, rest: Decimal | None) -> Decimal | None:
    return None if factor is None or rest is None else factor * size + rest


def _factor(head: str, size: int, level: int) -> Decimal | None:
    if not head:  # 十二 and 百万 are numbers, 万元 is none
        return Decimal(1) if size < _UNITS[1][1] else None
    return _read(head, level)


def _rest(tail: str, size: int, level: int) -> Decimal | None:
    if not tail:
        return Decimal(0)
    rest = _read(tail.removeprefix("零"), level)
    if rest is None or rest >= size:
        return None
    is_clear = rest * 10 >= size or tail[0] == "零" or any(sign in tail for sign, _ in _UNITS)
    return rest if is_clear else None


def _read_digits(text: str) -> Decimal | None:
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if not _POSITIONAL.fullmatch(text):
        return None
    return Decimal("".join(str(_DIGITS[sign]) for sign in text))
