"""Bytes without a row and rows without bytes: found, and the former swept away."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from sqlalchemy import select

from app.audit.operations import instant
from app.extensions import db
from app.files import store
from app.files.models import StoredFile
from app.turns import writing

OLD = 3600  # seconds; younger bytes may belong to a row that is being written
CHUNK = 200


@dataclass(frozen=True)
class Findings:
    """What a sweep or check found: digests and names on disk, numbers of rows."""

    left_behind: Sequence[str]
    missing: Sequence[int]
    damaged: Sequence[int] = ()


def sweep(*, is_dry: bool) -> Findings:
    """Delete bytes older than an hour that no row refers to; list rows whose bytes are gone.

    Each chunk is looked at again inside a write turn of its own, where no row can be added.
    """
    candidates = [(digest, path) for digest, path in store.list_blobs() if _is_old(path)]
    known = _known_digests()
    candidates = [(digest, path) for digest, path in candidates if digest not in known]
    left_behind = [digest for digest, _path in candidates]
    begun = [path for path in store.list_begun() if _is_old(path)]
    if not is_dry:
        left_behind = [
            digest
            for start in range(0, len(candidates), CHUNK)
            for digest in _delete(candidates[start : start + CHUNK])
        ]
        for path in begun:
            path.unlink(missing_ok=True)
    return Findings([*left_behind, *(path.name for path in begun)], _missing())


def check() -> Findings:
    """Read everything stored; list rows whose bytes are gone or are no longer what they were."""
    rows = db.session.execute(select(StoredFile.id, StoredFile.sha256)).tuples().all()
    db.session.rollback()  # reading gigabytes must not keep writers waiting
    good = {digest: _digest(path) == digest for digest, path in store.list_blobs()}
    return Findings(
        [],
        sorted(id_ for id_, digest in rows if digest not in good),
        sorted(id_ for id_, digest in rows if good.get(digest) is False),
    )


def _delete(candidates: Iterable[tuple[str, Path]]) -> list[str]:
    deleted = []
    with writing():
        instant()
        known = _known_digests(digest for digest, _path in candidates)
        for digest, path in candidates:
            if digest not in known and path.exists() and _is_old(path):
                path.unlink()
                deleted.append(digest)
    return deleted


def _missing() -> list[int]:
    rows = db.session.execute(select(StoredFile.id, StoredFile.sha256)).tuples()
    return sorted(id_ for id_, digest in rows if not store.path_of(digest).exists())


def _known_digests(among: Iterable[str] | None = None) -> set[str]:
    statement = select(StoredFile.sha256).distinct()
    if among is not None:
        statement = statement.where(StoredFile.sha256.in_(list(among)))
    return set(db.session.scalars(statement))


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > OLD


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
