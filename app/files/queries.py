"""Reads. Every function takes the standpoint first and shows nothing outside it."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, and_, or_, select

from app.divisions.queries import within
from app.extensions import db
from app.files.models import FileAttachment, StoredFile
from app.standpoint import Standpoint

_organization = sa.table("organization", sa.column("id"), sa.column("division_code"))


def get_file(standpoint: Standpoint, file_id: int) -> StoredFile:
    """Return a file that is there at the standpoint.

    Raises NoResultFound when there is none, when it is elsewhere and when it was removed.
    """
    statement = select(StoredFile).where(
        StoredFile.id == file_id,
        within(StoredFile.division_code, standpoint),
        _there(standpoint, StoredFile.recorded_at, StoredFile.removed_at),
    )
    return db.session.scalars(statement).one()


def files_of(
    standpoint: Standpoint, subject_type: str, subject_ids: Collection[int]
) -> dict[int, list[StoredFile]]:
    """Return the files attached to each of the records; those without any are left out."""
    found: dict[int, list[StoredFile]] = defaultdict(list)
    if not subject_ids:
        return found
    attachment = FileAttachment
    statement = (
        select(attachment.subject_id, StoredFile)
        .join(StoredFile, attachment.file_id == StoredFile.id)
        .where(
            attachment.subject_type == subject_type,
            attachment.subject_id.in_(subject_ids),
            within(StoredFile.division_code, standpoint),
            _there(standpoint, attachment.recorded_at, attachment.superseded_at),
            _there(standpoint, StoredFile.recorded_at, StoredFile.removed_at),
        )
        .order_by(attachment.id)
    )
    for subject_id, file in db.session.execute(statement).tuples():
        found[subject_id].append(file)
    return found


def division_of(standpoint: Standpoint, organization_id: int) -> str:
    """Return where an organization is. Raises NoResultFound for one outside the standpoint."""
    statement = select(_organization.c.division_code).where(
        _organization.c.id == organization_id,
        within(_organization.c.division_code, standpoint),
    )
    return str(db.session.execute(statement).scalar_one())


def _there(standpoint: Standpoint, since: Any, gone: Any) -> ColumnElement[bool]:
    if standpoint.known_at is None:
        return and_(gone.is_(None))
    return and_(since <= standpoint.known_at, or_(gone.is_(None), gone > standpoint.known_at))
