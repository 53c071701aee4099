"""Planning sessions, putting them right, holding and canceling them, and the recycle bin."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select

from app.audit import operations as audit
from app.extensions import db
from app.organizations.followers import facts_changed
from app.standpoint import Standpoint
from app.trainings.models import (
    Attendance,
    Presence,
    SessionDetail,
    SessionMentor,
    SessionState,
    TrainingSession,
)
from app.trainings.sessions import queries
from app.trainings.sessions.errors import (
    HasPresentError,
    NumberTakenError,
    StaleSessionError,
)
from app.trainings.sessions.facts import SessionFacts
from app.trainings.sessions.numbers import next_number, year_prefix
from app.trainings.sessions.operations.checks import check_facts, take_place
from app.trainings.sessions.operations.subject import subject_of
from app.trainings.sessions.operations.waiting import promote

DETAILS = (
    "title", "category_id", "form", "state", "held_on", "starts_at", "minutes", "place", "host",
    "organizer", "lecturer", "lecturer_title", "audience", "capacity", "claimed",
    "claimed_qualifier", "satisfaction", "cost", "links", "remark",
)  # fmt: skip


def plan_session(
    standpoint: Standpoint, facts: SessionFacts, import_batch_id: int | None = None
) -> int:
    """Record a session of the standpoint's division; return its number in the database.

    Raises EndBeforeStartError, MinutesError, FutureDayError for one held on a day to come,
    NumberTakenError and UnknownChoiceError.
    """
    take_place(standpoint)
    check_facts(standpoint, facts)
    number = facts.number or _next_number(standpoint, facts.held_on.year)
    _check_number(standpoint.division, number)
    session = TrainingSession(
        division_code=standpoint.division,
        number=number,
        course_id=facts.course_id,
        import_batch_id=import_batch_id,
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )
    db.session.add(session)
    db.session.flush()
    _add_detail(standpoint, session.id, facts)
    _set_mentors(session.id, facts.mentor_ids)
    audit.record(
        "training:plan",
        subject_of(session, facts.title),
        by=standpoint.viewer,
        number=number,
        held_on=facts.held_on.isoformat(),
        state=facts.state.value,
        **({} if import_batch_id is None else {"import_batch": import_batch_id}),
    )
    return session.id


def plan_sessions(standpoint: Standpoint, wanted: Sequence[SessionFacts]) -> list[int]:
    """Record several, each with a number of its own. Raises as `plan_session`."""
    return [plan_session(standpoint, facts) for facts in wanted]


def edit_session(
    standpoint: Standpoint, session_id: int, facts: SessionFacts, version: int
) -> None:
    """Put a session right: what it was known as before stays, superseded.

    Who waits moves up where there is room now. Raises StaleSessionError, HasPresentError where
    it would no longer be held, and as `plan_session`.
    """
    take_place(standpoint)
    detail = queries.get_session(standpoint, session_id, is_locked=True)
    session = detail.session
    if session.version != version:
        raise StaleSessionError
    check_facts(standpoint, facts, kept=queries.mentor_ids_of(standpoint, session_id))
    if facts.state is not SessionState.HELD:
        _check_nobody_was_there(session_id)
    number = facts.number or session.number
    if number != session.number:
        _check_number(session.division_code, number)
    changes = _differences(detail, facts) | (
        {"number": [session.number, number]} if number != session.number else {}
    )
    session.number, session.course_id = number, facts.course_id
    _set_mentors(session_id, facts.mentor_ids)
    _replace_detail(standpoint, detail, facts)
    promote(standpoint, session_id, facts.capacity)
    audit.record("training:edit", subject_of(session, facts.title), by=standpoint.viewer, **changes)


def hold_session(standpoint: Standpoint, session_id: int) -> None:
    """Note that the session was held. Raises FutureDayError."""
    _change_state(standpoint, session_id, SessionState.HELD, "training:hold")


def cancel_session(standpoint: Standpoint, session_id: int, reason: str | None = None) -> None:
    """Note that the session is not held. Raises HasPresentError."""
    _change_state(standpoint, session_id, SessionState.CANCELED, "training:cancel", reason)


def delete_session(standpoint: Standpoint, session_id: int, reason: str | None = None) -> None:
    """Put a session into the recycle bin: no figure counts it from now on."""
    take_place(standpoint)
    detail = queries.get_session(standpoint, session_id, is_locked=True)
    at = audit.instant()
    for row in (detail, detail.session):
        row.superseded_at, row.superseded_by = at, standpoint.viewer
    detail.session.version += 1
    facts_changed(_organizations(session_id))
    audit.record(
        "training:delete",
        subject_of(detail.session, detail.title),
        by=standpoint.viewer,
        reason=reason,
    )


def restore_session(standpoint: Standpoint, session_id: int) -> None:
    """Take a session out of the recycle bin as it was. Raises NumberTakenError.

    Between the two instants it did not count, and pictures of then go on saying so.
    """
    take_place(standpoint)
    detail = queries.get_deleted(standpoint, session_id)
    session = detail.session
    _check_number(session.division_code, session.number)
    session.superseded_at = session.superseded_by = None
    session.version += 1
    _add_detail(standpoint, session_id, facts_of(detail))
    facts_changed(_organizations(session_id))
    audit.record("training:restore", subject_of(session, detail.title), by=standpoint.viewer)


def facts_of(detail: SessionDetail, mentor_ids: Sequence[int] = ()) -> SessionFacts:
    """Return what is recorded of a session, to be changed and handed back."""
    return SessionFacts(
        **{key: getattr(detail, key) for key in DETAILS},
        ends_on=detail.ends_on,
        number=detail.session.number,
        course_id=detail.session.course_id,
        mentor_ids=tuple(mentor_ids),
    )


def _change_state(
    standpoint: Standpoint,
    session_id: int,
    state: SessionState,
    action: str,
    reason: str | None = None,
) -> None:
    take_place(standpoint)
    detail = queries.get_session(standpoint, session_id, is_locked=True)
    if detail.state is state:
        return
    facts = replace(facts_of(detail), state=state)
    check_facts(standpoint, replace(facts, course_id=None))
    if state is not SessionState.HELD:
        _check_nobody_was_there(session_id)
    before = detail.state
    _replace_detail(standpoint, detail, facts)
    audit.record(
        action,
        subject_of(detail.session, detail.title),
        by=standpoint.viewer,
        state=[before.value, state.value],
        **({} if reason is None else {"reason": reason}),
    )


def _replace_detail(standpoint: Standpoint, old: SessionDetail, facts: SessionFacts) -> None:
    old.superseded_at = audit.instant()
    old.superseded_by = standpoint.viewer
    old.session.version += 1
    db.session.flush()  # first: a unit of work inserts before it updates
    _add_detail(standpoint, old.session_id, facts)
    facts_changed(_organizations(old.session_id))


def _add_detail(standpoint: Standpoint, session_id: int, facts: SessionFacts) -> None:
    db.session.add(
        SessionDetail(
            session_id=session_id,
            **{key: getattr(facts, key) for key in DETAILS},
            ends_on=facts.last_day,
            recorded_at=audit.instant(),
            recorded_by=standpoint.viewer,
        )
    )
    db.session.flush()


def _next_number(standpoint: Standpoint, year: int) -> str:
    taken = select(TrainingSession.number).where(
        TrainingSession.division_code == standpoint.division,
        TrainingSession.number.startswith(year_prefix(year), autoescape=True),
    )
    return next_number(year, db.session.scalars(taken))


def _check_number(division_code: str, number: str) -> None:
    statement = select(TrainingSession.id).where(
        TrainingSession.division_code == division_code,
        TrainingSession.number == number,
        TrainingSession.superseded_at.is_(None),
    )
    if db.session.scalars(statement).first() is not None:
        raise NumberTakenError


def _set_mentors(session_id: int, mentor_ids: Sequence[int]) -> None:
    db.session.execute(sa.delete(SessionMentor).where(SessionMentor.session_id == session_id))
    rows = [{"session_id": session_id, "mentor_id": id_} for id_ in dict.fromkeys(mentor_ids)]
    if rows:
        db.session.execute(sa.insert(SessionMentor), rows)


def _check_nobody_was_there(session_id: int) -> None:
    statement = select(Attendance.id).where(
        Attendance.session_id == session_id,
        Attendance.superseded_at.is_(None),
        Attendance.presence == Presence.PRESENT,
    )
    if db.session.scalars(statement.limit(1)).first() is not None:
        raise HasPresentError


def _organizations(session_id: int) -> set[int]:
    statement = select(Attendance.organization_id.distinct()).where(
        Attendance.session_id == session_id,
        Attendance.superseded_at.is_(None),
        Attendance.organization_id.is_not(None),
    )
    return {id_ for id_ in db.session.scalars(statement) if id_ is not None}


def _differences(old: SessionDetail, facts: SessionFacts) -> dict[str, Any]:
    pairs = {key: (getattr(old, key), getattr(facts, key)) for key in DETAILS}
    pairs["ends_on"] = (old.ends_on, facts.last_day)
    return {
        key: [None if value is None else str(value) for value in pair]
        for key, pair in pairs.items()
        if pair[0] != pair[1]
    }
