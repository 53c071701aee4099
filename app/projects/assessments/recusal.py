"""Which organizations of a project an expert belongs to."""

from datetime import date

from sqlalchemy import or_, select

from app.extensions import db
from app.organizations.models import Organization
from app.people.models import Person, PersonLink
from app.projects.models import ProjectOrganization
from app.values.names import match_key


def organizations_shared(expert: Person, project_id: int, on: date) -> list[str]:
    """Return the names of the project's organizations the expert belongs to on the day.

    That is: linked to them, or employed by them.
    """
    carriers = select(
        ProjectOrganization.organization_id, ProjectOrganization.organization_text
    ).where(
        ProjectOrganization.project_id == project_id, ProjectOrganization.superseded_at.is_(None)
    )
    rows = db.session.execute(carriers).tuples().all()
    names = _names([id_ for id_, _text in rows if id_ is not None])
    linked = _linked(expert, list(names), on)
    employer = match_key(expert.employer) if expert.employer else None
    found = [name for id_, name in names.items() if id_ in linked]
    every = [*names.values(), *(text for _id, text in rows if text)]
    found += [name for name in every if employer and match_key(name) == employer]
    return sorted(set(found))


def _names(ids: list[int]) -> dict[int, str]:
    statement = select(Organization.id, Organization.name).where(Organization.id.in_(ids))
    return dict(db.session.execute(statement).tuples().all())


def _linked(expert: Person, ids: list[int], on: date) -> set[int]:
    statement = select(PersonLink.organization_id).where(
        PersonLink.person_id == expert.id,
        PersonLink.organization_id.in_(ids),
        PersonLink.superseded_at.is_(None),
        PersonLink.since <= on,
        or_(PersonLink.until.is_(None), PersonLink.until > on),
    )
    return set(db.session.scalars(statement))
