"""How personal data is shown to those who may not see it, and how such a value is known again.

The shapes are convention, not law: 138****0000, 段**, 4403**********1234.
"""

import re

from app.values.texts import clean_line, says_nothing
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

SEPARATOR = "、"
_MASKED = re.compile(r"[*＊]|\d[xX×●•]{2,}|[×●○•]{2,}")
_SHOWN = 4  # characters of an identity number, at each end
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_IN_TEXT = re.compile(
    r"(?<![0-9A-Za-z])(?:(?P<id_number>\d{17}[\dXx]|\d{15})|(?P<mobile>1[3-9]\d{9}))(?![0-9A-Za-z])"
    r"|(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)",
    re.ASCII,
)


def is_masked(text: str) -> bool:
    """Tell whether part of the value was hidden by whoever passed it on: 138****0000, 张*."""
    return _MASKED.search(text) is not None


def parse_personal_text(raw: Raw) -> str | None:
    """Return a person's name or the like on one line, None when the cell says nothing.

    Raises masked_value where part of it was hidden, unknown_value for an error cell.
    """
    text = None if says_nothing(raw) else clean_line(raw)
    if text is not None and is_masked(text):
        raise UnreadableValueError("masked_value")
    return text


def mask_name(name: str) -> str:
    """Return the first character with one or two stars: 张*, 段**."""
    return name[:1] + "*" * min(max(len(name) - 1, 1), 2) if name else ""


def mask_phone(phones: str) -> str:
    """Return the numbers as `parse_phones` gives them, hidden: 138****0000, 0571-******67."""
    return SEPARATOR.join(_mask_one(phone) for phone in phones.split(SEPARATOR) if phone)


def _mask_one(phone: str) -> str:
    if _MOBILE.fullmatch(phone):
        return f"{phone[:3]}****{phone[7:]}"
    area, hyphen, local = phone.rpartition("-") if phone.startswith("0") else ("", "", phone)
    if area.count("-"):  # what stands last is an extension
        area, hyphen, local = phone.partition("-")
    number = local.partition("-")[0]
    return f"{area}{hyphen}{'*' * max(len(number) - 2, 2)}{number[-2:]}"


def mask_id_number(number: str) -> str:
    """Return four characters at each end."""
    hidden = len(number) - 2 * _SHOWN
    return number[:_SHOWN] + "*" * hidden + number[-_SHOWN:] if hidden > 0 else "****"


def mask_email(address: str) -> str:
    """Return the first letter and the domain: z****@example.com."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}****{at}{domain}"


def mask_within(text: str) -> str:
    """Hide every mobile number, identity number and e-mail address inside a free text."""
    return _IN_TEXT.sub(_mask_found, text)


def _mask_found(match: re.Match[str]) -> str:
    if match["id_number"]:
        return mask_id_number(match[0])
    return mask_phone(match[0]) if match["mobile"] else mask_email(match[0])
