"""Amounts of money: what people write, in whole fen."""

import math
import re
from decimal import Decimal
from functools import lru_cache

from app.values.numerals import NUMERALS, read_number
from app.values.texts import says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

YUAN = 100  # fen
_FEN_LIMIT = 10**15
_UNITS = {
    "元": 1,
    "百元": 100,
    "千元": 1_000,
    "万元": 10_000,
    "十万元": 100_000,
    "百万元": 1_000_000,
    "千万元": 10_000_000,
    "亿元": 100_000_000,
}
_OTHER_CURRENCIES = "美元|港元|港币|澳元|欧元|日元|英镑|USD|HKD|EUR"
_UNIT = rf"(?:十万|百万|千万|百|千|万|亿)?(?:元|圆|{_OTHER_CURRENCIES})|万|亿|千"
_UNIT_IN_HEADER = re.compile(
    rf"(?:^|[(\[【:/,、;]|单位|人民币)({_UNIT})(?:人民币|RMB|CNY)?(?=$|[)\]】,、;])"
    rf"|((?:十万|百万|千万|百|千|万|亿)(?:元|{_OTHER_CURRENCIES}))$"
)
_CURRENCY = re.compile(r"人民币|RMB|CNY|[¥￥]|\(?大写\)?[:：]?", re.IGNORECASE)
_BRACKETED_UNIT = re.compile(r"\(([百千万亿]*[元万亿])\)")
_AMOUNT = re.compile(
    rf"(?P<number>[\d.,{NUMERALS}]+)"
    r"(?P<yuan>[元圆圓块](?:零?(?P<jiao>[\d一二三四五六七八九壹贰叁肆伍陆柒捌玖])角)?"
    r"(?:零?(?P<fen>[\d一二三四五六七八九壹贰叁肆伍陆柒捌玖])分)?)?[整正]?",
    re.ASCII,
)
_SCALED = re.compile(r"[万亿萬億]|\d[百千佰仟]")
_HUNDREDS = re.compile(r"[百千佰仟]")


def parse_money(raw: Raw, unit: str | None = None) -> int | None:
    """Return whole fen, None when the cell says nothing.

    A unit in the cell wins, then `unit` as `unit_of_header` gives it, then yuan; ￥ is a currency,
    not a unit. Raises unparsable_number for another currency or an unknown unit, an amount below
    zero or with parts of a fen, and anything that is not one amount.
    """
    if isinstance(raw, str):
        return _of_text(raw, unit)
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise UnreadableValueError("unparsable_number")
    return _fen(_exact(raw), _scale(unit))


def unit_of_header(header: str) -> str | None:
    """Return the unit a header names, "万元" for 开办资金（万）, None when it names none.

    A foreign currency is given back as it is, for `parse_money` to refuse.
    """
    match = _UNIT_IN_HEADER.search(squeeze(header).upper())
    if match is None:
        return None
    unit = (match[1] or match[2]).replace("圆", "元")
    return unit + "元" if unit in ("万", "亿", "千") else unit


def in_yuan(fen: int) -> Decimal:
    """Return the amount for calculation and for cells: 123 fen are 1.23."""
    return Decimal(fen).scaleb(-2)


def show_money(fen: int) -> str:
    """Return the amount for people, never rounded: 3万元, 1.25亿元, 12,345元, 0.50元."""
    for unit in ("亿元", "万元"):
        hundredths, rest = divmod(fen, _UNITS[unit])
        if fen >= _UNITS[unit] * YUAN and rest == 0:
            return f"{in_yuan(hundredths):,.2f}".rstrip("0").rstrip(".") + unit
    return f"{in_yuan(fen):,.{2 if fen % YUAN else 0}f}元"


@lru_cache(maxsize=20_000)
def _of_text(text: str, unit: str | None) -> int | None:
    if says_nothing(text):
        return None
    amount = _AMOUNT.fullmatch(_tidy(text))
    number = read_number(amount["number"]) if amount else None
    if amount is None or number is None:
        raise UnreadableValueError("unparsable_number")
    parts = _digit(amount["jiao"]) * Decimal("0.1") + _digit(amount["fen"]) * Decimal("0.01")
    scale = 1 if amount["yuan"] else _scale(unit)
    if _SCALED.search(amount["number"]):
        scale = 1
    elif scale > 1 and _HUNDREDS.search(amount["number"]):
        # 三百 under 万元: in full, or three hundred times ten thousand.
        raise UnreadableValueError("unparsable_number")
    return _fen(number + parts, scale)


def _tidy(text: str) -> str:
    tidy = _CURRENCY.sub("", squeeze(text).removeprefix("'"))
    return re.sub(r"(?<=\d)[wW]", "万", _BRACKETED_UNIT.sub(r"\1", tidy))


def _digit(sign: str | None) -> Decimal:
    return (sign and read_number(sign)) or Decimal(0)


def _scale(unit: str | None) -> int:
    if unit is None:
        return 1
    if unit not in _UNITS:
        raise UnreadableValueError("unparsable_number")
    return _UNITS[unit]


def _exact(number: float) -> Decimal:
    """Return what Excel shows: it keeps 15 digits, the rest is noise of its arithmetic."""
    if not math.isfinite(number):
        raise UnreadableValueError("unparsable_number")
    return Decimal(number if isinstance(number, int) else f"{number:.15g}")


def _fen(number: Decimal, scale: int) -> int:
    fen = number * scale * YUAN
    if not 0 <= fen < _FEN_LIMIT or fen != fen.to_integral_value():
        raise UnreadableValueError("unparsable_number")
    return int(fen)
