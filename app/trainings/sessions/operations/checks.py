"""What must hold before anything is written about a session."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from app.audit import operations as audit
from app.divisions.queries import within
from app.extensions import db
from app.organizations.errors import FutureDayError, KnownAtRefusedError
from app.organizations.models import Organization
from app.people.models import Mentor, Person
from app.standpoint import Standpoint, today
from app.trainings.models import Course, SessionState, TrainingCategory
from app.trainings.sessions.errors import (
    EndBeforeStartError,
    MinutesError,
    NamelessError,
    UnknownChoiceError,
)
from app.trainings.sessions.facts import SessionFacts

MOST_MINUTES = 6000
LONGEST_NAME = 50


def take_place(standpoint: Standpoint) -> None:
    if standpoint.known_at is not None:
        raise KnownAtRefusedError
    audit.instant()  # takes the place among the writers before anything is read


def check_facts(standpoint: Standpoint, facts: SessionFacts, *, kept: Collection[int] = ()) -> None:
    """Check days, minutes and what the session refers to; mentors in `kept` are its already."""
    if facts.last_day < facts.held_on:
        raise EndBeforeStartError
    if facts.minutes is not None and not 1 <= facts.minutes <= MOST_MINUTES:
        raise MinutesError
    if facts.state is SessionState.HELD:
        check_has_come(facts)
    _check_choices(standpoint, facts, set(facts.mentor_ids) - set(kept))


def check_has_come(facts: SessionFacts) -> None:
    if facts.held_on > today():
        raise FutureDayError


def check_name(name: str) -> None:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise NamelessError


def check_organizations(standpoint: Standpoint, organization_ids: set[int]) -> None:
    """Raise NoResultFound unless all are in view."""
    statement = select(func.count()).where(
        Organization.id.in_(organization_ids), within(Organization.division_code, standpoint)
    )
    if organization_ids and db.session.scalar(statement) != len(organization_ids):
        raise NoResultFound


def _check_choices(standpoint: Standpoint, facts: SessionFacts, mentor_ids: set[int]) -> None:
    course = select(func.count()).where(
        Course.id == facts.course_id,
        Course.superseded_at.is_(None),
        within(Course.division_code, standpoint),
    )
    if facts.course_id is not None and not db.session.scalar(course):
        raise UnknownChoiceError
    category = facts.category_id
    if category is not None and db.session.get(TrainingCategory, category) is None:
        raise UnknownChoiceError
    mentors = (
        select(func.count())
        .select_from(Mentor)
        .join(Mentor.person)
        .where(
            Mentor.id.in_(mentor_ids),
            Mentor.superseded_at.is_(None),
            within(Person.division_code, standpoint),
        )
    )
    if mentor_ids and db.session.scalar(mentors) != len(mentor_ids):
        raise UnknownChoiceError
