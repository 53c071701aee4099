"""What metrics of money count: payments and expenses of the projects that count."""

from typing import Any

from sqlalchemy import ColumnElement

from app.definitions.columns import Column, ColumnKind
from app.definitions.populations import Population
from app.i18n import _l
from app.organizations.column_kinds import whole_day
from app.projects.columns import CARRIER, NAME
from app.projects.models import Expense, Payment, Project
from app.projects.money.queries import counts
from app.projects.sources import ProjectSources
from app.values.money import YUAN, in_yuan, show_money


class FlowSources(ProjectSources):
    """Payments or expenses up to the standpoint's day, of projects that count there."""

    model: Any

    def in_period(self) -> ColumnElement[bool]:
        is_late: ColumnElement[bool] = self.model.on >= self.standpoint.since
        return is_late

    def yuan(self) -> Any:
        return self.model.amount / YUAN

    def select(self, *expressions: Any) -> Any:
        statement = super().select(*expressions)
        return statement.join(self.model, self.model.project_id == Project.id).where(
            counts(self.standpoint, self.model), self.counts()
        )


class PaymentSources(FlowSources):
    model = Payment


class ExpenseSources(FlowSources):
    model = Expense


ON = whole_day("flow_on", _l("日期"), lambda sources: sources.model.on)
AMOUNT = Column(
    key="flow_amount",
    label=_l("金额（元）"),
    kind=ColumnKind.MONEY,
    select=lambda sources: (sources.model.amount,),
    show=show_money,
    plain=lambda fen: float(in_yuan(fen)),
    width=14,
    is_summed=True,
)
VOUCHER = Column(
    key="flow_voucher",
    label=_l("凭证号"),
    kind=ColumnKind.TEXT,
    select=lambda sources: (sources.model.voucher,),
    width=18,
)
NOTE = Column(
    key="flow_note",
    label=_l("说明"),
    kind=ColumnKind.TEXT,
    select=lambda sources: (sources.model.note,),
    width=24,
)


def _population(key: str, label: str, sources: type[FlowSources]) -> Population:
    model = sources.model
    return Population(
        key=key,
        label=label,
        sources=sources,
        identity=lambda _sources: model.id,
        order=lambda _sources: (model.on.desc(), model.id.desc()),
        columns=lambda: (NAME, CARRIER, ON, AMOUNT, VOUCHER, NOTE),
        endpoint="money.show",
        argument="project_id",
        subject=lambda _sources: Project.id,
    )


PAYMENTS = _population("project_payments", _l("项目拨款"), PaymentSources)
EXPENSES = _population("project_expenses", _l("项目支出"), ExpenseSources)
POPULATIONS = (PAYMENTS, EXPENSES)
