"""What tells people apart: their phone, else their name with their organization. Pure."""

import re

from app.values.names import match_key
from app.values.personal import SEPARATOR

_NO_DIGIT = re.compile(r"\D", re.ASCII)


def person_key(name: str, phone: str | None, organization: int | str | None = None) -> str:
    """Return the same text for two records of one person.

    `phone` is as `parse_phones` gives it; of several numbers the first counts. `organization` is
    the number of one in the register, or the text where it is not known there.
    """
    digits = phone_digits(phone)
    if digits:
        return f"p:{digits}"
    place = organization if isinstance(organization, int) else match_key(organization or "")
    return f"n:{match_key(name)}|{place}"


def phone_digits(phone: str | None) -> str:
    """Return the digits of the first number, nothing for none."""
    return _NO_DIGIT.sub("", (phone or "").split(SEPARATOR)[0])
