"""Phone numbers: one or several in a cell, in one way of writing."""

import re
import unicodedata
from functools import lru_cache

from app.values.personal import is_masked
from app.values.texts import says_nothing
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

_GAP = r"[ .·-]?"
_EXTENSION = r"(?: ?(?:-|转|分机|EXT\.?) ?(?P<extension>\d{1,6}))?"
_PHONE = re.compile(
    rf"(?<!\d)(?P<country>(?:\+|00)?86{_GAP})?(?:"
    rf"(?P<mobile>1{_GAP}[3-9](?:{_GAP}\d){{9}})"
    rf"|(?P<hotline>[48]00(?:{_GAP}\d{{3}}{_GAP}\d{{4}}|{_GAP}\d{{4}}{_GAP}\d{{3}}))"
    r"|(?:\(?(?P<area>(?(country)0?|0)(?:10|2\d|[3-9]\d\d))\)?[ /-]{0,3})?"
    rf"(?P<local>(?(area)\d|[2-9])\d{{2,3}}[ -]?\d{{4}}){_EXTENSION}"
    r")(?!\d)",
    re.ASCII,
)
_DASHES = str.maketrans("—–‐‑−─", "------")
# What may stand between numbers, and words that only say what a number is.
_BESIDE = re.compile(
    r"(?:[\s/、,;|:。()'+-]|和|或|手机|座机|固话|固定|办公室?|联系|电话|号码?|传真|微信同号|TEL|MOBILE)*"
)
_NUMBER_LIMIT = 10**15
_PLAIN_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.(\d+))?E\+?(\d{1,2})", re.ASCII)


def parse_phones(raw: Raw) -> str | None:
    """Return the numbers in the cell, each once, in their order, joined by 、; None for nothing.

    A mobile number is digits only, a landline 0571-81234567 or 0571-81234567-801, a local one
    81234567. Raises masked_value for 138****0000, unparsable_phone for anything that is not only
    phone numbers.
    """
    if isinstance(raw, str):
        return _of_text(raw)
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise UnreadableValueError("unparsable_phone")
    if not 0 < raw < _NUMBER_LIMIT or raw != int(raw):
        raise UnreadableValueError("unparsable_phone")
    return _of_digits(str(int(raw)))


def tails(phones: str | None) -> tuple[str, ...]:
    """Return the last four digits of each number that `parse_phones` gave, extensions left out."""
    found = _PHONE.finditer(phones or "")
    return tuple(
        dict.fromkeys((one["mobile"] or one["hotline"] or one["local"])[-4:] for one in found)
    )


@lru_cache(maxsize=20_000)
def _of_text(text: str) -> str | None:
    if _PLAIN_MOBILE.fullmatch(text):
        return text
    if says_nothing(text):
        return None
    if is_masked(text):
        raise UnreadableValueError("masked_value")
    narrow = unicodedata.normalize("NFKC", text).translate(_DASHES).strip().upper()
    scientific = _SCIENTIFIC.fullmatch(narrow)
    if scientific:
        return _of_scientific(narrow, scientific)
    phones = _read(narrow)
    if phones is None:
        raise UnreadableValueError("unparsable_phone")
    return phones


def _of_scientific(text: str, parts: re.Match[str]) -> str:
    if len(parts[1] or "") < int(parts[2]):  # 1.38E+10: the digits are gone
        raise UnreadableValueError("unparsable_phone")
    return _of_digits(f"{float(text):.0f}")


def _of_digits(digits: str) -> str:
    """Read a cell that is a number; Excel has dropped the 0 of an area code."""
    phones = _read(digits) or _read("0" + digits)
    if phones is None:
        raise UnreadableValueError("unparsable_phone")
    return phones


def _read(text: str) -> str | None:
    phones = dict.fromkeys(_written(one) for one in _PHONE.finditer(text))
    if not phones or not _BESIDE.fullmatch(_PHONE.sub("", text)):
        return None
    return "、".join(phones)


def _written(phone: re.Match[str]) -> str:
    if phone["local"] is None:
        return re.sub(r"\D", "", phone["mobile"] or phone["hotline"])
    number = re.sub(r"\D", "", phone["local"])
    if phone["area"]:
        number = f"0{phone['area'].removeprefix('0')}-{number}"
    return f"{number}-{phone['extension']}" if phone["extension"] else number
