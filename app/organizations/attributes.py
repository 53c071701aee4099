"""Plain attributes of an organization: which there are, and what is kept in step with them."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from app.extensions import db
from app.organizations.models import Category, Organization
from app.values.codes import code_key
from app.values.dates import PartialDate
from app.values.names import match_key, sort_key

# By the model's names. `established_on` travels as a PartialDate under `established_on`.
EDITABLE = (
    "name",
    "credit_code",
    "filing_number",
    "registration_number",
    "kind",
    "category",
    "is_branch",
    "established_on",
    "registrar",
    "supervisor",
    "leader_name",
    "phone",
    "address",
    "fund",
    "staff_count",
    "social_worker_count",
    "volunteer_count",
    "member_count",
    "party_member_count",
    "party_branch",
    "business_scope",
    "remark",
)
EMPTY: dict[str, Any] = {
    **dict.fromkeys(EDITABLE),
    "established_precision": None,
    "filing_key": None,
    "is_branch": False,
}
CHUNK = 500  # below SQLite's limit of bound values


def derived_keys(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that follow from the given attributes."""
    derived: dict[str, Any] = {}
    if "name" in attributes:
        derived["match_key"] = match_key(attributes["name"])
        derived["sort_key"] = sort_key(attributes["name"])
    if "filing_number" in attributes:
        number = attributes["filing_number"]
        derived["filing_key"] = code_key(number) if number else None
    if "established_on" in attributes:
        established: PartialDate | None = attributes["established_on"]
        derived["established_on"] = established.date if established else None
        derived["established_precision"] = established.precision if established else None
    return derived


def value_of(organization: Organization, key: str) -> Any:
    return organization.established if key == "established_on" else getattr(organization, key)


def taken_credit_codes(codes: Iterable[str], *, but_by: int | None = None) -> set[str]:
    """Return those of the codes that an organization anywhere in the register has."""
    wanted = sorted(set(codes))
    taken: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        statement = sa.select(Organization.credit_code).where(
            Organization.credit_code.in_(wanted[start : start + CHUNK])
        )
        if but_by is not None:
            statement = statement.where(Organization.id != but_by)
        taken |= {code for code in db.session.scalars(statement) if code}
    return taken


def ensure_categories(labels: Iterable[str | None]) -> None:
    """Enter categories not met before in the dictionary."""
    wanted = {label for label in labels if label}
    if not wanted:
        return
    known = set(db.session.scalars(sa.select(Category.label)))
    new = [{"label": label} for label in sorted(wanted - known)]
    if new:
        db.session.execute(sa.insert(Category), new)
