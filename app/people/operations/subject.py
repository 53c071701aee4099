"""What every operation on a person begins and ends with."""

from typing import Any

from sqlalchemy import select

from app.audit.operations import Subject, instant
from app.extensions import db
from app.organizations.errors import KnownAtRefusedError
from app.organizations.followers import facts_changed
from app.people import queries
from app.people.models import Person, PersonLink
from app.standpoint import Standpoint
from app.values.personal import mask_name


def person_to_change(standpoint: Standpoint, person_id: int) -> Person:
    """Return the person, the row held until the end of the transaction.

    Raises KnownAtRefusedError, and NoResultFound for one outside the standpoint.
    """
    take_place(standpoint)
    return queries.get_person(standpoint, person_id, is_locked=True)


def take_place(standpoint: Standpoint) -> None:
    if standpoint.known_at is not None:
        raise KnownAtRefusedError
    instant()  # takes the place among the writers before anything is read


def subject(person: Person) -> Subject:
    """Return whom an event is about: who reads the audit may not read names."""
    return Subject("person", person.id, mask_name(person.name), person.division_code)


def supersede(row: Any, *, by: int) -> None:
    row.superseded_at = instant()
    row.superseded_by = by
    db.session.flush()  # first: a unit of work inserts before it updates


def live_links(person_id: int) -> list[PersonLink]:
    """Return the live links of the person, also to organizations out of view."""
    statement = select(PersonLink).where(
        PersonLink.person_id == person_id, PersonLink.superseded_at.is_(None)
    )
    return list(db.session.scalars(statement))


def touch(person: Person) -> None:
    """Note that something changed for all organizations the person was ever linked to."""
    facts_changed({link.organization_id for link in live_links(person.id)})
