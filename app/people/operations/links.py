"""From when until when a person is what to an organization."""

from dataclasses import dataclass
from datetime import date

from app.audit import operations as audit
from app.extensions import db
from app.history import points
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.followers import facts_changed
from app.organizations.models import Organization, StandingChange
from app.organizations.queries import get_organization
from app.people import queries
from app.people.errors import LinkSpanError, LinkTakenError
from app.people.models import Person, PersonLink, Role
from app.people.operations.subject import (
    live_links,
    person_to_change,
    subject,
    supersede,
    take_place,
)
from app.standpoint import LAST_DAY, Standpoint, today


@dataclass(frozen=True)
class LinkDraft:
    """A checked request to link: `until` is the first day on which it is so no longer."""

    organization_id: int
    role: Role
    since: date
    until: date | None = None


def link_person(standpoint: Standpoint, person_id: int, draft: LinkDraft) -> int:
    """Link a person to an organization in view; return the link's number.

    Raises FutureDayError, BeforeExistenceError, LinkSpanError, LinkTakenError.
    """
    person = person_to_change(standpoint, person_id)
    organization = get_organization(standpoint, draft.organization_id)
    _check(person, draft)
    link = _insert(standpoint, person.id, draft)
    audit.record(
        "person:link",
        subject(person),
        by=standpoint.viewer,
        role=draft.role,
        since=draft.since.isoformat(),
        **_told(organization),
    )
    return link.id


def end_link(standpoint: Standpoint, link_id: int, until: date) -> int:
    """Say from when on it is so no longer; return the number of the link as it counts now.

    Raises LinkSpanError, and NoResultFound for a link superseded meanwhile.
    """
    person, link = _link_to_change(standpoint, link_id)
    if not link.since < until <= today():
        raise LinkSpanError
    before = link.until
    supersede(link, by=standpoint.viewer)
    ended = _insert(
        standpoint,
        person.id,
        LinkDraft(link.organization_id, link.role, link.since, until),
    )
    audit.record(
        "person:link:end",
        subject(person),
        by=standpoint.viewer,
        role=link.role,
        until=[before and before.isoformat(), until.isoformat()],
        **_told(link.organization),
    )
    return ended.id


def withdraw_link(standpoint: Standpoint, link_id: int, reason: str | None = None) -> None:
    """Take back a link that never was."""
    person, link = _link_to_change(standpoint, link_id)
    supersede(link, by=standpoint.viewer)
    facts_changed([link.organization_id])
    audit.record(
        "person:link:withdraw",
        subject(person),
        by=standpoint.viewer,
        role=[link.role, None],
        reason=reason,
        **_told(link.organization),
    )


def _link_to_change(standpoint: Standpoint, link_id: int) -> tuple[Person, PersonLink]:
    take_place(standpoint)
    link = queries.get_link(standpoint, link_id)
    return person_to_change(standpoint, link.person_id), link


def _check(person: Person, draft: LinkDraft) -> None:
    if draft.since > today():
        raise FutureDayError
    if draft.until is not None and not draft.since < draft.until <= today():
        raise LinkSpanError
    standings = points.list_live(StandingChange, draft.organization_id)
    if not standings or standings[0].since > draft.since:
        raise BeforeExistenceError
    for other in live_links(person.id):
        is_same = (other.organization_id, other.role) == (draft.organization_id, draft.role)
        is_apart = (other.until or LAST_DAY) <= draft.since or (
            draft.until or LAST_DAY
        ) <= other.since
        if is_same and not is_apart:
            raise LinkTakenError


def _insert(standpoint: Standpoint, person_id: int, draft: LinkDraft) -> PersonLink:
    link = PersonLink(
        person_id=person_id,
        organization_id=draft.organization_id,
        role=draft.role,
        since=draft.since,
        until=draft.until,
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )
    db.session.add(link)
    db.session.flush()
    facts_changed([draft.organization_id])
    return link


def _told(organization: Organization) -> dict[str, object]:
    return {"organization_id": organization.id, "organization": organization.name}
