"""What is due next for organizations: each area's earliest open day, in one statement an area."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.extensions import db
from app.i18n import _l
from app.incubation.plans.models import GrowthPlan, PlanStep
from app.incubation.plans.queries import is_active_at, is_done_at
from app.incubation.residencies.sources import ResidencySources
from app.incubation.supports.models import Support, SupportRecipient
from app.incubation.supports.queries import counts, follow_up_is_open
from app.organizations.models import Organization
from app.standpoint import Standpoint


@dataclass(frozen=True)
class Due:
    """The next day something is due, and what."""

    on: date
    label: str


def next_dues(standpoint: Standpoint, organization_ids: Sequence[int]) -> dict[int, Due]:
    """Return the earliest of what is due for each of these; those with nothing are left out."""
    found: dict[int, Due] = {}
    for organization_id, due in _all(standpoint, organization_ids):
        known = found.get(organization_id)
        if known is None or due.on < known.on:
            found[organization_id] = due
    return found


def _all(standpoint: Standpoint, ids: Sequence[int]) -> Iterator[tuple[int, Due]]:
    for label, rows in (
        (_l("大纲步骤"), _plan_steps(standpoint, ids)),
        (_l("服务跟进"), _follow_ups(standpoint, ids)),
        (_l("入驻到期"), _terms(standpoint, ids)),
    ):
        for organization_id, on in rows:
            yield organization_id, Due(on, label)


def _plan_steps(standpoint: Standpoint, ids: Sequence[int]) -> list[tuple[int, date]]:
    statement = (
        select(GrowthPlan.organization_id, func.min(PlanStep.due_on))
        .join(PlanStep, PlanStep.plan_id == GrowthPlan.id)
        .where(
            GrowthPlan.organization_id.in_(ids),
            GrowthPlan.made_on <= standpoint.on,
            is_active_at(standpoint),
            PlanStep.is_removed.is_(False),
            PlanStep.due_on.is_not(None),
            ~is_done_at(standpoint),
        )
        .group_by(GrowthPlan.organization_id)
    )
    return _dated(statement)


def _follow_ups(standpoint: Standpoint, ids: Sequence[int]) -> list[tuple[int, date]]:
    statement = (
        select(SupportRecipient.organization_id, func.min(Support.follow_up_on))
        .join(Support, Support.id == SupportRecipient.support_id)
        .where(
            SupportRecipient.organization_id.in_(ids),
            counts(standpoint),
            follow_up_is_open(standpoint),
            Support.follow_up_on.is_not(None),
        )
        .group_by(SupportRecipient.organization_id)
    )
    return _dated(statement)


def _terms(standpoint: Standpoint, ids: Sequence[int]) -> list[tuple[int, date]]:
    sources = ResidencySources(standpoint)
    statement = (
        sources.select(Organization.id, func.min(sources.step.ends_on))
        .where(Organization.id.in_(ids), sources.is_resident(), sources.step.ends_on.is_not(None))
        .group_by(Organization.id)
    )
    return _dated(statement)


def _dated(statement: Any) -> list[tuple[int, date]]:
    return [(id_, on) for id_, on in db.session.execute(statement) if on is not None]
