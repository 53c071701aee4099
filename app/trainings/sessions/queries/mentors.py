"""The mentors there are to choose from, and those of a session."""

from sqlalchemy import select

from app.divisions.queries import within
from app.extensions import db
from app.people.models import Mentor, Person
from app.standpoint import Standpoint
from app.trainings.models import SessionMentor
from app.trainings.sessions.queries.sessions import get_session


def mentor_names(standpoint: Standpoint) -> dict[int, str]:
    """Return the names of the mentors in view by their number."""
    statement = (
        select(Mentor.id, Person.name)
        .join(Mentor.person)
        .where(
            Mentor.superseded_at.is_(None),
            Person.superseded_at.is_(None),
            within(Person.division_code, standpoint),
        )
        .order_by(Person.name, Mentor.id)
    )
    return dict(db.session.execute(statement).tuples().all())


def names_of_mentors(standpoint: Standpoint, session_id: int) -> dict[int, str]:
    """Return the names of a session's mentors by their number, whatever division they are of."""
    get_session(standpoint, session_id)
    statement = (
        select(Mentor.id, Person.name)
        .join(Mentor.person)
        .join(SessionMentor, SessionMentor.mentor_id == Mentor.id)
        .where(SessionMentor.session_id == session_id)
        .order_by(Person.name, Mentor.id)
    )
    return dict(db.session.execute(statement).tuples().all())
