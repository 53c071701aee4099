"""Writes of people without an account: the operator is on record, in the session's division."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from app.db import utc_now
from app.divisions.queries import within
from app.extensions import db
from app.organizations.models import Organization, StandingChange
from app.people.keys import person_key
from app.trainings.models import Attendance, DevicePerson, Presence, Way
from app.trainings.public.devices import digest
from app.trainings.public.limits import count_use
from app.trainings.public.sessions import OpenSession
from app.trainings.sessions.facts import SignIn
from app.trainings.sessions.operations import record_sign_ins
from app.values.names import match_key

PURPOSE: Final = "sign-in"
MOST_A_MINUTE: Final = 300  # from one address: a full hall behind one router
MOST_PEOPLE: Final = 3  # on one phone, for a session
MOST_OF_SESSION: Final = 2000  # by phone, whatever addresses they come from


class TooManyPeopleError(Exception):
    """The phone, or the session, has signed in as many people as it may."""


@dataclass(frozen=True)
class PhoneSignIn:
    """Somebody says who they are; `phone` is as `parse_phones` gives one number."""

    name: str
    phone: str
    organization: str
    device: str
    address: str | None


def sign_in(session: OpenSession, wanted: PhoneSignIn) -> None:
    """Record that the person is there; who is recorded as present already stays as they are.

    Nothing tells the two apart, nor whether the organization is known: the page must not say who
    is there. Raises TooManyUsesError, TooManyPeopleError.
    """
    count_use(PURPOSE, wanted.address, most=MOST_A_MINUTE)
    key = person_key(wanted.name, wanted.phone)
    _count_person(session.id, wanted.device, key)
    if _is_present(session.id, key):
        return
    organization_id = _find_organization(session, wanted.organization)
    sign_in = SignIn(
        session_id=session.id,
        name=wanted.name,
        phone=wanted.phone,
        organization_id=organization_id,
        organization_text=None if organization_id else wanted.organization,
        way=Way.QR,
        signed_at=utc_now(),
    )
    record_sign_ins(session.standpoint(), session.id, [sign_in])


def _count_person(session_id: int, device: str, key: str) -> None:
    phone, person = digest("device", device), digest("person", session_id, key)
    of_session = DevicePerson.session_id == session_id
    on_phone = set(
        db.session.scalars(
            select(DevicePerson.person_digest).where(
                of_session, DevicePerson.device_digest == phone
            )
        )
    )
    if person in on_phone:
        return
    people = db.session.scalar(select(func.count(DevicePerson.id)).where(of_session)) or 0
    if len(on_phone) >= MOST_PEOPLE or people >= MOST_OF_SESSION:
        raise TooManyPeopleError
    db.session.add(DevicePerson(session_id=session_id, device_digest=phone, person_digest=person))
    db.session.flush()


def _is_present(session_id: int, key: str) -> bool:
    statement = select(Attendance.id).where(
        Attendance.session_id == session_id,
        Attendance.person_key == key,
        Attendance.superseded_at.is_(None),
        Attendance.presence == Presence.PRESENT,
    )
    return db.session.scalar(statement) is not None


def _find_organization(session: OpenSession, text: str) -> int | None:
    """Return the one organization of the session's division that bears the name by then."""
    since = (
        select(func.min(StandingChange.since))
        .where(
            StandingChange.organization_id == Organization.id,
            StandingChange.superseded_at.is_(None),
        )
        .correlate(Organization)
        .scalar_subquery()
    )
    statement = select(Organization.id).where(
        Organization.match_key == match_key(text),
        within(Organization.division_code, session.standpoint()),
        since <= session.timetable.ends_on,
    )
    found = db.session.scalars(statement.limit(2)).all()
    return found[0] if len(found) == 1 else None
