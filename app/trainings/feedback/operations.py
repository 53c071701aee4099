"""Writes of people without an account; nobody's name goes with an answer."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from app.audit import operations as audit
from app.extensions import db
from app.trainings.models import Feedback
from app.trainings.public.devices import digest
from app.trainings.public.limits import TooManyUsesError, count_use
from app.trainings.public.sessions import OpenSession

PURPOSE: Final = "feedback"
MOST_A_MINUTE: Final = 300  # from one address: a full hall behind one router
MOST_OF_SESSION: Final = 2000


@dataclass(frozen=True)
class Answer:
    """A checked answer; both scores are from 1 to 5."""

    score: int
    mentor_score: int | None
    text: str | None
    device: str
    address: str | None


def answer(session: OpenSession, given: Answer) -> bool:
    """Keep the answer; False when the phone has answered before: the first one stands.

    Raises TooManyUsesError.
    """
    count_use(PURPOSE, given.address, most=MOST_A_MINUTE)
    key = digest("feedback", session.id, given.device)
    of_session = Feedback.session_id == session.id
    if db.session.scalar(select(Feedback.id).where(of_session, Feedback.answer_key == key)):
        return False
    if (
        db.session.scalar(select(func.count(Feedback.id)).where(of_session)) or 0
    ) >= MOST_OF_SESSION:
        raise TooManyUsesError
    db.session.add(
        Feedback(
            session_id=session.id,
            answer_key=key,
            score=given.score,
            mentor_score=given.mentor_score,
            text=given.text,
            recorded_at=audit.instant(),
        )
    )
    db.session.flush()
    audit.record(
        "training:feedback",
        audit.Subject("training_session", session.id, session.title, session.division_code),
        by=session.standpoint().viewer,
    )
    return True
