"""Reads of the workbench: what changed last, and what is missing in the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from app.accounts.queries import account_names
from app.audit.models import AuditEvent
from app.definitions.columns import Column
from app.divisions.queries import within
from app.extensions import db
from app.organizations.contributions import columns_by_key
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.register.filters import predicates
from app.register.selection import Selection
from app.standpoint import Standpoint

RECENT = 10
# What every organization in force has; without it nobody can be called, counted or helped.
WANTED = ("phone", "leader_name", "community", "stage", "established_on", "kind", "category")


@dataclass(frozen=True)
class Change:
    """An organization with what was done to it last; action and name are empty when unknown."""

    organization_id: int
    name: str
    at: datetime
    action: str
    by: str


@dataclass(frozen=True)
class Gap:
    """How many organizations in force lack a value in the column."""

    column: Column
    number: int


def list_recent_changes(standpoint: Standpoint) -> list[Change]:
    """Return the organizations changed last, whether they are in force or not."""
    statement = (
        select(Organization.id, Organization.name, Organization.changed_at)
        .where(within(Organization.division_code, standpoint))
        .order_by(Organization.changed_at.desc(), Organization.id.desc())
        .limit(RECENT)
    )
    rows = db.session.execute(statement).tuples().all()
    events = _last_events([id_ for id_, _name, _at in rows])
    names = account_names({event.actor_id for event in events.values() if event.actor_id})
    return [_change(id_, name, at, events.get(id_), names) for id_, name, at in rows]


def count_gaps(standpoint: Standpoint) -> tuple[int, list[Gap]]:
    """Return how many organizations are in force, and what they lack, the largest gap first.

    A gap counts exactly the rows of the list with `missing=` its column.
    """
    sources = Sources(standpoint)
    counts = [
        func.count().filter(
            and_(*predicates(sources, Selection(missing=(key,)), may_read_personal=False))
        )
        for key in WANTED
    ]
    row = db.session.execute(sources.select(func.count().filter(sources.in_force()), *counts)).one()
    gaps = [Gap(columns_by_key()[key], row[place]) for place, key in enumerate(WANTED, start=1)]
    gaps = [gap for gap in gaps if gap.number]
    return row[0], sorted(gaps, key=lambda gap: gap.number, reverse=True)


def _last_events(ids: Sequence[int]) -> dict[int, AuditEvent]:
    last = (
        select(func.max(AuditEvent.id))
        .where(AuditEvent.subject_type == "organization", AuditEvent.subject_id.in_(ids))
        .group_by(AuditEvent.subject_id)
    )
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.id.in_(last)))
    return {event.subject_id: event for event in events if event.subject_id is not None}


def _change(
    id_: int, name: str, at: datetime, event: AuditEvent | None, names: Mapping[int, str]
) -> Change:
    if event is None:
        return Change(id_, name, at, "", "")
    return Change(id_, name, at, event.action, names.get(event.actor_id or 0, ""))
