"""Bytes on disk under their digest: `ab/cdef…` below the folder of files.

What is written is complete before it has its name, and on disk before a row can refer to it.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

from flask import current_app

INCOMING = "incoming"  # begun, not yet whole
_DIGEST_LENGTH = 64


def root() -> Path:
    return Path(current_app.config["FILES_PATH"])


def path_of(digest: str) -> Path:
    return root() / digest[:2] / digest[2:]


def put(digest: str, content: bytes) -> None:
    """Store the bytes, once; call it while holding the write turn, before adding the row."""
    path = path_of(digest)
    if path.exists() and path.stat().st_size == len(content):
        os.utime(path)  # young again: no sweep takes it for left behind
        return
    begun = root() / INCOMING / token_hex(16)
    for folder in (begun.parent, path.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    try:
        _write(begun, content)
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)
    _make_lasting(path.parent)


def list_blobs() -> Iterator[tuple[str, Path]]:
    """Yield digest and path of everything stored."""
    for folder in sorted(root().glob("[0-9a-f][0-9a-f]")):
        for path in sorted(folder.iterdir()):
            digest = folder.name + path.name
            if len(digest) == _DIGEST_LENGTH:
                yield digest, path


def list_begun() -> list[Path]:
    """Return what was begun and, unless just being written, never became whole."""
    return sorted((root() / INCOMING).glob("*"))


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o640)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _make_lasting(folder: Path) -> None:
    """Have the name on disk too; Windows knows no such thing for folders."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
