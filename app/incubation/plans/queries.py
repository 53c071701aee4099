"""Reads. Every function takes the standpoint first and shows nothing outside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from app.divisions.queries import within
from app.extensions import db
from app.incubation.plans.models import GrowthPlan, PlanState, PlanStep, ServiceTemplate
from app.organizations.models import Organization, OrganizationSearch
from app.standpoint import Standpoint
from app.values.names import fold


@dataclass(frozen=True)
class PlanFilter:
    text: str = ""  # in the organization's name
    responsible: str = ""
    state: PlanState | None = PlanState.ACTIVE  # None: any
    is_overdue: bool = False


@dataclass(frozen=True)
class PlanRow:
    """A plan of a list, its organization loaded, with how far it is on the day."""

    plan: GrowthPlan
    done: int
    total: int
    overdue: int
    next_due: date | None


def get_plan(standpoint: Standpoint, plan_id: int, *, is_locked: bool = False) -> GrowthPlan:
    """Return a plan, its organization and steps loaded. Raises NoResultFound."""
    statement = (
        select(GrowthPlan)
        .join(GrowthPlan.organization)
        .options(contains_eager(GrowthPlan.organization), selectinload(GrowthPlan.steps))
        .where(GrowthPlan.id == plan_id, _there(standpoint))
    )
    if is_locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(statement).one()


def find_active_plan(standpoint: Standpoint, organization_id: int) -> GrowthPlan | None:
    """Return the plan in progress of an organization."""
    statement = (
        select(GrowthPlan)
        .join(GrowthPlan.organization)
        .where(
            GrowthPlan.organization_id == organization_id,
            _there(standpoint),
            is_active_at(standpoint),
        )
    )
    return db.session.scalars(statement.order_by(GrowthPlan.id.desc()).limit(1)).first()


def list_plans(
    standpoint: Standpoint, wanted: PlanFilter, *, offset: int = 0, limit: int | None = None
) -> Sequence[PlanRow]:
    """Return plans, what is due first on top."""
    next_due = _of_steps(func.min(PlanStep.due_on), ~is_done_at(standpoint))
    statement = (
        select(
            GrowthPlan,
            _of_steps(func.count(), is_done_at(standpoint)),
            _of_steps(func.count()),
            _of_steps(func.count(), is_overdue_at(standpoint)),
            next_due,
        )
        .join(GrowthPlan.organization)
        .options(contains_eager(GrowthPlan.organization))
        .where(*_matching(standpoint, wanted))
        .order_by(next_due.is_(None), next_due, Organization.sort_key, GrowthPlan.id)
    )
    rows = db.session.execute(statement.offset(offset).limit(limit)).tuples()
    return [PlanRow(*row) for row in rows]


def count_plans(standpoint: Standpoint, wanted: PlanFilter) -> int:
    statement = select(func.count()).select_from(GrowthPlan).join(GrowthPlan.organization)
    return db.session.scalar(statement.where(*_matching(standpoint, wanted))) or 0


def list_plans_of(standpoint: Standpoint, organization_id: int) -> Sequence[GrowthPlan]:
    """Return all plans of an organization, the latest first, their steps loaded."""
    statement = (
        select(GrowthPlan)
        .join(GrowthPlan.organization)
        .options(selectinload(GrowthPlan.steps))
        .where(GrowthPlan.organization_id == organization_id, _there(standpoint))
    )
    return db.session.scalars(statement.order_by(GrowthPlan.id.desc())).all()


def list_services(
    standpoint: Standpoint,  # noqa: ARG001, services are the same for all divisions
    *,
    with_retired: bool = False,
) -> Sequence[ServiceTemplate]:
    statement = select(ServiceTemplate)
    if not with_retired:
        statement = statement.where(ServiceTemplate.is_retired.is_(False))
    order = (ServiceTemplate.position, ServiceTemplate.id)
    return db.session.scalars(statement.order_by(*order)).all()


def get_service(standpoint: Standpoint, service_id: int) -> ServiceTemplate:  # noqa: ARG001, the same
    """Return a service of the dictionary. Raises NoResultFound."""
    return db.session.scalars(select(ServiceTemplate).where(ServiceTemplate.id == service_id)).one()


def checklists(
    standpoint: Standpoint, stage_labels: Mapping[str, str]
) -> dict[str, tuple[str, list[ServiceTemplate]]]:
    """Return the lists of services that a plan may take over: by key, their label and items."""
    found: dict[str, tuple[str, list[ServiceTemplate]]] = {}
    for item in list_services(standpoint):
        key = f"group-{item.group}" if item.group else f"stage-{item.stage}"
        label = item.group or stage_labels.get(item.stage or "", "")
        found.setdefault(key, (label, []))[1].append(item)
    return found


def is_active_at(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for plans in progress on the day, as known then."""
    still = or_(GrowthPlan.closed_on.is_(None), GrowthPlan.closed_on > standpoint.on)
    if standpoint.known_at is None:
        return still
    return or_(still, GrowthPlan.closed_at > standpoint.known_at)


def is_done_at(standpoint: Standpoint) -> ColumnElement[bool]:
    return and_(PlanStep.done_on.is_not(None), PlanStep.done_on <= standpoint.on)


def is_overdue_at(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for steps that should be done by the day and are not."""
    late = and_(PlanStep.due_on.is_not(None), PlanStep.due_on < standpoint.on)
    return and_(late, ~is_done_at(standpoint))


def _there(standpoint: Standpoint) -> ColumnElement[bool]:
    conditions = [
        within(Organization.division_code, standpoint),
        GrowthPlan.made_on <= standpoint.on,
    ]
    if standpoint.known_at is not None:
        conditions.append(GrowthPlan.recorded_at <= standpoint.known_at)
    return and_(*conditions)


def _matching(standpoint: Standpoint, wanted: PlanFilter) -> list[ColumnElement[bool]]:
    conditions = [_there(standpoint), *(_named(word) for word in wanted.text.split())]
    if wanted.state is PlanState.ACTIVE:
        conditions.append(is_active_at(standpoint))
    elif wanted.state is not None:
        conditions += [GrowthPlan.state == wanted.state, ~is_active_at(standpoint)]
    if wanted.responsible:
        held = PlanStep.responsible.contains(wanted.responsible, autoescape=True)
        conditions.append(_of_steps(func.count(), held) > 0)
    if wanted.is_overdue:
        conditions.append(_of_steps(func.count(), is_overdue_at(standpoint)) > 0)
    return conditions


def _of_steps(expression: Any, *conditions: ColumnElement[bool]) -> Any:
    return (
        select(expression)
        .select_from(PlanStep)
        .where(PlanStep.plan_id == GrowthPlan.id, PlanStep.is_removed.is_(False), *conditions)
        .correlate(GrowthPlan)
        .scalar_subquery()
    )


def _named(word: str) -> ColumnElement[bool]:
    return Organization.id.in_(
        select(OrganizationSearch.organization_id).where(
            OrganizationSearch.text.contains(fold(word), autoescape=True)
        )
    )
