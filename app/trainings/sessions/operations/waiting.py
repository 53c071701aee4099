"""The waiting list: who signed up beyond the capacity moves up when there is room."""

from collections.abc import Sequence

from sqlalchemy import select

from app.audit import operations as audit
from app.extensions import db
from app.standpoint import Standpoint
from app.trainings.models import SignUp, SignUpState

COPIED = ("session_id", "organization_id", "organization_text", "name", "phone", "person_key")


def live_sign_ups(session_id: int) -> Sequence[SignUp]:
    statement = select(SignUp).where(
        SignUp.session_id == session_id, SignUp.superseded_at.is_(None)
    )
    return db.session.scalars(statement.order_by(SignUp.id)).all()


def promote(standpoint: Standpoint, session_id: int, capacity: int | None) -> int:
    """Give free places to those who wait, the earliest first; return how many moved up."""
    rows = live_sign_ups(session_id)
    waiting = [row for row in rows if row.state is SignUpState.WAITING]
    taken = sum(row.state is SignUpState.TAKEN for row in rows)
    free = len(waiting) if capacity is None else max(0, capacity - taken)
    for row in waiting[:free]:
        change_sign_up(standpoint, row, SignUpState.TAKEN)
    return len(waiting[:free])


def change_sign_up(standpoint: Standpoint, row: SignUp, state: SignUpState) -> SignUp:
    """Supersede the row by one in this state."""
    at = audit.instant()
    row.superseded_at, row.superseded_by = at, standpoint.viewer
    db.session.flush()  # first: a unit of work inserts before it updates
    copy = SignUp(
        **{key: getattr(row, key) for key in COPIED},
        state=state,
        recorded_at=at,
        recorded_by=standpoint.viewer,
    )
    db.session.add(copy)
    db.session.flush()
    return copy
