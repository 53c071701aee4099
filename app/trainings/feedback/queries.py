"""Reads: what the answers of a session, or of a mentor's sessions, come to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, true

from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.standpoint import Standpoint
from app.trainings.models import (
    Attendance,
    Feedback,
    Presence,
    SessionDetail,
    SessionMentor,
    SessionState,
    TrainingSession,
)
from app.trainings.sessions.queries import get_session

GOOD = 4  # this score and above is satisfied
NO_PEOPLE = 0


@dataclass(frozen=True)
class Satisfaction:
    """How many answered what; averages and shares are None without an answer."""

    answers: int = 0
    average: float | None = None
    good_share: float | None = None  # of 1
    mentor_answers: int = 0
    mentor_average: float | None = None
    mentor_good_share: float | None = None
    present: int = 0

    @property
    def response_rate(self) -> float | None:
        """Answers by those present, of 1; above it where the sign-in sheet is short."""
        return self.answers / self.present if self.present else None


@dataclass(frozen=True)
class Remark:
    text: str
    score: int
    recorded_at: datetime


def satisfaction_of(standpoint: Standpoint, session_id: int) -> Satisfaction:
    """Return what the answers of the session come to. Raises NoResultFound."""
    get_session(standpoint, session_id)
    statement = select(*_figures()).where(
        Feedback.session_id == session_id, answered_by_then(standpoint)
    )
    figures = db.session.execute(statement).one()
    present = select(func.count(Attendance.id)).where(
        Attendance.session_id == session_id, _counts_as_present(standpoint)
    )
    return _read(figures, db.session.scalar(present) or NO_PEOPLE)


def list_remarks(standpoint: Standpoint, session_id: int) -> Sequence[Remark]:
    """Return the texts of the session's answers, the latest first. Raises NoResultFound."""
    get_session(standpoint, session_id)
    statement = (
        select(Feedback.text, Feedback.score, Feedback.recorded_at)
        .where(
            Feedback.session_id == session_id,
            Feedback.text.is_not(None),
            answered_by_then(standpoint),
        )
        .order_by(Feedback.recorded_at.desc(), Feedback.id.desc())
    )
    rows = db.session.execute(statement).tuples()
    return [Remark(text, score, at) for text, score, at in rows if text]


def satisfaction_by_mentor(
    standpoint: Standpoint, mentor_ids: Collection[int]
) -> Mapping[int, Satisfaction]:
    """Return the same over the sessions each mentor taught in the period, all mentors named."""
    held = (
        select(SessionDetail.session_id, SessionMentor.mentor_id)
        .join(TrainingSession, TrainingSession.id == SessionDetail.session_id)
        .join(SessionMentor, SessionMentor.session_id == SessionDetail.session_id)
        .where(
            SessionMentor.mentor_id.in_(mentor_ids),
            held_by_then(standpoint),
            SessionDetail.held_on >= standpoint.since,
        )
        .subquery()
    )
    figures = (
        select(held.c.mentor_id, *_figures())
        .join(Feedback, Feedback.session_id == held.c.session_id)
        .where(answered_by_then(standpoint))
        .group_by(held.c.mentor_id)
    )
    present: Select[Any] = (
        select(held.c.mentor_id, func.count(Attendance.id))
        .join(Attendance, Attendance.session_id == held.c.session_id)
        .where(_counts_as_present(standpoint))
        .group_by(held.c.mentor_id)
    )
    people = {row[0]: row[1] for row in db.session.execute(present)}
    found = {
        row[0]: _read(row[1:], people.get(row[0], NO_PEOPLE)) for row in db.session.execute(figures)
    }
    empty = {id_: Satisfaction(present=people.get(id_, NO_PEOPLE)) for id_ in mentor_ids}
    return {**empty, **found}


def held_by_then(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for details, joined to their session, of what was held in the division."""
    return and_(
        known(TrainingSession, standpoint),
        known(SessionDetail, standpoint),
        within(TrainingSession.division_code, standpoint),
        SessionDetail.state == SessionState.HELD,
        SessionDetail.held_on <= standpoint.on,
    )


def answered_by_then(standpoint: Standpoint) -> ColumnElement[bool]:
    if standpoint.known_at is None:
        return true()
    return Feedback.recorded_at <= standpoint.known_at


def _counts_as_present(standpoint: Standpoint) -> ColumnElement[bool]:
    return and_(known(Attendance, standpoint), Attendance.presence == Presence.PRESENT)


def _figures() -> tuple[Any, ...]:
    return (
        func.count(Feedback.id),
        func.sum(Feedback.score),
        func.count(Feedback.id).filter(Feedback.score >= GOOD),
        func.count(Feedback.mentor_score),
        func.sum(Feedback.mentor_score),
        func.count(Feedback.id).filter(Feedback.mentor_score >= GOOD),
    )


def _read(figures: Sequence[Any], present: int) -> Satisfaction:
    answers, total, good, mentor_answers, mentor_total, mentor_good = figures
    return Satisfaction(
        answers=answers,
        average=total / answers if answers else None,
        good_share=good / answers if answers else None,
        mentor_answers=mentor_answers,
        mentor_average=mentor_total / mentor_answers if mentor_answers else None,
        mentor_good_share=mentor_good / mentor_answers if mentor_answers else None,
        present=present,
    )
