"""What mentors taught in the period: sessions, people and organizations that came."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from app.extensions import db
from app.history.points import known
from app.standpoint import Standpoint
from app.trainings.models import (
    Attendance,
    Presence,
    SessionDetail,
    SessionMentor,
    SessionState,
    TrainingSession,
)
from app.trainings.sessions.queries import in_view


@dataclass(frozen=True)
class Teaching:
    """Sessions held, sign-ins at them, and the organizations these came from."""

    sessions: int = 0
    attendances: int = 0
    organizations: int = 0


def teaching_by_mentor(
    standpoint: Standpoint, mentor_ids: Collection[int]
) -> Mapping[int, Teaching]:
    """Return what each mentor taught in the period in the division, all mentors named."""
    was_there = and_(
        Attendance.session_id == SessionDetail.session_id,
        Attendance.presence == Presence.PRESENT,
        known(Attendance, standpoint),
    )
    statement = (
        select(
            SessionMentor.mentor_id,
            func.count(SessionDetail.session_id.distinct()),
            func.count(Attendance.id),
            func.count(Attendance.organization_id.distinct()),
        )
        .join(SessionDetail, SessionDetail.session_id == SessionMentor.session_id)
        .join(TrainingSession, TrainingSession.id == SessionDetail.session_id)
        .outerjoin(Attendance, was_there)
        .where(
            SessionMentor.mentor_id.in_(mentor_ids),
            in_view(standpoint),
            SessionDetail.state == SessionState.HELD,
            SessionDetail.held_on.between(standpoint.since, standpoint.on),
        )
        .group_by(SessionMentor.mentor_id)
    )
    found = {id_: Teaching(*counts) for id_, *counts in db.session.execute(statement)}
    return {id_: found.get(id_, Teaching()) for id_ in mentor_ids}
