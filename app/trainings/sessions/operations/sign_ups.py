"""Signing up for a session, by oneself or by invitation, and giving the place back."""

from collections.abc import Sequence

from sqlalchemy import select

from app.audit import operations as audit
from app.extensions import db
from app.standpoint import Standpoint, today
from app.trainings.models import SessionDetail, SessionState, SignUp, SignUpState
from app.trainings.sessions import queries
from app.trainings.sessions.errors import CanceledSessionError, ClosedSignUpError
from app.trainings.sessions.facts import SignUpCounts, SignUpEntry
from app.trainings.sessions.operations.checks import (
    check_name,
    check_organizations,
    take_place,
)
from app.trainings.sessions.operations.sign_ins import key_of
from app.trainings.sessions.operations.subject import subject_of
from app.trainings.sessions.operations.waiting import change_sign_up, live_sign_ups, promote


def sign_up(
    standpoint: Standpoint, session_id: int, entries: Sequence[SignUpEntry]
) -> SignUpCounts:
    """Sign people up; those beyond the capacity wait. Whoever is on the list stays as they are.

    Raises CanceledSessionError, ClosedSignUpError after the last day, NamelessError, and
    NoResultFound for an organization outside the standpoint.
    """
    take_place(standpoint)
    detail = queries.get_session(standpoint, session_id, is_locked=True)
    _check(standpoint, detail, entries)
    live = {row.person_key: row for row in live_sign_ups(session_id)}
    taken = sum(row.state is SignUpState.TAKEN for row in live.values())
    added: list[SignUpState] = []
    for key, entry in {key_of(entry): entry for entry in entries}.items():
        old = live.get(key)
        if old is not None and old.state is not SignUpState.CANCELED:
            continue
        is_free = detail.capacity is None or taken < detail.capacity
        state = SignUpState.TAKEN if is_free else SignUpState.WAITING
        taken += is_free
        added.append(state)
        if old is not None:
            change_sign_up(standpoint, old, state)
        else:
            _add(standpoint, session_id, key, entry, state)
    db.session.flush()
    waiting = sum(state is SignUpState.WAITING for state in added)
    counts = SignUpCounts(len(added) - waiting, waiting, len(entries) - len(added))
    if added:
        _tell(standpoint, detail, "training:sign-up", taken=counts.taken, waiting=waiting)
    return counts


def cancel_sign_up(standpoint: Standpoint, session_id: int, sign_up_id: int) -> int:
    """Give a place back; return how many who waited moved up. Raises NoResultFound."""
    take_place(standpoint)
    detail = queries.get_session(standpoint, session_id, is_locked=True)
    row = db.session.scalars(
        select(SignUp).where(
            SignUp.id == sign_up_id,
            SignUp.session_id == session_id,
            SignUp.superseded_at.is_(None),
            SignUp.state != SignUpState.CANCELED,
        )
    ).one()
    change_sign_up(standpoint, row, SignUpState.CANCELED)
    moved = promote(standpoint, session_id, detail.capacity)
    _tell(standpoint, detail, "training:sign-up:cancel", name=row.name, moved_up=moved)
    return moved


def _check(standpoint: Standpoint, detail: SessionDetail, entries: Sequence[SignUpEntry]) -> None:
    if detail.state is SessionState.CANCELED:
        raise CanceledSessionError
    if detail.state is SessionState.HELD or detail.ends_on < today():
        raise ClosedSignUpError
    for entry in entries:
        check_name(entry.name)
    ids = {entry.organization_id for entry in entries if entry.organization_id is not None}
    check_organizations(standpoint, ids)


def _add(
    standpoint: Standpoint, session_id: int, key: str, entry: SignUpEntry, state: SignUpState
) -> None:
    db.session.add(
        SignUp(
            session_id=session_id,
            organization_id=entry.organization_id,
            organization_text=None if entry.organization_id else entry.organization_text,
            name=entry.name.strip(),
            phone=entry.phone,
            person_key=key,
            state=state,
            recorded_at=audit.instant(),
            recorded_by=standpoint.viewer,
        )
    )


def _tell(standpoint: Standpoint, detail: SessionDetail, action: str, **changes: object) -> None:
    audit.record(
        action,
        subject_of(detail.session, detail.title),
        by=standpoint.viewer,
        **changes,
    )
