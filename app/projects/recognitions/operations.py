"""Writes. Operations flush and audit; the view or command commits."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.divisions.queries import within
from app.extensions import db
from app.files.models import FileAttachment
from app.files.operations import attach
from app.files.queries import files_of
from app.history.points import known
from app.organizations.errors import BeforeExistenceError, FutureDayError, KnownAtRefusedError
from app.organizations.followers import facts_changed
from app.organizations.models import Organization, StandingChange
from app.projects.models import Project, Recognition
from app.projects.recognitions import queries
from app.projects.recognitions.errors import (
    AlreadyRevokedError,
    NoSubjectError,
    RevocationDayError,
    StaleRecognitionError,
    ValidityError,
)
from app.projects.words import Level
from app.standpoint import Standpoint, today

SUBJECT = "recognition"  # of the files attached
CHUNK = 500


@dataclass(frozen=True)
class RecognitionEntry:
    """A checked request to record what a project, an organization or a person was awarded.

    Its division is that of the project, else of the organization, else the standpoint's.
    """

    title: str
    level: Level
    is_brand: bool
    awarded_on: date
    project_id: int | None = None
    organization_id: int | None = None
    person_name: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    valid_until: date | None = None
    revoked_on: date | None = None
    remark: str | None = None
    import_batch_id: int | None = None


@dataclass(frozen=True)
class _Subjects:
    """The projects and organizations that entries name, as far as they are in view."""

    projects: dict[int, str]  # division code
    organizations: dict[int, tuple[str, date | None]]  # division code, first day


def record_recognition(standpoint: Standpoint, entry: RecognitionEntry) -> int:
    """Record one; return its number. Raises as `record_recognitions`."""
    return record_recognitions(standpoint, [entry])[0]


def record_recognitions(standpoint: Standpoint, entries: Sequence[RecognitionEntry]) -> list[int]:
    """Record recognitions; return their numbers in the same order.

    Raises NoSubjectError, FutureDayError, ValidityError, RevocationDayError,
    BeforeExistenceError, and NoResultFound for what is outside; then nothing was written.
    """
    _take_place(standpoint)
    subjects = _subjects(standpoint, entries)
    for entry in entries:
        _check(entry, subjects)
    rows = [_row(standpoint, entry, subjects) for entry in entries]
    db.session.add_all(rows)
    db.session.flush()
    audit.record_many(
        "recognition:record",
        [(_subject(row), _told(entry)) for row, entry in zip(rows, entries, strict=True)],
        by=standpoint.viewer,
    )
    _follow(standpoint, rows)
    return [row.id for row in rows]


def correct_recognition(
    standpoint: Standpoint, recognition_id: int, entry: RecognitionEntry, reason: str | None = None
) -> int:
    """Put one right: the old row stays, superseded. Return the new row's number.

    Files go along, and so does its revocation. Raises StaleRecognitionError, and as `record_recognitions`.
    """
    _take_place(standpoint)
    old = _to_change(standpoint, recognition_id)
    entry = replace(entry, import_batch_id=old.import_batch_id, revoked_on=old.revoked_on)
    subjects = _subjects(standpoint, [entry])
    _check(entry, subjects)
    new = _row(standpoint, entry, subjects)
    new.reason = old.reason if old.revoked_on is not None else None
    _take_over(standpoint, old, new, reason)
    audit.record(
        "recognition:correct",
        _subject(new),
        by=standpoint.viewer,
        reason=reason,
        **_differences(old, entry),
    )
    _follow(standpoint, [old, new])
    return new.id


def revoke_recognition(
    standpoint: Standpoint, recognition_id: int, revoked_on: date, reason: str
) -> int:
    """Say that it does not hold from the day on. Return the new row's number.

    Raises AlreadyRevokedError, FutureDayError, RevocationDayError, StaleRecognitionError.
    """
    _take_place(standpoint)
    old = _to_change(standpoint, recognition_id)
    if old.revoked_on is not None:
        raise AlreadyRevokedError
    entry = replace(entry_of(old), revoked_on=revoked_on)
    subjects = _subjects(standpoint, [entry])
    _check_days(entry)
    new = _row(standpoint, entry, subjects)
    new.reason = reason
    _take_over(standpoint, old, new, None)
    audit.record(
        "recognition:revoke",
        _subject(new),
        by=standpoint.viewer,
        revoked_on=revoked_on.isoformat(),
        reason=reason,
    )
    _follow(standpoint, [new])
    return new.id


def withdraw_recognition(
    standpoint: Standpoint, recognition_id: int, reason: str | None = None
) -> None:
    """Take back what was recorded by mistake. Raises StaleRecognitionError."""
    _take_place(standpoint)
    old = _to_change(standpoint, recognition_id)
    _supersede(standpoint, old, reason)
    audit.record("recognition:withdraw", _subject(old), by=standpoint.viewer, reason=reason)
    _follow(standpoint, [old])


def entry_of(recognition: Recognition) -> RecognitionEntry:
    """Return the entry that would record the same again."""
    return RecognitionEntry(
        **{item.name: getattr(recognition, item.name) for item in fields(RecognitionEntry)}
    )


def _take_place(standpoint: Standpoint) -> None:
    if standpoint.known_at is not None:
        raise KnownAtRefusedError
    audit.instant()  # takes the place among the writers before anything is read


def _to_change(standpoint: Standpoint, recognition_id: int) -> Recognition:
    try:
        return queries.get_recognition(standpoint, recognition_id, is_locked=True).recognition
    except sa.exc.NoResultFound:
        if queries.is_superseded(standpoint, recognition_id):
            raise StaleRecognitionError from None
        raise


def _subjects(standpoint: Standpoint, entries: Sequence[RecognitionEntry]) -> _Subjects:
    """Find what the entries name. Raises NoResultFound."""
    projects = {item.project_id for item in entries if item.project_id is not None}
    organizations = {item.organization_id for item in entries if item.organization_id is not None}
    first_day = (
        sa.select(sa.func.min(StandingChange.since))
        .where(
            StandingChange.organization_id == Organization.id,
            StandingChange.superseded_at.is_(None),
        )
        .correlate(Organization)
        .scalar_subquery()
    )
    found = _Subjects({}, {})
    for chunk in _chunks(projects):
        statement = sa.select(Project.id, Project.division_code).where(
            Project.id.in_(chunk),
            known(Project, standpoint),
            within(Project.division_code, standpoint),
        )
        found.projects.update(db.session.execute(statement).tuples().all())
    for chunk in _chunks(organizations):
        rows = sa.select(Organization.id, Organization.division_code, first_day).where(
            Organization.id.in_(chunk), within(Organization.division_code, standpoint)
        )
        found.organizations.update(
            {id_: (code, day) for id_, code, day in db.session.execute(rows).tuples()}
        )
    if projects - found.projects.keys() or organizations - found.organizations.keys():
        raise sa.exc.NoResultFound
    return found


def _chunks(numbers: set[int]) -> list[list[int]]:
    ordered = sorted(numbers)
    return [ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK)]


def _check(entry: RecognitionEntry, subjects: _Subjects) -> None:
    if entry.project_id is None and entry.organization_id is None and not entry.person_name:
        raise NoSubjectError
    _check_days(entry)
    if entry.organization_id is not None and entry.project_id is None:
        first_day = subjects.organizations[entry.organization_id][1]
        if first_day is None or entry.awarded_on < first_day:
            raise BeforeExistenceError


def _check_days(entry: RecognitionEntry) -> None:
    if entry.awarded_on > today() or (entry.revoked_on or entry.awarded_on) > today():
        raise FutureDayError
    if entry.valid_until is not None and entry.valid_until < entry.awarded_on:
        raise ValidityError
    if entry.revoked_on is not None and entry.revoked_on < entry.awarded_on:
        raise RevocationDayError


def _row(standpoint: Standpoint, entry: RecognitionEntry, subjects: _Subjects) -> Recognition:
    division = standpoint.division
    if entry.project_id is not None:
        division = subjects.projects[entry.project_id]
    elif entry.organization_id is not None:
        division = subjects.organizations[entry.organization_id][0]
    return Recognition(
        **{item.name: getattr(entry, item.name) for item in fields(entry)},
        division_code=division,
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )


def _take_over(
    standpoint: Standpoint, old: Recognition, new: Recognition, reason: str | None
) -> None:
    files = files_of(standpoint, SUBJECT, [old.id]).get(old.id, [])
    _supersede(standpoint, old, reason)
    db.session.add(new)
    db.session.flush()
    for file in files:
        attach(standpoint, file.id, SUBJECT, new.id)
    db.session.execute(
        sa.update(FileAttachment)
        .where(
            FileAttachment.subject_type == SUBJECT,
            FileAttachment.subject_id == old.id,
            FileAttachment.superseded_at.is_(None),
        )
        .values(superseded_at=audit.instant(), superseded_by=standpoint.viewer)
    )


def _supersede(standpoint: Standpoint, old: Recognition, reason: str | None) -> None:
    old.superseded_at = audit.instant()
    old.superseded_by = standpoint.viewer
    if reason:
        old.reason = reason
    db.session.flush()


def _follow(standpoint: Standpoint, rows: Sequence[Recognition]) -> None:
    """Tell who keeps what follows from the facts of the organizations concerned."""
    projects = {row.project_id for row in rows if row.project_id is not None}
    ids = {row.organization_id for row in rows if row.organization_id is not None}
    facts_changed(ids | set(queries.carriers_of(standpoint, projects).values()))


def _subject(row: Recognition) -> audit.Subject:
    return audit.Subject(SUBJECT, row.id, row.title, row.division_code)


def _told(entry: RecognitionEntry) -> dict[str, Any]:
    values = {item.name: _plain(getattr(entry, item.name)) for item in fields(entry)}
    return {key: [None, value] for key, value in values.items() if value is not None}


def _differences(old: Recognition, entry: RecognitionEntry) -> dict[str, Any]:
    pairs = {
        item.name: [_plain(getattr(old, item.name)), _plain(getattr(entry, item.name))]
        for item in fields(entry)
    }
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
