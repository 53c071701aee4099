"""What was paid out to projects and what they spent, up to a day and in a period."""

from typing import Any

from sqlalchemy import true

from app.definitions.metrics import Aggregate, Metric
from app.definitions.populations import Population
from app.i18n import _l
from app.projects.money.sources import EXPENSES, PAYMENTS

YUAN = _l("元")


def _all(_sources: Any) -> Any:
    return true()


def _sum(key: str, label: str, definition: str, population: Population, holds: Any) -> Metric:
    return Metric(
        key=key,
        label=label,
        definition=definition,
        unit=YUAN,
        holds=holds,
        population=population.key,
        aggregate=Aggregate.SUM,
        measure=lambda sources: sources.yuan(),
        places=2,
    )


METRICS = (
    _sum(
        "projects.paid",
        _l("累计已拨付"),
        _l("至统计日拨付给项目的资金之和；不含不予立项、终止和已撤回的项目。"),
        PAYMENTS,
        _all,
    ),
    _sum(
        "projects.paid_in_period",
        _l("期间拨付"),
        _l("期间内拨付给项目的资金之和；不含不予立项、终止和已撤回的项目。"),
        PAYMENTS,
        lambda sources: sources.in_period(),
    ),
    _sum(
        "projects.spent",
        _l("累计已支出"),
        _l("至统计日项目支出之和；不含不予立项、终止和已撤回的项目。"),
        EXPENSES,
        _all,
    ),
    _sum(
        "projects.spent_in_period",
        _l("期间支出"),
        _l("期间内项目支出之和；不含不予立项、终止和已撤回的项目。"),
        EXPENSES,
        lambda sources: sources.in_period(),
    ),
)
