"""Division codes (行政区划代码) and the range of codes below one.

12 digits: two each for province, city and district, three each for street and community. A
code's meaning ends where only zeros follow.
"""

from typing import Final

WHOLE: Final = "000000000000"  # above all provinces: everything this register holds
STEPS: Final = (0, 2, 4, 6, 9, 12)
LENGTH: Final = 12


def code_range(code: str) -> tuple[str, str]:
    """Return the lowest and highest code of a division and everything below it."""
    prefix = meaningful(code)
    return prefix.ljust(LENGTH, "0"), prefix.ljust(LENGTH, "9")


def meaningful(code: str) -> str:
    """Return the part of a 12-digit code before its trailing empty steps."""
    return next(code[:step] for step in STEPS if not code[step:].strip("0"))


def contains(outer: str, inner: str) -> bool:
    low, high = code_range(outer)
    return low <= inner <= high


def street_of(code: str) -> str:
    """Return the code of the street that a community is in; a street's own."""
    return code[: STEPS[-2]].ljust(LENGTH, "0")


def is_code(text: str) -> bool:
    return len(text) == LENGTH and text.isascii() and text.isdigit()
