"""Where the files a page loads come from: our own folder and the installed wheels.

Nothing third-party is kept in git and nothing comes from outside the machine. Every file has an
address with the digest of its bytes, so browsers may keep it for good.
"""

import gzip
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

BOOTSTRAP = "static/bootstrap5"

# Logical name -> the package it is in, and where.
FROM_PACKAGES = {
    "vendor/bootstrap.css": ("flask_bootstrap", f"{BOOTSTRAP}/css/bootstrap.min.css"),
    "vendor/bootstrap.js": ("flask_bootstrap", f"{BOOTSTRAP}/js/bootstrap.min.js"),
    "vendor/popper.js": ("flask_bootstrap", f"{BOOTSTRAP}/umd/popper.min.js"),
    "vendor/icons.css": ("flask_bootstrap", f"{BOOTSTRAP}/css/font/bootstrap-icons.min.css"),
    "vendor/fonts/bootstrap-icons.woff2": (
        "flask_bootstrap",
        f"{BOOTSTRAP}/css/font/fonts/bootstrap-icons.woff2",
    ),
    "vendor/plotly.js": ("plotly", "package_data/plotly.min.js"),
}

# Preferred when somebody has put them into app/static, where git leaves them out: the bundle with
# only the traces we use is a third of the size.
INSTEAD = {"vendor/plotly.js": "vendor/plotly-cartesian.min.js"}

# The icons' style sheet asks for `fonts/…` beside itself, so the font answers at its address.
SHARES_ADDRESS_OF = {"vendor/fonts/bootstrap-icons.woff2": "vendor/icons.css"}

# Written out because the registry of a Windows machine may call a script text/plain, which
# browsers told not to sniff refuse to run.
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
COMPRESSIBLE = frozenset({".css", ".js", ".svg"})

# The root, a parent, and what Windows makes of a path; a null ends it.
LEADS_ELSEWHERE = re.compile(r"^/|(^|/)\.\.(/|$)|[\\:\0]")

OWN_FOLDER = Path(__file__).parent.parent / "static"


@dataclass(frozen=True)
class Asset:
    """A file as it is now; `digest` is that of its address."""

    name: str
    path: Path
    digest: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.path.suffix]

    @property
    def is_compressible(self) -> bool:
        return self.path.suffix in COMPRESSIBLE


def find_asset(name: str) -> Asset | None:
    """Return the file of a logical name or of a path below app/static, or None."""
    path = _locate(name)
    if path is None or path.suffix not in MEDIA_TYPES:
        return None
    addressed = _locate(SHARES_ADDRESS_OF.get(name, name)) or path
    state = addressed.stat()
    return Asset(name, path, _digest(addressed, state.st_mtime_ns, state.st_size))


def compressed(asset: Asset, folder: Path) -> Path | None:
    """Return a gzip copy kept in `folder`, made when missing.

    None where it cannot be kept, on a read-only folder or a full disk: the file is then sent as it
    is rather than compressed again for every request.
    """
    target = folder / f"{asset.digest}-{asset.name.replace('/', '-')}.gz"
    if target.exists():
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_whole(target, gzip.compress(asset.path.read_bytes(), 6, mtime=0))
    except OSError:
        return None
    return target


def _locate(name: str) -> Path | None:
    if name not in FROM_PACKAGES:
        return _locate_own(name)
    package, inside = FROM_PACKAGES[name]
    return _locate_own(INSTEAD.get(name, "")) or _existing(_package_folder(package) / inside)


def _locate_own(name: str) -> Path | None:
    if LEADS_ELSEWHERE.search(name):
        return None
    return _existing(OWN_FOLDER / name)


def _existing(path: Path) -> Path | None:
    return path if path.is_file() else None


@cache
def _package_folder(package: str) -> Path:
    """Return where a package lies, without importing it."""
    found = find_spec(package)
    assert found is not None, package
    assert found.submodule_search_locations, package
    return Path(found.submodule_search_locations[0])


@lru_cache(maxsize=256)
def _digest(path: Path, _modified: int, _size: int) -> str:
    # The last two are only keys: an edited file gets a new address without a restart.
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _write_whole(target: Path, content: bytes) -> None:
    """Write so that a request next to this one never sees half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
