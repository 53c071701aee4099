"""File names that are safe to store, to show and to save under on any system. Pure."""

import re

from app.values.texts import clean_line

LONGEST = 100  # characters, ending included
ALONE = "附件"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
_ENDING = re.compile(r"\.[A-Za-z][0-9A-Za-z]{0,4}$")


def safe_name(sent: str | None, endings: tuple[str, ...]) -> str:
    """Return the name without folders, ending as its content does.

    `endings` are those that fit the content, with their dots; another one is replaced by the
    first.
    """
    last = (sent or "").replace("\\", "/").rpartition("/")[2]
    name = _FORBIDDEN.sub("", clean_line(last) or "").lstrip().rstrip(" .")
    ending = _last_ending(name)
    stem = name.removesuffix(ending).strip(" .")
    if ending.lower() not in endings:
        inner = _last_ending(stem)
        if inner.lower() in endings:  # a.jpg.php
            stem = stem.removesuffix(inner)
        ending = endings[0]
    stem = stem[: LONGEST - len(ending)].strip(" .") or ALONE
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return stem + ending.lower()


def _last_ending(name: str) -> str:
    found = _ENDING.search(name)
    return found[0] if found else ""
