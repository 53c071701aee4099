"""The metrics of projects: what stands on a day, however long it has stood."""

from typing import Any

from sqlalchemy import and_

from app.definitions.metrics import Aggregate, Metric
from app.i18n import _l
from app.organizations.sources import days_between
from app.projects.columns import PROJECTS

UNIT = _l("个项目")
YUAN = _l("元")
TIMES = _l("人次")
DAYS = _l("天")
PERCENT = _l("%")
FEN = 100


def _yuan(sources: Any) -> Any:
    return sources.amount() / FEN


def _days_on_the_way(sources: Any) -> Any:
    return days_between(sources.first_day(), sources.step.since)


def _was_handed_in_before(sources: Any) -> Any:
    """Hold for those accepted that were once at an earlier step."""
    return and_(sources.is_accepted(), sources.first_day() < sources.step.since)


TOTAL = Metric(
    key="projects.total",
    label=_l("项目"),
    definition=_l("统计日已有环节记录的项目，不含不予立项、终止和已撤回的。"),
    unit=UNIT,
    holds=lambda sources: sources.counts(),
    population=PROJECTS.key,
)
RUNNING = Metric(
    key="projects.running",
    label=_l("实施中项目"),
    definition=_l("统计日处于实施环节的项目，不含不予立项、终止和已撤回的。"),
    unit=UNIT,
    holds=lambda sources: sources.is_running(),
    population=PROJECTS.key,
)
ACCEPTED = Metric(
    key="projects.accepted",
    label=_l("已验收项目"),
    definition=_l("统计日处于验收、结项环节的项目，不含不予立项、终止和已撤回的。"),
    unit=UNIT,
    holds=lambda sources: sources.is_accepted(),
    population=PROJECTS.key,
)
ENDED = Metric(
    key="projects.ended",
    label=_l("不予立项或终止"),
    definition=_l("统计日已决定不予立项或已终止的项目，其他项目数均不含这些项目。"),
    unit=UNIT,
    holds=lambda sources: sources.has_ended(),
    population=PROJECTS.key,
)
GRANTED = Metric(
    key="projects.granted",
    label=_l("项目资金"),
    definition=_l("统计日全部项目的资金之和：已批复的按批复金额，未批复的按申请金额。"),
    unit=YUAN,
    holds=lambda sources: sources.counts(),
    population=PROJECTS.key,
    aggregate=Aggregate.SUM,
    measure=_yuan,
)
BENEFICIARIES = Metric(
    key="projects.beneficiaries",
    label=_l("受益人次"),
    definition=_l("统计日全部项目的受益人次之和；“近、余、超”等约数按所写数字计。"),
    unit=TIMES,
    holds=lambda sources: sources.counts(),
    population=PROJECTS.key,
    aggregate=Aggregate.SUM,
    measure=lambda sources: sources.beneficiaries(),
)
ACCEPTANCE_RATE = Metric(
    key="projects.acceptance_rate",
    label=_l("验收率"),
    definition=_l("统计日已确认、批复或签约及其后各环节的项目中，已验收、结项的所占百分比。"),
    unit=PERCENT,
    holds=lambda sources: sources.is_accepted(),
    population=PROJECTS.key,
    aggregate=Aggregate.SHARE,
    among=lambda sources: sources.is_granted(),
    places=1,
)
DAYS_TO_ACCEPTANCE = Metric(
    key="projects.days_to_acceptance",
    label=_l("申报至验收天数"),
    definition=_l("已验收、结项的项目从最早环节到验收所用天数的中位数；只记录了验收的不计。"),
    unit=DAYS,
    holds=_was_handed_in_before,
    population=PROJECTS.key,
    aggregate=Aggregate.MEDIAN,
    measure=_days_on_the_way,
)

METRICS = (
    TOTAL,
    RUNNING,
    ACCEPTED,
    GRANTED,
    BENEFICIARIES,
    ACCEPTANCE_RATE,
    DAYS_TO_ACCEPTANCE,
    ENDED,
)
POPULATIONS = (PROJECTS,)


def metrics() -> tuple[Metric, ...]:
    return METRICS
