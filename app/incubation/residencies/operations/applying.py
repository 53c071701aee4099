"""An organization applies for a place in the base."""

from dataclasses import asdict, dataclass
from datetime import date

from app.audit import operations as audit
from app.extensions import db
from app.history import points
from app.incubation.residencies import queries
from app.incubation.residencies.errors import StaleFormError
from app.incubation.residencies.models import Residency, ResidencyStep
from app.incubation.residencies.operations.checks import check_alone, check_day
from app.incubation.residencies.steps import Step
from app.organizations.followers import facts_changed
from app.organizations.operations.subject import organization_to_change, subject
from app.standpoint import Standpoint


@dataclass(frozen=True)
class Wish:
    """What a place is wanted for, and what kind of place."""

    purpose: str
    room_wish: str | None = None
    desks_wish: int | None = None
    contact_note: str | None = None


@dataclass(frozen=True)
class Application:
    """A checked request for a place."""

    on: date
    wish: Wish
    opinion: str | None = None


def apply(standpoint: Standpoint, organization_id: int, application: Application) -> int:
    """Begin a residency with its application; return its number.

    Raises FutureDayError, BeforeExistenceError, StillOpenError.
    """
    organization = organization_to_change(standpoint, organization_id)
    check_day(organization.id, application.on)
    check_alone(organization.id, application.on)
    residency = Residency(
        organization_id=organization.id,
        **asdict(application.wish),
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )
    db.session.add(residency)
    db.session.flush()
    first = ResidencyStep(
        residency_id=residency.id,
        step=Step.APPLIED,
        since=application.on,
        reason=application.opinion,
    )
    points.add(first, by=standpoint.viewer)
    facts_changed([organization.id])
    audit.record(
        "residency:apply",
        subject(organization),
        by=standpoint.viewer,
        residency=residency.id,
        since=application.on.isoformat(),
    )
    return residency.id


def edit_wish(standpoint: Standpoint, residency_id: int, wish: Wish, *, version: int) -> None:
    """Change what was applied for. Raises StaleFormError."""
    residency = queries.get_residency(standpoint, residency_id)
    organization = organization_to_change(standpoint, residency.organization_id)
    db.session.refresh(residency)
    if residency.version != version:
        raise StaleFormError
    changed = [name for name, value in asdict(wish).items() if getattr(residency, name) != value]
    for name in changed:
        setattr(residency, name, getattr(wish, name))
    residency.version += 1
    audit.record(
        "residency:edit",
        subject(organization),
        by=standpoint.viewer,
        residency=residency.id,
        fields=changed,  # without values: the contact is personal
    )
