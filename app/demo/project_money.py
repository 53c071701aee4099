"""Money and results of the demo hub's projects: budget, payments, expenses, activities."""

from datetime import timedelta

from app.projects.listing import ProjectFilter, list_projects
from app.projects.money.operations import (
    BudgetRequest,
    ExpenseEntry,
    InstalmentEdit,
    LineEdit,
    PaymentEntry,
    add_expense,
    add_payment,
    set_budget,
)
from app.projects.results.operations import ActivityEntry, IndicatorEntry, add_result
from app.standpoint import Standpoint, today

MOST = 50


def load_project_money(standpoint: Standpoint) -> int:
    """Give the projects that are running or accepted money and results; return how many."""
    wanted = [
        *list_projects(standpoint, ProjectFilter(state="running"), limit=MOST),
        *list_projects(standpoint, ProjectFilter(state="accepted"), limit=MOST),
    ]
    ids = {row.project.id: row.detail.granted or row.detail.requested or 0 for row in wanted}
    for number, amount in ids.items():
        if amount:
            _spend(standpoint, number, amount)
        _show(standpoint, number)
    return len(ids)


def _spend(standpoint: Standpoint, number: int, amount: int) -> None:
    on, half = today(), amount // 2
    budget = BudgetRequest(
        lines=(
            LineEdit(None, "活动物料和场地", True, "按场次测算", half),
            LineEdit(None, "人员和管理", False, None, amount - half),
        ),
        instalments=(
            InstalmentEdit(None, "签约后", on - timedelta(90), half),
            InstalmentEdit(None, "结项后", on + timedelta(10), amount - half),
        ),
    )
    set_budget(standpoint, number, budget)
    add_payment(standpoint, number, PaymentEntry(on - timedelta(80), half, voucher="拨2026-01"))
    entry = ExpenseEntry(on - timedelta(40), half // 2, voucher="记-017", note="第一批物料")
    add_expense(standpoint, number, entry)


def _show(standpoint: Standpoint, number: int) -> None:
    on = today() - timedelta(30)
    activity = ActivityEntry(
        on, "社区服务日", "邻里中心", attendances=86, volunteers=12, volunteer_minutes=2160
    )
    add_result(standpoint, number, activity)
    add_result(standpoint, number, IndicatorEntry("beneficiaries", "", "近900人次", target=800))
