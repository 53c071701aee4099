"""Where a browser goes, by the URL standard (url.spec.whatwg.org), written without urllib."""

import re

SPECIAL = {"http", "https", "ws", "wss", "ftp", "file"}
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def host_reached(text, base_scheme="http", base_host="localhost"):
    """Return the host a browser on the base reaches with a Location; its scheme if it has none."""
    text = re.sub(r"^[\x00-\x20]+|[\x00-\x20]+$", "", text)
    text = re.sub(r"[\t\n\r]", "", text)
    found = SCHEME.match(text)
    if found is None:
        return _relative(text, base_host)
    scheme, rest = found[1].lower(), text[found.end() :]
    if scheme not in SPECIAL:
        return scheme
    if scheme == base_scheme and not rest.startswith("//"):
        return _relative(rest, base_host)
    return _authority(rest)


def _relative(text, base_host):
    return _authority(text) if re.match(r"[/\\]{2}", text) else base_host


def _authority(text):
    authority = re.split(r"[/\\?#]", text.lstrip("/\\"), maxsplit=1)[0]
    host = authority.rpartition("@")[2].lower()
    return re.sub(r":\d*$", "", host)
