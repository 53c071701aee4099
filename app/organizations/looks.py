"""What the values of a column look like, where its header alone does not tell it apart. Pure."""

import re
from collections.abc import Callable

from app.organizations.words import read_kind, read_standing
from app.values.texts import squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw, UnknownCell

_CREDIT_CODE = re.compile(r"[0-9A-Z]{18}")
_DIGITS_LOST = 10**16
_NUMBER_OF_FILING = re.compile(r".*备.*\d.*")
_NUMBER_OF_REGISTRATION = re.compile(r".*[证登]字?.*\d.*")
_ORGANIZATION = re.compile(r".*[会团队社院校园所站中心馆室组班坊联盟局处部店厂司家吧](?:[(].*[)])?")
_DAY = re.compile(r"\d{4}(?:[-年./]?\d{1,2}){0,2}[月日]?")
_CATEGORY = re.compile(r"[^\d]{2,14}")


def like_credit_code(raw: Raw) -> bool:
    if isinstance(raw, int | float):
        return raw >= _DIGITS_LOST
    return _CREDIT_CODE.fullmatch(_text(raw).upper().replace("-", "")) is not None


def like_filing_number(raw: Raw) -> bool:
    return _NUMBER_OF_FILING.fullmatch(_text(raw)) is not None


def like_registration_number(raw: Raw) -> bool:
    text = _text(raw)
    return _NUMBER_OF_REGISTRATION.fullmatch(text) is not None and "备" not in text


def like_kind(raw: Raw) -> bool:
    return isinstance(raw, str) and _is_read(read_kind, raw)


def like_standing(raw: Raw) -> bool:
    return isinstance(raw, str) and _is_read(read_standing, raw)


def like_category(raw: Raw) -> bool:
    is_word = isinstance(raw, str) and _CATEGORY.fullmatch(_text(raw)) is not None
    return is_word and not like_kind(raw)


def like_organization(raw: Raw) -> bool:
    return isinstance(raw, str) and _ORGANIZATION.fullmatch(_text(raw)) is not None


def like_day(raw: Raw) -> bool:
    return not isinstance(raw, str) or _DAY.fullmatch(_text(raw)) is not None


def _is_read(read: Callable[[Raw], object], raw: Raw) -> bool:
    try:
        return read(raw) is not None
    except UnreadableValueError:
        return False


def _text(raw: Raw) -> str:
    if isinstance(raw, str):
        return squeeze(raw)
    if isinstance(raw, UnknownCell):
        return squeeze(raw.text)
    return "" if raw is None else str(raw)
