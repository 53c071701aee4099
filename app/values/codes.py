"""The unified credit code 统一社会信用代码 (GB 32100-2015) and the numbers authorities give."""

import re
from dataclasses import dataclass
from functools import lru_cache

from stdnum.cn import uscc

from app.values.names import one_bracket_kind
from app.values.numerals import NUMERALS
from app.values.texts import clean_line, plain_text, says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

_EXACT_DIGITS = 15  # a cell that is a number keeps no more
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+", re.ASCII)
_CODE = re.compile(r"(?=.*\d)[0-9A-Z]{8,24}", re.ASCII)
_HAS_NUMBER = re.compile(rf"[0-9{NUMERALS}]")
_ROUNDED = re.compile(r"\d{15}000", re.ASCII)
_DASHES = re.compile(r"[-‐‑‒–—―−'.·]")
# The alphabet leaves out letters that are easily taken for digits.
_LOOKALIKES = str.maketrans("OIZS", "0125")


@dataclass(frozen=True)
class CreditCode:
    """A code as it is kept: narrow, upper case, without blanks, its characters never exchanged."""

    text: str

    @property
    def is_check_good(self) -> bool:
        """False is a warning only: genuine codes of early Fujian fail."""
        return has_valid_check_character(self.text)

    @property
    def suggestion(self) -> str | None:
        """The right code that was probably meant, where letters were taken for digits."""
        return suggest(self.text)

    @property
    def kind_digit(self) -> str | None:
        """1 社会团体, 2 社会服务机构, 3 基金会, 9 other; None where civil affairs did not issue it."""
        return self.text[1] if self.text[0] == "5" and self.text[1] in "1239" else None


def parse_credit_code(raw: Raw) -> CreditCode | None:
    """Return the code, also one whose check character is wrong; None when the cell says nothing.

    Raises digits_lost for a number of more than 15 digits, also where a text shows that it once
    was one; unknown_value for what cannot be a code.
    """
    code = normalize_code(raw)
    return None if code is None else CreditCode(code)


def normalize_code(raw: Raw) -> str | None:
    """Return the text of `parse_credit_code`."""
    _refuse_lost_digits(raw)
    return _normalize(plain_text(raw))


@lru_cache(maxsize=20_000)
def has_valid_check_character(code: str) -> bool:
    return bool(uscc.is_valid(code))


def suggest(code: str) -> str | None:
    """Return the valid code with 0 for O, 1 for I, 2 for Z, 5 for S; None without one."""
    exchanged = code.translate(_LOOKALIKES)
    return exchanged if exchanged != code and has_valid_check_character(exchanged) else None


def parse_number_text(raw: Raw) -> str | None:
    """Return a filing or registration number as written, brackets kept; None for nothing.

    Compare such numbers by `code_key`. Raises digits_lost and unknown_value.
    """
    _refuse_lost_digits(raw)
    if says_nothing(raw):
        return None
    text = clean_line(raw)
    key = code_key(text or "")
    if _SCIENTIFIC.fullmatch(key):
        raise UnreadableValueError("digits_lost")
    if not _HAS_NUMBER.search(key):  # 正在办理 is no number, and would make many rows one
        raise UnreadableValueError("unknown_value")
    return text


def code_key(text: str) -> str:
    """Return what two writings of one number have in common."""
    return one_bracket_kind(squeeze(squeeze(text).upper()))


@lru_cache(maxsize=20_000)
def _normalize(text: str) -> str | None:
    if says_nothing(text):
        return None
    narrow = squeeze(text).upper()
    code = _DASHES.sub("", narrow)
    if _SCIENTIFIC.fullmatch(narrow) or _is_rounded(code):
        raise UnreadableValueError("digits_lost")
    if not _CODE.fullmatch(code):
        raise UnreadableValueError("unknown_value")
    return code


def _is_rounded(code: str) -> bool:
    """Tell a text that was a number before: Excel turns the last three digits into zeros."""
    return _ROUNDED.fullmatch(code) is not None and not has_valid_check_character(code)


def _refuse_lost_digits(raw: Raw) -> None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | None):
        raise UnreadableValueError("unknown_value")
    if isinstance(raw, int | float) and abs(raw) >= 10**_EXACT_DIGITS:
        raise UnreadableValueError("digits_lost")
