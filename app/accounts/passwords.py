"""Which passwords may be chosen, and passwords made up by the system. Pure.

The rule is that of 等保二级 (身份鉴别 a): at least eight characters of three kinds, besides neither
holding the account's name nor being among those everybody tries first.
"""

import secrets
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from app.accounts.common_passwords import COMMON, COMMON_STEMS
from app.accounts.usernames import normalize_username

SHORTEST: Final = 8
LONGEST: Final = 128
KINDS: Final = 3  # of: capital letters, small letters, digits, all else
SHORTEST_NAME_LOOKED_FOR: Final = 3  # "li" is in too many words to be refused

# Nothing that looks like something else when read from paper: no 0 O o, 1 l I i.
READABLE: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ" + "abcdefghjkmnpqrstuvwxyz" + "23456789"
GROUP: Final = 4


class Weakness(StrEnum):
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_PLAIN = "too_plain"
    HOLDS_NAME = "holds_name"
    COMMON = "common"


def find_weakness(password: str, username: str) -> Weakness | None:
    """Return the first reason why this account may not choose this password, or None."""
    if len(password) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(password) > LONGEST:
        return Weakness.TOO_LONG
    if _count_kinds(password) < KINDS:
        return Weakness.TOO_PLAIN
    if _holds(password, normalize_username(username)):
        return Weakness.HOLDS_NAME
    return Weakness.COMMON if _is_common(password) else None


def generate_password(username: str) -> str:
    """Return a random password that the account may have, easy to read from paper and to type."""
    while True:
        groups = ("".join(secrets.choice(READABLE) for _ in range(GROUP)) for _ in range(3))
        password = "-".join(groups)
        if _has_every_kind(password) and find_weakness(password, username) is None:
            return password


def _kinds(password: str) -> Sequence[bool]:
    capital = any(character.isupper() for character in password)
    small = any(character.islower() for character in password)
    digit = any(character.isdigit() for character in password)
    other = any(not character.isdigit() and not _has_case(character) for character in password)
    return capital, small, digit, other


def _has_case(character: str) -> bool:
    return character.isupper() or character.islower()


def _count_kinds(password: str) -> int:
    return sum(_kinds(password))


def _has_every_kind(password: str) -> bool:
    return all(_kinds(password))


def _holds(password: str, name: str) -> bool:
    return len(name) >= SHORTEST_NAME_LOOKED_FOR and name in normalize_username(password)


def _is_common(password: str) -> bool:
    lowered = password.casefold()
    letters = "".join(character for character in lowered if character.isalpha())
    # Password1!, Woaini520: a favourite word dressed up with what the rule asks for.
    return lowered in COMMON or letters in COMMON_STEMS
