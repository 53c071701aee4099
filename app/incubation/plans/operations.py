"""Writes of plans. Operations flush and audit; the view or command commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.accounts.queries import accounts_by_name
from app.audit import operations as audit
from app.extensions import db
from app.history.points import list_live
from app.incubation.plans import queries
from app.incubation.plans.errors import (
    BeforePlanError,
    PlanClosedError,
    PlanExistsError,
    StalePlanError,
)
from app.incubation.plans.models import GrowthPlan, PlanState, PlanStep
from app.organizations.errors import BeforeExistenceError, FutureDayError
from app.organizations.models import Organization, StandingChange
from app.organizations.operations.subject import take_place
from app.organizations.queries import get_organization
from app.standpoint import Standpoint, today


@dataclass(frozen=True)
class StepDraft:
    """A step of a new plan, or one to be added."""

    text: str
    due_on: date | None = None
    responsible: str | None = None
    criterion_id: int | None = None


@dataclass(frozen=True)
class PlanDraft:
    """A checked request for a plan that leads to the stage of this key."""

    title: str
    from_stage: str | None
    to_stage: str
    goals: str | None
    steps: tuple[StepDraft, ...]


@dataclass(frozen=True)
class StepEdit:
    """What a step is to say; without a number it is new. Steps not named stay as they are."""

    id: int | None
    text: str
    responsible: str | None = None
    due_on: date | None = None
    done_on: date | None = None
    note: str | None = None
    is_removed: bool = False


@dataclass(frozen=True)
class PlanEdit:
    """A checked request to edit; the steps in their order. `version` is that they were made from."""

    version: int
    title: str
    goals: str | None
    steps: tuple[StepEdit, ...]


def make_plan(standpoint: Standpoint, organization_id: int, draft: PlanDraft) -> int:
    """Make a plan; return its number. Raises PlanExistsError, BeforeExistenceError."""
    take_place(standpoint)
    organization = get_organization(standpoint, organization_id, is_locked=True)
    if not list_live(StandingChange, organization_id):
        raise BeforeExistenceError
    if queries.find_active_plan(standpoint, organization_id) is not None:
        raise PlanExistsError
    plan = GrowthPlan(
        organization_id=organization_id,
        title=draft.title,
        from_stage=draft.from_stage,
        to_stage=draft.to_stage,
        goals=draft.goals,
        made_on=today(),
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )
    db.session.add(plan)
    db.session.flush()
    _add_steps(standpoint, plan, draft.steps, after=0)
    audit.record(
        "plan:make",
        _subject(plan, organization),
        by=standpoint.viewer,
        title=draft.title,
        to_stage=draft.to_stage,
        steps=len(draft.steps),
    )
    return plan.id


def edit_plan(standpoint: Standpoint, plan_id: int, edit: PlanEdit) -> None:
    """Change what the plan says. Raises StalePlanError, PlanClosedError, FutureDayError."""
    plan = _plan_to_change(standpoint, plan_id)
    if edit.version != plan.version:
        raise StalePlanError
    if any(step.done_on is not None and step.done_on > today() for step in edit.steps):
        raise FutureDayError
    steps = {step.id: step for step in plan.steps}
    if {item.id for item in edit.steps if item.id is not None} - set(steps):
        raise StalePlanError
    told = _told(plan, steps, edit)
    plan.title, plan.goals = edit.title, edit.goals
    accounts = _accounts(standpoint, [item.responsible for item in edit.steps])
    for position, item in enumerate(edit.steps, 1):
        step = steps[item.id] if item.id is not None else PlanStep(plan_id=plan.id)
        _write_step(step, item, position, accounts)
        if item.id is None and not item.is_removed:
            db.session.add(step)
    plan.version += 1
    db.session.flush()
    audit.record("plan:edit", _subject(plan, plan.organization), by=standpoint.viewer, **told)


def add_steps(standpoint: Standpoint, plan_id: int, steps: Sequence[StepDraft]) -> int:
    """Add steps at the end, those left out that the plan has already; return how many.

    Raises PlanClosedError.
    """
    plan = _plan_to_change(standpoint, plan_id)
    there = {step.text for step in plan.steps}
    new = [step for step in steps if step.text not in there]
    if not new:
        return 0
    last = max((step.position for step in plan.steps), default=0)
    _add_steps(standpoint, plan, new, after=last)
    plan.version += 1
    audit.record(
        "plan:edit",
        _subject(plan, plan.organization),
        by=standpoint.viewer,
        added=[step.text for step in new],
    )
    return len(new)


def close_plan(
    standpoint: Standpoint, plan_id: int, state: PlanState, on: date, summary: str | None = None
) -> None:
    """Complete the plan or give it up. Raises PlanClosedError, FutureDayError, BeforePlanError."""
    plan = _plan_to_change(standpoint, plan_id)
    assert state is not PlanState.ACTIVE
    if on > today():
        raise FutureDayError
    if on < plan.made_on:
        raise BeforePlanError
    plan.state, plan.closed_on, plan.summary = state, on, summary
    plan.closed_at, plan.closed_by = audit.instant(), standpoint.viewer
    plan.version += 1
    audit.record(
        "plan:close",
        _subject(plan, plan.organization),
        by=standpoint.viewer,
        state=[PlanState.ACTIVE, state],
        on=on.isoformat(),
        summary=summary,
    )


def days_ahead(days: int) -> date:
    """Return the day by which a service of so many days is due, from today."""
    return today() + timedelta(days=days)


def _plan_to_change(standpoint: Standpoint, plan_id: int) -> GrowthPlan:
    take_place(standpoint)
    plan = queries.get_plan(standpoint, plan_id, is_locked=True)
    if not plan.is_active:
        raise PlanClosedError
    return plan


def _add_steps(
    standpoint: Standpoint, plan: GrowthPlan, steps: Sequence[StepDraft], *, after: int
) -> None:
    accounts = _accounts(standpoint, [step.responsible for step in steps])
    db.session.add_all(
        PlanStep(
            plan_id=plan.id,
            position=position,
            text=step.text,
            responsible=step.responsible,
            responsible_id=accounts.get(step.responsible or ""),
            due_on=step.due_on,
            criterion_id=step.criterion_id,
        )
        for position, step in enumerate(steps, after + 1)
    )
    db.session.flush()


def _write_step(step: PlanStep, item: StepEdit, position: int, accounts: dict[str, int]) -> None:
    step.position, step.text, step.note = position, item.text, item.note
    step.responsible = item.responsible
    step.responsible_id = accounts.get(item.responsible or "")
    step.due_on, step.done_on = item.due_on, item.done_on
    step.is_removed = item.is_removed


def _accounts(standpoint: Standpoint, names: Sequence[str | None]) -> dict[str, int]:
    wanted = {name for name in names if name}
    if not wanted:
        return {}
    return accounts_by_name(standpoint.division, wanted, also=standpoint.viewer)


def _told(plan: GrowthPlan, steps: dict[int, PlanStep], edit: PlanEdit) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": [plan.title, edit.title] if plan.title != edit.title else None,
        "goals": [plan.goals, edit.goals] if plan.goals != edit.goals else None,
        "added": [item.text for item in edit.steps if item.id is None and not item.is_removed],
        "removed": [item.text for item in edit.steps if item.id is not None and item.is_removed],
        "done": [
            item.text
            for item in edit.steps
            if item.done_on and (item.id is None or steps[item.id].done_on is None)
        ],
    }
    return {key: value for key, value in told.items() if value}


def _subject(plan: GrowthPlan, organization: Organization) -> audit.Subject:
    return audit.Subject("plan", plan.id, organization.name, organization.division_code)
