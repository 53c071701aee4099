"""Reads. A person is visible in the division, and where linked to an organization of it.

Organizations outside are never named. Names are personal, phones are masked by whoever shows them.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from app.access.permissions import Permission
from app.accounts.models import Account
from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.organizations.models import Organization, OrganizationSearch
from app.organizations.queries import get_organization
from app.people.labels import LEVEL_RANKS
from app.people.models import Person, PersonLink, Qualification, QualificationLevel, Role
from app.people.predicates import has_link, in_effect, in_view, level_rank
from app.standpoint import Standpoint
from app.values.names import fold, match_key
from app.values.personal import SEPARATOR

MOST_FOUND = 20
RANKED = {rank: level for level, rank in LEVEL_RANKS.items()}


@dataclass(frozen=True)
class PersonFilter:
    """What narrows the list. `text` is in a name or an employer: for those who may see names."""

    text: str = ""
    organization: str = ""
    role: Role | None = None
    level: QualificationLevel | None = None


def sees_names(standpoint: Standpoint) -> bool:
    """Return whether the viewer may read people's names; phones nobody sees unasked."""
    account = db.session.get(Account, standpoint.viewer)
    return account is not None and account.may(Permission.ORGANIZATION_PERSONAL_READ)


def get_person(standpoint: Standpoint, person_id: int, *, is_locked: bool = False) -> Person:
    """Return a person as far as known at the standpoint. Raises NoResultFound."""
    statement = select(Person).where(
        Person.id == person_id, known(Person, standpoint), in_view(standpoint)
    )
    if is_locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def list_people(
    standpoint: Standpoint, wanted: PersonFilter, *, offset: int = 0, limit: int | None = None
) -> Sequence[Person]:
    statement = select(Person).where(*_matching(standpoint, wanted))
    statement = statement.order_by(Person.match_key, Person.id).offset(offset).limit(limit)
    return db.session.scalars(statement).all()


def count_people(standpoint: Standpoint, wanted: PersonFilter) -> int:
    statement = select(func.count()).select_from(Person).where(*_matching(standpoint, wanted))
    return db.session.scalar(statement) or 0


def find_same(
    standpoint: Standpoint, name: str, phone: str | None, division_code: str
) -> Sequence[Person]:
    """Return who may be this person: of the same phone, else of the name in the very division."""
    namesake: ColumnElement[bool] = (Person.match_key == match_key(name)) & (
        Person.division_code == division_code
    )
    if phone:
        first = phone.split(SEPARATOR)[0]
        same = or_(
            Person.phone == first,
            Person.phone.startswith(first + SEPARATOR),
            namesake & Person.phone.is_(None),
        )
    else:
        same = namesake
    statement = select(Person).where(same, Person.superseded_at.is_(None), in_view(standpoint))
    return db.session.scalars(statement.order_by(Person.id).limit(MOST_FOUND)).all()


def links_of(
    standpoint: Standpoint, person_ids: Collection[int], *, with_past: bool = False
) -> dict[int, list[PersonLink]]:
    """Return each person's links to organizations in view, these loaded; the latest first."""
    statement = (
        _links(standpoint)
        .options(contains_eager(PersonLink.organization))
        .where(PersonLink.person_id.in_(person_ids))
    )
    if not with_past:
        statement = statement.where(in_effect(PersonLink, standpoint))
    found: dict[int, list[PersonLink]] = defaultdict(list)
    for link in db.session.scalars(_in_order(statement)):
        found[link.person_id].append(link)
    return found


def levels_of(standpoint: Standpoint, person_ids: Collection[int]) -> dict[int, QualificationLevel]:
    """Return the highest level of each who holds one on the day."""
    statement = select(Person.id, level_rank(standpoint)).where(
        Person.id.in_(person_ids), in_view(standpoint)
    )
    rows = db.session.execute(statement).tuples()
    return {id_: RANKED[rank] for id_, rank in rows if rank is not None}


def list_qualifications(standpoint: Standpoint, person_id: int) -> Sequence[Qualification]:
    get_person(standpoint, person_id)
    statement = select(Qualification).where(
        Qualification.person_id == person_id,
        known(Qualification, standpoint),
        Qualification.obtained_on <= standpoint.on,
    )
    return db.session.scalars(statement.order_by(Qualification.obtained_on.desc())).all()


def list_links_of_organization(
    standpoint: Standpoint, organization_id: int
) -> Sequence[PersonLink]:
    """Return who was linked up to the day, those linked on it first, the people loaded."""
    get_organization(standpoint, organization_id)
    statement = (
        _links(standpoint)
        .join(Person, Person.id == PersonLink.person_id)
        .options(contains_eager(PersonLink.person))
        .where(PersonLink.organization_id == organization_id)
    )
    links = db.session.scalars(_in_order(statement)).all()
    return sorted(links, key=lambda link: not is_current(standpoint, link))


def is_current(standpoint: Standpoint, link: PersonLink) -> bool:
    return link.until is None or link.until > standpoint.on


def get_link(standpoint: Standpoint, link_id: int) -> PersonLink:
    """Return a live link to an organization in view, both ends loaded. Raises NoResultFound."""
    statement = (
        select(PersonLink)
        .join(Organization, Organization.id == PersonLink.organization_id)
        .join(Person, Person.id == PersonLink.person_id)
        .options(contains_eager(PersonLink.organization), contains_eager(PersonLink.person))
        .where(
            PersonLink.id == link_id,
            PersonLink.superseded_at.is_(None),
            within(Organization.division_code, standpoint),
        )
    )
    return db.session.scalars(statement).one()


def link_is_superseded(standpoint: Standpoint, link_id: int) -> bool:
    statement = (
        select(PersonLink.id)
        .join(Organization, Organization.id == PersonLink.organization_id)
        .where(
            PersonLink.id == link_id,
            PersonLink.superseded_at.is_not(None),
            within(Organization.division_code, standpoint),
        )
    )
    return db.session.scalar(statement) is not None


def get_qualification(standpoint: Standpoint, qualification_id: int) -> Qualification:
    """Return a live qualification, the person loaded. Raises NoResultFound."""
    statement = (
        select(Qualification)
        .join(Person, Person.id == Qualification.person_id)
        .options(contains_eager(Qualification.person))
        .where(
            Qualification.id == qualification_id,
            Qualification.superseded_at.is_(None),
            in_view(standpoint),
        )
    )
    return db.session.scalars(statement).one()


def find_organizations(standpoint: Standpoint, text: str) -> Sequence[Organization]:
    """Return up to 20 organizations whose names hold every word."""
    if not text.split():
        return []
    statement = select(Organization).where(
        within(Organization.division_code, standpoint), *(_named(word) for word in text.split())
    )
    order = (Organization.sort_key, Organization.id)
    return db.session.scalars(statement.order_by(*order).limit(MOST_FOUND)).all()


def _links(standpoint: Standpoint) -> Select[tuple[PersonLink]]:
    return (
        select(PersonLink)
        .join(Organization, Organization.id == PersonLink.organization_id)
        .where(
            known(PersonLink, standpoint),
            PersonLink.since <= standpoint.on,
            within(Organization.division_code, standpoint),
        )
    )


def _in_order(statement: Select[tuple[PersonLink]]) -> Select[tuple[PersonLink]]:
    return statement.order_by(PersonLink.since.desc(), PersonLink.id.desc())


def _matching(standpoint: Standpoint, wanted: PersonFilter) -> list[ColumnElement[bool]]:
    conditions = [known(Person, standpoint), in_view(standpoint)]
    conditions += [
        or_(
            Person.match_key.contains(match_key(word), autoescape=True),
            Person.employer.contains(word, autoescape=True),
        )
        for word in wanted.text.split()
    ]
    about_link = [_named(word) for word in wanted.organization.split()]
    if wanted.role is not None:
        about_link.append(PersonLink.role == wanted.role)
    if about_link:
        conditions.append(has_link(standpoint, *about_link))
    if wanted.level is not None:
        conditions.append(level_rank(standpoint) == LEVEL_RANKS[wanted.level])
    return conditions


def _named(word: str) -> ColumnElement[bool]:
    return Organization.id.in_(
        select(OrganizationSearch.organization_id).where(
            OrganizationSearch.text.contains(fold(word), autoescape=True)
        )
    )
