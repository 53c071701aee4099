"""Instalments that are due and not paid, lines spent beyond, expenses without a voucher."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, cast, func, null, or_, select
from sqlalchemy.orm import aliased

from app.definitions.signals import Signal, Urgency
from app.history.points import known
from app.i18n import _l
from app.projects.models import (
    BudgetLine,
    Expense,
    Instalment,
    Payment,
    Project,
    ProjectOrganization,
)
from app.projects.money.queries import counts, sum_of
from app.projects.sources import ProjectSources
from app.standpoint import Standpoint

NEAR = timedelta(days=14)
LONGEST_TITLE = 60


def number_of(model: Any) -> Any:
    """Select the number that payments and expenses know a row by."""
    return func.coalesce(model.root_id, model.id)


def is_paid(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for instalments that their own payments, or all of the project, come up to."""
    earlier = aliased(Instalment)
    due = (
        select(func.sum(earlier.amount))
        .where(
            earlier.project_id == Project.id,
            known(earlier, standpoint),
            earlier.position <= Instalment.position,
        )
        .correlate(Project, Instalment)
        .scalar_subquery()
    )
    own = (
        select(func.sum(Payment.amount))
        .where(Payment.instalment_id == number_of(Instalment), counts(standpoint, Payment))
        .correlate(Instalment)
        .scalar_subquery()
    )
    total = sum_of(standpoint, Payment)
    return or_(func.coalesce(own, 0) >= Instalment.amount, func.coalesce(total, 0) >= due)


def _instalments(standpoint: Standpoint, when: ColumnElement[bool]) -> Any:
    sources = ProjectSources(standpoint)
    statement = sources.select(*_labeled(sources, Instalment.due_on, Instalment.recorded_by))
    return statement.join(Instalment, Instalment.project_id == Project.id).where(
        sources.counts(), known(Instalment, standpoint), when, ~is_paid(standpoint)
    )


def _projects(standpoint: Standpoint, holds: ColumnElement[bool]) -> Any:
    sources = ProjectSources(standpoint)
    columns = _labeled(sources, cast(null(), Date), sources.step.recorded_by)
    return sources.select(*columns).where(sources.counts(), holds)


def _labeled(sources: ProjectSources, due_on: Any, owner_id: Any) -> tuple[Any, ...]:
    return (
        sources.carriers(ProjectOrganization.organization_id).label("organization_id"),
        Project.id.label("subject_id"),
        due_on.label("due_on"),
        owner_id.label("owner_id"),
        func.substr(sources.detail.name, 1, LONGEST_TITLE).label("title"),
    )


def has_overspent_line(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for projects that spent more on a line of the budget than it has."""
    spent = (
        select(func.sum(Expense.amount))
        .where(Expense.line_id == number_of(BudgetLine), counts(standpoint, Expense))
        .correlate(BudgetLine)
        .scalar_subquery()
    )
    return (
        select(1)
        .where(
            BudgetLine.project_id == Project.id,
            known(BudgetLine, standpoint),
            spent > BudgetLine.amount,
        )
        .correlate(Project)
        .exists()
    )


def lacks_voucher(standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for projects with an expense that no voucher is recorded of."""
    return (
        select(1)
        .where(
            Expense.project_id == Project.id,
            counts(standpoint, Expense),
            or_(Expense.voucher.is_(None), Expense.voucher == ""),
        )
        .correlate(Project)
        .exists()
    )


INSTALMENT_OVERDUE = Signal(
    key="projects.instalment_overdue",
    label=_l("项目拨款已逾期"),
    definition=_l("项目某一期资金的应拨付日期已过、还没有拨足；登记拨款或调整分期后消失。"),
    urgency=Urgency.OVERDUE,
    items=lambda standpoint: _instalments(standpoint, Instalment.due_on < standpoint.on),
    endpoint="money.show",
    argument="project_id",
)
INSTALMENT_DUE = Signal(
    key="projects.instalment_due",
    label=_l("项目拨款临近"),
    definition=_l("项目某一期资金的应拨付日期在14天内、还没有拨足；登记拨款或调整分期后消失。"),
    urgency=Urgency.DUE,
    items=lambda standpoint: _instalments(
        standpoint,
        and_(Instalment.due_on >= standpoint.on, Instalment.due_on <= standpoint.on + NEAR),
    ),
    endpoint="money.show",
    argument="project_id",
)
OVERSPENT = Signal(
    key="projects.overspent",
    label=_l("项目支出超预算"),
    definition=_l("项目有预算科目的支出超过该科目预算；调整预算或更正支出后消失。"),
    urgency=Urgency.TIDY,
    items=lambda standpoint: _projects(standpoint, has_overspent_line(standpoint)),
    endpoint="money.show",
    argument="project_id",
)
WITHOUT_VOUCHER = Signal(
    key="projects.without_voucher",
    label=_l("项目支出缺凭证"),
    definition=_l("项目有支出没有填写凭证号；撤回后带凭证号重新登记即消失。"),
    urgency=Urgency.TIDY,
    items=lambda standpoint: _projects(standpoint, lacks_voucher(standpoint)),
    endpoint="money.show",
    argument="project_id",
)

SIGNALS: tuple[Signal, ...] = (INSTALMENT_OVERDUE, INSTALMENT_DUE, OVERSPENT, WITHOUT_VOUCHER)
