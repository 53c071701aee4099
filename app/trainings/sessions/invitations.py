"""Whom to invite: organizations of the register, narrowed by its own columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.extensions import db
from app.organizations.contributions import find_column
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.people.models import Person, PersonLink, Role
from app.standpoint import Standpoint
from app.trainings.sessions.facts import SignUpEntry
from app.values.personal import SEPARATOR

FILTERS = ("standing", "stage", "community", "kind", "category")
MOST_INVITED = 1000


@dataclass(frozen=True)
class Candidate:
    """An organization with whom to ask."""

    id: int
    name: str
    contact: str | None
    phone: str | None

    def entry(self, nobody: str) -> SignUpEntry:
        """Return the sign-up of the contact, of `nobody` in particular where there is none."""
        return SignUpEntry(
            name=self.contact or nobody, phone=_first(self.phone), organization_id=self.id
        )


def count_candidates(standpoint: Standpoint, picked: Mapping[str, Sequence[str]]) -> int:
    statement = _select(standpoint, picked, func.count())
    return db.session.scalar(statement) or 0


def list_candidates(
    standpoint: Standpoint,
    picked: Mapping[str, Sequence[str]],
    *,
    ids: Sequence[int] | None = None,
    offset: int = 0,
    limit: int = MOST_INVITED,
) -> list[Candidate]:
    """Return organizations in force that the filters leave, by name, with their contacts."""
    statement = _select(
        standpoint,
        picked,
        Organization.id,
        Organization.name,
        Organization.leader_name,
        Organization.phone,
    )
    if ids is not None:
        statement = statement.where(Organization.id.in_(ids))
    statement = statement.order_by(Organization.sort_key, Organization.id)
    rows = db.session.execute(statement.offset(offset).limit(limit)).all()
    contacts = _contacts(standpoint, [row[0] for row in rows])
    return [Candidate(row[0], row[1], *contacts.get(row[0], (row[2], row[3]))) for row in rows]


def _select(standpoint: Standpoint, picked: Mapping[str, Sequence[str]], *expressions: Any) -> Any:
    sources = Sources(standpoint)
    conditions = [sources.in_force()]
    for key, values in picked.items():
        column = find_column(key)
        if column is not None and column.match is not None and values:
            conditions.append(column.match(sources, values))
    return sources.select(*expressions).where(*conditions)


def _contacts(
    standpoint: Standpoint, organization_ids: Sequence[int]
) -> dict[int, tuple[str, str | None]]:
    statement = (
        select(PersonLink.organization_id, Person.name, Person.phone)
        .join(Person, Person.id == PersonLink.person_id)
        .where(
            PersonLink.organization_id.in_(organization_ids),
            PersonLink.role == Role.CONTACT,
            PersonLink.superseded_at.is_(None),
            Person.superseded_at.is_(None),
            PersonLink.since <= standpoint.on,
            PersonLink.until.is_(None) | (PersonLink.until > standpoint.on),
        )
        .order_by(PersonLink.since)
    )
    return {id_: (name, phone) for id_, name, phone in db.session.execute(statement).tuples()}


def _first(phone: str | None) -> str | None:
    return phone.split(SEPARATOR)[0] if phone else None
