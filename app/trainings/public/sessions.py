"""The session a signed link leads to. The link is the permission: there is no standpoint yet."""

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.queries import operator
from app.extensions import db
from app.standpoint import Standpoint, make_standpoint
from app.trainings.models import SessionDetail, SessionState, TrainingSession
from app.trainings.public.windows import Timetable


@dataclass(frozen=True)
class OpenSession:
    """What people without an account may know of a session."""

    id: int
    division_code: str
    title: str
    place: str | None
    state: SessionState
    timetable: Timetable

    @property
    def is_canceled(self) -> bool:
        return self.state is SessionState.CANCELED

    def standpoint(self) -> Standpoint:
        """Return where the writes of its visitors stand: the operator's, in its division."""
        return make_standpoint({}, viewer=operator().id, division=self.division_code)


def find_open_session(session_id: int) -> OpenSession | None:
    """Return the session as it is now; None once it was deleted."""
    statement = (
        select(TrainingSession.division_code, SessionDetail)
        .join(SessionDetail, SessionDetail.session_id == TrainingSession.id)
        .where(
            TrainingSession.id == session_id,
            TrainingSession.superseded_at.is_(None),
            SessionDetail.superseded_at.is_(None),
        )
    )
    row = db.session.execute(statement).one_or_none()
    if row is None:
        return None
    division_code, detail = row
    return OpenSession(
        id=session_id,
        division_code=division_code,
        title=detail.title,
        place=detail.place,
        state=detail.state,
        timetable=Timetable(detail.held_on, detail.ends_on, detail.starts_at, detail.minutes),
    )
