"""Steps of plans in progress that are overdue, or due soon."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.definitions.signals import Signal, Urgency
from app.divisions.queries import within
from app.i18n import _l
from app.incubation.plans.models import GrowthPlan, PlanStep
from app.incubation.plans.queries import is_active_at, is_done_at, is_overdue_at
from app.organizations.models import Organization
from app.standpoint import Standpoint

NEAR = timedelta(days=7)


def _steps(standpoint: Standpoint, when: ColumnElement[bool]) -> Any:
    conditions = [
        within(Organization.division_code, standpoint),
        GrowthPlan.made_on <= standpoint.on,
        is_active_at(standpoint),
        PlanStep.is_removed.is_(False),
        when,
    ]
    if standpoint.known_at is not None:
        conditions.append(GrowthPlan.recorded_at <= standpoint.known_at)
    return (
        select(
            GrowthPlan.organization_id.label("organization_id"),
            GrowthPlan.id.label("subject_id"),
            PlanStep.due_on.label("due_on"),
            func.coalesce(PlanStep.responsible_id, GrowthPlan.recorded_by).label("owner_id"),
            PlanStep.text.label("title"),
        )
        .join(GrowthPlan, GrowthPlan.id == PlanStep.plan_id)
        .join(Organization, Organization.id == GrowthPlan.organization_id)
        .where(*conditions)
    )


def _due_soon(standpoint: Standpoint) -> ColumnElement[bool]:
    return PlanStep.due_on.between(standpoint.on, standpoint.on + NEAR) & ~is_done_at(standpoint)


STEP_OVERDUE = Signal(
    key="plans.step_overdue",
    label=_l("大纲步骤已逾期"),
    definition=_l("进行中的孵化大纲里，完成期限已过、还没有填完成日期的步骤；填写完成日期后消失。"),
    urgency=Urgency.OVERDUE,
    items=lambda standpoint: _steps(standpoint, is_overdue_at(standpoint)),
    endpoint="plans.detail",
    argument="plan_id",
)
STEP_DUE = Signal(
    key="plans.step_due",
    label=_l("大纲步骤临近期限"),
    definition=_l("进行中的孵化大纲里，7天内到期、还没有填完成日期的步骤；填写完成日期后消失。"),
    urgency=Urgency.DUE,
    items=lambda standpoint: _steps(standpoint, _due_soon(standpoint)),
    endpoint="plans.detail",
    argument="plan_id",
)

SIGNALS: tuple[Signal, ...] = (STEP_OVERDUE, STEP_DUE)
