"""People: added, put right, taken out; and a phone looked at, which is written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.audit import operations as audit
from app.divisions.codes import contains
from app.divisions.queries import find_division
from app.extensions import db
from app.organizations.errors import ReasonMissingError, UnknownDivisionError
from app.people import queries
from app.people.errors import SamePersonError, SharedPersonError, StalePersonError
from app.people.models import Mentor, Person, Qualification
from app.people.operations.subject import (
    live_links,
    person_to_change,
    subject,
    supersede,
    take_place,
    touch,
)
from app.standpoint import Standpoint
from app.values.names import match_key


@dataclass(frozen=True)
class PersonDraft:
    """A checked request to add a person.

    `is_another` says that whoever has the same phone or name was looked at and is somebody else.
    """

    name: str
    division_code: str
    phone: str | None = None  # as `parse_phones` gives it
    employer: str | None = None
    title: str | None = None
    remark: str | None = None
    is_another: bool = False


@dataclass(frozen=True)
class PersonEdit:
    """A checked request to edit. None as `phone` leaves it as it is; "" takes it out."""

    version: int
    name: str
    phone: str | None = None
    employer: str | None = None
    title: str | None = None
    remark: str | None = None


def add_person(standpoint: Standpoint, draft: PersonDraft) -> int:
    """Add a person; return the number.

    Raises SamePersonError with who is here already, UnknownDivisionError.
    """
    take_place(standpoint)
    code = draft.division_code
    if not contains(standpoint.division, code) or find_division(code) is None:
        raise UnknownDivisionError
    if not draft.is_another:
        same = queries.find_same(standpoint, draft.name, draft.phone, code)
        if same:
            raise SamePersonError(same)
    person = Person(
        division_code=code,
        name=draft.name,
        match_key=match_key(draft.name),
        phone=draft.phone,
        employer=draft.employer,
        title=draft.title,
        remark=draft.remark,
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )
    db.session.add(person)
    db.session.flush()
    audit.record("person:add", subject(person), by=standpoint.viewer, has_phone=bool(person.phone))
    return person.id


def edit_person(standpoint: Standpoint, person_id: int, edit: PersonEdit) -> None:
    """Put what is said of the person right. Raises StalePersonError."""
    person = person_to_change(standpoint, person_id)
    if person.version != edit.version:
        raise StalePersonError
    phone = person.phone if edit.phone is None else edit.phone or None
    wanted: dict[str, Any] = {
        "name": edit.name,
        "phone": phone,
        "employer": edit.employer,
        "title": edit.title,
        "remark": edit.remark,
    }
    changed = [key for key, value in wanted.items() if getattr(person, key) != value]
    for key in changed:
        setattr(person, key, wanted[key])
    person.match_key = match_key(person.name)
    person.version += 1
    touch(person)
    audit.record("person:edit", subject(person), by=standpoint.viewer, fields=changed)


def withdraw_person(standpoint: Standpoint, person_id: int, reason: str | None = None) -> None:
    """Take a person out with links, qualifications and the place in the pool.

    Raises SharedPersonError where organizations out of view know the person too.
    """
    person = person_to_change(standpoint, person_id)
    links = live_links(person.id)
    visible = queries.links_of(standpoint, [person.id], with_past=True)
    if len(links) > len(visible.get(person.id, [])):
        raise SharedPersonError
    touch(person)
    for row in (*links, *_others(person.id), person):
        supersede(row, by=standpoint.viewer)
    audit.record(
        "person:withdraw", subject(person), by=standpoint.viewer, links=len(links), reason=reason
    )


def reveal_phone(standpoint: Standpoint, person_id: int, reason: str) -> str | None:
    """Return the full phone and write down who looked, and why. Raises ReasonMissingError."""
    audit.instant()
    person = queries.get_person(standpoint, person_id)
    if not reason.strip():
        raise ReasonMissingError
    audit.record("person:phone:reveal", subject(person), by=standpoint.viewer, reason=reason)
    return person.phone


def _others(person_id: int) -> Iterable[Qualification | Mentor]:
    held = select(Qualification).where(
        Qualification.person_id == person_id, Qualification.superseded_at.is_(None)
    )
    in_pool = select(Mentor).where(Mentor.person_id == person_id, Mentor.superseded_at.is_(None))
    return [*db.session.scalars(held), *db.session.scalars(in_pool)]
