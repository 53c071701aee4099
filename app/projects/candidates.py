"""Organizations to choose from."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.divisions.queries import within
from app.extensions import db
from app.organizations.models import Organization, OrganizationSearch
from app.standpoint import Standpoint
from app.values.names import fold

MOST_FOUND = 20


def find_organizations(
    standpoint: Standpoint, *, ids: Collection[int] = (), text: str = ""
) -> Sequence[Organization]:
    """Return the organizations of these numbers, and up to 20 more whose names hold the text."""
    inside = within(Organization.division_code, standpoint)
    order = (Organization.sort_key, Organization.id)
    chosen = select(Organization).where(Organization.id.in_(ids), inside).order_by(*order)
    found = list(db.session.scalars(chosen)) if ids else []
    if text:
        named = select(Organization).where(inside, Organization.id.not_in(ids))
        for word in text.split():
            hits = select(OrganizationSearch.organization_id).where(
                OrganizationSearch.text.contains(fold(word), autoescape=True)
            )
            named = named.where(Organization.id.in_(hits))
        found += db.session.scalars(named.order_by(*order).limit(MOST_FOUND))
    return found
