"""Addresses: this page with other parameters, and which addresses lead nowhere else. Pure."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

Parameters = Iterable[tuple[str, str]]

# Where in a list one is. Any other change of the query string begins the list anew.
PLACE_IN_LIST = ("page", "after", "before")


def with_query(path: str, parameters: Parameters, changes: Mapping[str, object]) -> str:
    """Return `path` with the parameters, those named in `changes` replaced.

    None or an empty text takes a parameter out, a list or tuple repeats it. Unless the change is
    itself one of place, the place in the list is left out.
    """
    left_out = set(changes) | set(PLACE_IN_LIST)
    pairs = [(key, value) for key, value in parameters if key not in left_out]
    for key, value in changes.items():
        pairs += [(key, str(item)) for item in _as_items(value)]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def without_value(path: str, parameters: Parameters, key: str, value: str | None = None) -> str:
    """Return `path` with one value of a parameter taken out, or all of them for None."""
    pairs = [
        (name, text)
        for name, text in parameters
        if name not in PLACE_IN_LIST and not (name == key and value in (None, text))
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def local_path(text: str | None) -> str | None:
    r"""Return `text` when a browser would stay on this site with it, else None.

    Only a path from the root counts. Browsers read a backslash as a slash and drop tabs and line
    breaks, so either makes `/\host` or `/<tab>/host` lead elsewhere.
    """
    if not text or not text.startswith("/") or text.startswith("//"):
        return None
    if "\\" in text or any(ord(character) <= ord(" ") or character == "\x7f" for character in text):
        return None
    return text


def _as_items(value: object) -> Iterable[object]:
    if value is None or value == "":
        return ()
    return value if isinstance(value, list | tuple) else (value,)
