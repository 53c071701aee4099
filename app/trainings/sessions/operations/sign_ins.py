"""Recording who was there, in one go for a session, and taking it back."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select

from app.audit import operations as audit
from app.extensions import db
from app.history.points import known
from app.organizations.errors import FutureDayError
from app.organizations.followers import facts_changed
from app.people.keys import person_key
from app.standpoint import Standpoint, today
from app.trainings.models import Attendance, Presence, SessionDetail, SessionState
from app.trainings.sessions import queries
from app.trainings.sessions.errors import CanceledSessionError
from app.trainings.sessions.facts import SignIn, SignInCounts
from app.trainings.sessions.operations.checks import (
    check_name,
    check_organizations,
    take_place,
)
from app.trainings.sessions.operations.subject import subject_of
from app.values.personal import mask_name

AT_ONCE = 500
STRONGEST = (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT)


def record_sign_ins(
    standpoint: Standpoint, session_id: int, sign_ins: Sequence[SignIn]
) -> SignInCounts:
    """Record who was present, excused or absent; whoever is recorded already is put right.

    The same person twice counts once, as present if once present. Raises FutureDayError before
    the session's day, CanceledSessionError, NamelessError, and NoResultFound for an organization
    outside the standpoint.
    """
    take_place(standpoint)
    detail = queries.get_session(standpoint, session_id, is_locked=True)
    assert all(item.session_id == session_id for item in sign_ins), session_id
    _check(standpoint, detail, sign_ins)
    wanted = _each_once(sign_ins)
    live = {row.person_key: row for row in live_sign_ins(session_id, wanted)}
    added = {key: item for key, item in wanted.items() if key not in live}
    corrected = {
        key: item for key, item in wanted.items() if key in live and _differs(live[key], item)
    }
    _supersede(standpoint, [live[key].id for key in corrected])
    _insert(standpoint, added | corrected)
    facts_changed(
        id_
        for id_ in (
            *(item.organization_id for item in (added | corrected).values()),
            *(live[key].organization_id for key in corrected),
        )
        if id_ is not None
    )
    counts = SignInCounts(len(added), len(corrected), len(wanted) - len(added) - len(corrected))
    if counts.changed:
        _tell(
            standpoint, detail, "training:sign-in", added=counts.added, corrected=counts.corrected
        )
    return counts


def withdraw_sign_in(standpoint: Standpoint, session_id: int, attendance_id: int) -> None:
    """Take a sign-in at the session back. Raises NoResultFound."""
    take_place(standpoint)
    detail = queries.get_session(standpoint, session_id, is_locked=True)
    row = db.session.scalars(
        select(Attendance).where(
            Attendance.id == attendance_id,
            Attendance.session_id == session_id,
            known(Attendance, standpoint),
        )
    ).one()
    _supersede(standpoint, [row.id])
    if row.organization_id is not None:
        facts_changed([row.organization_id])
    _tell(standpoint, detail, "training:sign-in:withdraw", name=mask_name(row.name))


def key_of(item: Any) -> str:
    """Return the person's key for a sign-in, a sign-up or what asks for one."""
    return person_key(item.name, item.phone, item.organization_id or item.organization_text)


def live_sign_ins(session_id: int, keys: Iterable[str]) -> list[Attendance]:
    """Return the sign-ins of these people that count today."""
    wanted = list(keys)
    found: list[Attendance] = []
    for start in range(0, len(wanted), AT_ONCE):
        statement = select(Attendance).where(
            Attendance.session_id == session_id,
            Attendance.superseded_at.is_(None),
            Attendance.person_key.in_(wanted[start : start + AT_ONCE]),
        )
        found += db.session.scalars(statement)
    return found


def _check(standpoint: Standpoint, detail: SessionDetail, sign_ins: Sequence[SignIn]) -> None:
    if detail.state is SessionState.CANCELED:
        raise CanceledSessionError
    if detail.held_on > today():
        raise FutureDayError
    for item in sign_ins:
        check_name(item.name)
    ids = {item.organization_id for item in sign_ins if item.organization_id is not None}
    check_organizations(standpoint, ids)


def _each_once(sign_ins: Sequence[SignIn]) -> dict[str, SignIn]:
    chosen: dict[str, SignIn] = {}
    for item in sorted(sign_ins, key=lambda item: STRONGEST.index(item.presence)):
        chosen.setdefault(key_of(item), item)
    return chosen


def _differs(row: Attendance, item: SignIn) -> bool:
    is_placed = row.organization_id is not None or (
        item.organization_id is None and (row.organization_text or not item.organization_text)
    )
    return row.presence is not item.presence or not is_placed


def _supersede(standpoint: Standpoint, ids: Sequence[int]) -> None:
    at = audit.instant()
    for start in range(0, len(ids), AT_ONCE):
        db.session.execute(
            sa.update(Attendance)
            .where(Attendance.id.in_(ids[start : start + AT_ONCE]))
            .values(superseded_at=at, superseded_by=standpoint.viewer)
        )


def _insert(standpoint: Standpoint, wanted: dict[str, SignIn]) -> None:
    at = audit.instant()
    rows = [
        {
            "session_id": item.session_id,
            "organization_id": item.organization_id,
            "organization_text": None if item.organization_id else item.organization_text,
            "name": item.name.strip(),
            "phone": item.phone,
            "person_key": key,
            "presence": item.presence,
            "way": item.way,
            "signed_at": item.signed_at,
            "import_batch_id": item.import_batch_id,
            "recorded_at": at,
            "recorded_by": standpoint.viewer,
        }
        for key, item in wanted.items()
    ]
    if rows:
        db.session.execute(sa.insert(Attendance), rows)


def _tell(standpoint: Standpoint, detail: SessionDetail, action: str, **changes: Any) -> None:
    audit.record(
        action,
        subject_of(detail.session, detail.title),
        by=standpoint.viewer,
        **changes,
    )
