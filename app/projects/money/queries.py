"""Reads of projects' money: what was recorded by the standpoint, up to its day."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, func, select

from app.divisions.queries import within
from app.extensions import db
from app.history.points import known
from app.projects.models import (
    BudgetLine,
    Expense,
    Instalment,
    Payment,
    Project,
    ProjectDetail,
)
from app.projects.money.amounts import Money, MoneyPage, instalment_rows, line_rows
from app.projects.queries import get_project
from app.standpoint import Standpoint

Part = TypeVar("Part", BudgetLine, Instalment)
Flow = TypeVar("Flow", Payment, Expense)


def counts(standpoint: Standpoint, model: Any) -> ColumnElement[bool]:
    """Hold for payments or expenses that were known and had happened."""
    return and_(known(model, standpoint), model.on <= standpoint.on)


def sum_of(standpoint: Standpoint, model: Any) -> Any:
    """Select the sum of the amounts of a project's rows of a kind; NULL without any."""
    has_day = model in (Payment, Expense)
    holds = counts(standpoint, model) if has_day else known(model, standpoint)
    statement = select(func.sum(model.amount)).where(model.project_id == Project.id, holds)
    return statement.correlate(Project).scalar_subquery()


def money_of(standpoint: Standpoint, project_ids: Collection[int]) -> dict[int, Money]:
    """Return the money of those of these projects that are in view, by number."""
    if not project_ids:
        return {}
    statement = (
        select(
            Project.id,
            ProjectDetail.granted,
            sum_of(standpoint, BudgetLine),
            func.coalesce(sum_of(standpoint, Payment), 0),
            func.coalesce(sum_of(standpoint, Expense), 0),
        )
        .join(
            ProjectDetail,
            and_(ProjectDetail.project_id == Project.id, known(ProjectDetail, standpoint)),
        )
        .where(Project.id.in_(project_ids), within(Project.division_code, standpoint))
    )
    return {
        id_: Money(granted, None if approved is None else int(approved), int(paid), int(spent))
        for id_, granted, approved, paid, spent in db.session.execute(statement).tuples()
    }


def page_of_money(standpoint: Standpoint, project_id: int) -> MoneyPage:
    """Return everything the page of a project's money shows. Raises NoResultFound."""
    get_project(standpoint, project_id)
    payments = list_flows(standpoint, Payment, project_id)
    expenses = list_flows(standpoint, Expense, project_id)
    lines, unplanned = line_rows(list_parts(standpoint, BudgetLine, project_id), expenses)
    instalments = list_parts(standpoint, Instalment, project_id)
    return MoneyPage(
        money=money_of(standpoint, [project_id]).get(project_id, Money()),
        lines=lines,
        unplanned=unplanned,
        instalments=instalment_rows(instalments, payments),
        payments=payments,
        expenses=expenses,
    )


def list_parts(standpoint: Standpoint, model: type[Part], project_id: int) -> Sequence[Part]:
    """Return budget lines or instalments in order. The project must be in view."""
    get_project(standpoint, project_id)
    statement = select(model).where(model.project_id == project_id, known(model, standpoint))
    return db.session.scalars(statement.order_by(model.position, model.id)).all()


def list_flows(standpoint: Standpoint, model: type[Flow], project_id: int) -> Sequence[Flow]:
    """Return payments or expenses, the latest first. The project must be in view."""
    get_project(standpoint, project_id)
    statement = select(model).where(model.project_id == project_id, counts(standpoint, model))
    return db.session.scalars(statement.order_by(model.on.desc(), model.id.desc())).all()


def get_flow(standpoint: Standpoint, model: type[Flow], id_: int) -> Flow:
    """Return a live payment or expense. Raises NoResultFound for a withdrawn or foreign one."""
    statement = _of(standpoint, model, id_).where(model.superseded_at.is_(None))
    flow: Flow = db.session.scalars(statement).one()
    return flow


def is_withdrawn(standpoint: Standpoint, model: type[Flow], id_: int) -> bool:
    """Tell whether there was such a payment or expense in view."""
    statement = _of(standpoint, model, id_).where(model.superseded_at.is_not(None))
    return db.session.scalars(statement).first() is not None


def _of(standpoint: Standpoint, model: type[Flow], id_: int) -> Any:
    return (
        select(model)
        .join(Project, Project.id == model.project_id)
        .where(
            model.id == id_,
            Project.superseded_at.is_(None),
            within(Project.division_code, standpoint),
        )
    )
