"""How account names are written. Pure.

`Zhang.San`, `zhang.san` and the same in full-width letters are one name: people type it both ways,
and two accounts that differ by nothing else could be taken for each other.
"""

import re
import unicodedata
from typing import Final

LONGEST: Final = 32
OPERATOR: Final = "operator"  # whom commands act as; nobody signs in with it

PATTERN = re.compile(r"\w[\w.@-]*")


def normalize_username(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_username(text: str) -> bool:
    """Return whether a normalized text may name an account: letters, digits and . _ - @."""
    return len(text) <= LONGEST and PATTERN.fullmatch(text) is not None
