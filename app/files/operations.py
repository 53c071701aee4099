"""Writes. Operations flush and audit; the view or command commits."""

from collections.abc import Iterable

import sqlalchemy as sa
from flask import current_app

from app.audit import operations as audit
from app.extensions import db
from app.files import queries, store
from app.files.checking import CheckedFile
from app.files.models import FileAttachment, StoredFile
from app.files.refusals import QuotaExceededError
from app.standpoint import Standpoint


def keep_file(standpoint: Standpoint, organization_id: int, upload: CheckedFile) -> StoredFile:
    """Store the file for the organization. Its bytes are on disk before the row is written.

    Raises QuotaExceededError, and NoResultFound for an organization outside the standpoint.
    """
    at = audit.instant()  # takes the place among the writers: a sweep waits, or is done
    division_code = queries.division_of(standpoint, organization_id)
    digest = upload.digest
    _check_quota(digest, len(upload.content))
    store.put(digest, upload.content)
    file = StoredFile(
        organization_id=organization_id,
        sha256=digest,
        size=len(upload.content),
        media_type=upload.media_type,
        name=upload.name,
        recorded_at=at,
        recorded_by=standpoint.viewer,
    )
    db.session.add(file)
    db.session.flush()
    audit.record(
        "file:add",
        audit.Subject("file", file.id, file.name, division_code),
        by=standpoint.viewer,
        organization=organization_id,
        size=file.size,
        sha256=digest,
    )
    return file


def attach(standpoint: Standpoint, file_id: int, subject_type: str, subject_id: int) -> None:
    """Say that the file shows something of a record. Raises NoResultFound."""
    file = queries.get_file(standpoint, file_id)
    db.session.add(
        FileAttachment(
            file_id=file.id,
            subject_type=subject_type,
            subject_id=subject_id,
            recorded_at=audit.instant(),
            recorded_by=standpoint.viewer,
        )
    )
    db.session.flush()


def attach_uploads(
    standpoint: Standpoint,
    organization_id: int,
    uploads: Iterable[CheckedFile],
    subject_type: str,
    subject_id: int,
) -> list[StoredFile]:
    """Keep each file and attach it to the record; what most forms with files ask for."""
    files = [keep_file(standpoint, organization_id, upload) for upload in uploads]
    for file in files:
        attach(standpoint, file.id, subject_type, subject_id)
    return files


def remove_file(standpoint: Standpoint, file_id: int) -> StoredFile:
    """Take a file away from where it is attached; what was known before still shows it.

    Raises NoResultFound.
    """
    at = audit.instant()
    file = queries.get_file(standpoint, file_id)
    file.removed_at, file.removed_by = at, standpoint.viewer
    db.session.execute(
        sa.update(FileAttachment)
        .where(FileAttachment.file_id == file.id, FileAttachment.superseded_at.is_(None))
        .values(superseded_at=at, superseded_by=standpoint.viewer)
    )
    audit.record(
        "file:remove",
        audit.Subject("file", file.id, file.name, file.division_code),
        by=standpoint.viewer,
        organization=file.organization_id,
    )
    return file


def _check_quota(digest: str, size: int) -> None:
    blobs = sa.select(StoredFile.sha256, StoredFile.size).distinct().subquery()
    used = db.session.scalar(sa.select(sa.func.sum(blobs.c.size))) or 0
    if used + size <= current_app.config["FILES_QUOTA"]:
        return
    known = sa.select(StoredFile.id).where(StoredFile.sha256 == digest).limit(1)
    if db.session.scalar(known) is None:
        raise QuotaExceededError
