"""What incubation moves forward: steps up the ladder, days on it, who was supported."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import aliased

from app.definitions.metrics import Aggregate, Metric
from app.history.points import known
from app.i18n import _l
from app.incubation.gates.models import GateResult
from app.incubation.occupancy import BASE_ROOMS, ROOMS
from app.incubation.residencies.predicates import is_resident
from app.incubation.residencies.sources import POPULATION as RESIDENCIES
from app.incubation.stage_flow import STAGE_CHANGES, STAGE_FLOW, STAGE_STAYS, STAYS
from app.incubation.supports.columns import supports_of_organization, was_supported
from app.incubation.supports.kinds import KIND_LABELS, SupportKind
from app.incubation.supports.sources import POPULATIONS as SUPPORTS
from app.organizations.dictionaries import stage_words
from app.organizations.metrics import UNIT
from app.organizations.models import Organization, StandingChange
from app.organizations.stages import StageWord
from app.organizations.standings import Standing
from app.standpoint import Standpoint, today

TIMES, DAYS, PERCENT = _l("次"), _l("天"), "%"
HOURS = _l("小时")
MINUTES_OF_AN_HOUR = 60.0
POPULATIONS = (STAGE_FLOW, STAYS, ROOMS, RESIDENCIES, *SUPPORTS)


def metrics() -> Sequence[Metric]:
    """Return the metrics; the days in each stage follow the dictionary of this register."""
    return (
        FILED_TO_REGISTERED,
        CHANGES_OF_STAGE,
        MOVES_UP,
        MOVES_BACK,
        *(_days_in(word) for word in stage_words()),
        GATE_PASSED,
        NEVER_SUPPORTED,
        SUPPORT_COVERAGE,
        SUPPORT_TIMES,
        *(_times_of(kind) for kind in SupportKind),
        SUPPORT_HOURS,
        *(_hours_of(kind) for kind in SupportKind),
        RESIDENT,
        OCCUPANCY,
    )


def days_in(stage: str) -> str:
    """Return the key of the metric that tells how long organizations stay in the stage."""
    return f"incubation.days_in_{stage}"


def _days_in(word: StageWord) -> Metric:
    return Metric(
        key=days_in(word.key),
        label=_l("%(stage)s停留天数", stage=word.label),
        definition=_l(
            "到统计日为止在“%(stage)s”的每次停留，自进入之日至离开之日（尚未离开的至统计日）"
            "天数的中位数；不含分支（代表）机构，不含已注销、已撤销的组织尚未结束的停留。",
            stage=word.label,
        ),
        unit=DAYS,
        holds=lambda sources: and_(
            sources.change.stage == word.key,
            _is_no_branch(sources),
            or_(sources.stands_in_force(), sources.change.left_on.is_not(None)),
        ),
        population=STAGE_STAYS,
        aggregate=Aggregate.MEDIAN,
        measure=lambda sources: sources.days_stayed(),
    )


def _times_of(kind: SupportKind) -> Metric:
    return Metric(
        key=f"supports.times.{kind}",
        label=_l("%(kind)s次数", kind=KIND_LABELS[kind]),
        definition=_l("期间内服务类型为“%(kind)s”的服务记录。", kind=KIND_LABELS[kind]),
        unit=TIMES,
        holds=lambda sources: and_(sources.in_period(), sources.support.kind == kind),
        population="supports",
    )


def _hours_of(kind: SupportKind) -> Metric:
    return Metric(
        key=f"supports.hours.{kind}",
        label=_l("%(kind)s时长", kind=KIND_LABELS[kind]),
        definition=_l(
            "期间内服务类型为“%(kind)s”的服务记录的时长之和，按60分钟为一小时；未填时长的不计。",
            kind=KIND_LABELS[kind],
        ),
        unit=HOURS,
        holds=lambda sources: and_(_has_minutes(sources), sources.support.kind == kind),
        population="supports",
        aggregate=Aggregate.SUM,
        measure=_hours,
        places=1,
    )


def _has_minutes(sources: Any) -> Any:
    return and_(sources.in_period(), sources.support.minutes.is_not(None))


def _hours(sources: Any) -> Any:
    return sources.support.minutes / MINUTES_OF_AN_HOUR


def _came_from_filing(sources: Any) -> Any:
    """Hold for who was registered in the period and had been filed on an earlier day."""
    standpoint = sources.standpoint
    registered, filed = aliased(StandingChange), aliased(StandingChange)
    was_filed = (
        select(1)
        .where(
            filed.organization_id == registered.organization_id,
            filed.standing == Standing.FILED,
            known(filed, standpoint),
            filed.since < registered.since,
        )
        .correlate(registered)
        .exists()
    )
    organizations = select(registered.organization_id).where(
        registered.standing == Standing.REGISTERED,
        known(registered, standpoint),
        registered.since.between(standpoint.since, standpoint.on),
        was_filed,
    )
    return and_(Organization.id.in_(organizations), Organization.is_branch.is_(False))


def _goes(sources: Any, *, up: bool) -> Any:
    after, before = sources.to_word.rank, sources.from_word.rank
    return and_(_is_no_branch(sources), after > before if up else after < before)


def _is_no_branch(sources: Any) -> Any:
    return sources.organization.is_branch.is_(False)


def is_now(standpoint: Standpoint) -> bool:
    """Tell whether the picture is today's: gates are kept for no other day."""
    return standpoint.on == today() and standpoint.known_at is None


def _has_passed(sources: Any) -> Any:
    if not is_now(sources.standpoint):
        return false()
    passed = select(GateResult.organization_id).where(
        GateResult.missing == 0, GateResult.total > 0, GateResult.to_stage.is_not(None)
    )
    return and_(sources.in_force(), Organization.id.in_(passed))


def _was_ever_supported(sources: Any) -> Any:
    supports = supports_of_organization(sources.standpoint, lambda support: support.id)
    return supports.exists()


FILED_TO_REGISTERED = Metric(
    key="incubation.filed_to_registered",
    label=_l("备案转登记"),
    definition=_l(
        "期间内登记成立、此前某日已备案的组织，含其后注销、撤销的，不含分支（代表）机构。"
    ),
    unit=UNIT,
    holds=_came_from_filing,
)
CHANGES_OF_STAGE = Metric(
    key="incubation.stage_changes",
    label=_l("阶段变更"),
    definition=_l("期间内孵化阶段的每次变更，含首次评定阶段，不含分支（代表）机构。"),
    unit=TIMES,
    holds=_is_no_branch,
    population=STAGE_CHANGES,
)
MOVES_UP = Metric(
    key="incubation.moves_up",
    label=_l("阶段提升"),
    definition=_l(
        "期间内由较低阶段进入较高阶段的变更，不含首次评定阶段，不含分支（代表）机构；"
        "一个组织多次提升的各计一次。"
    ),
    unit=TIMES,
    holds=lambda sources: _goes(sources, up=True),
    population=STAGE_CHANGES,
)
MOVES_BACK = Metric(
    key="incubation.moves_back",
    label=_l("阶段回退"),
    definition=_l(
        "期间内由较高阶段退回较低阶段的变更，不含分支（代表）机构；一个组织多次回退的各计一次。"
    ),
    unit=TIMES,
    holds=lambda sources: _goes(sources, up=False),
    population=STAGE_CHANGES,
)
GATE_PASSED = Metric(
    key="incubation.gate_passed",
    label=_l("达标待晋级"),
    definition=_l(
        "已达到下一阶段的全部条件、尚未变更阶段的在册组织；只统计今天的情况，其他日期不作统计。"
    ),
    unit=UNIT,
    holds=_has_passed,
    is_known=is_now,
)
NEVER_SUPPORTED = Metric(
    key="incubation.never_supported",
    label=_l("期间未服务"),
    definition=_l("统计日在册、期间内没有任何服务记录的组织，不含分支（代表）机构。"),
    unit=UNIT,
    holds=lambda sources: and_(sources.in_force(), ~was_supported(sources)),
    rests_on=_was_ever_supported,
)
SUPPORT_COVERAGE = Metric(
    key="incubation.support_coverage",
    label=_l("服务覆盖率"),
    definition=_l("统计日在册的组织中，期间内有服务记录的所占百分比，不含分支（代表）机构。"),
    unit=PERCENT,
    holds=was_supported,
    rests_on=_was_ever_supported,
    aggregate=Aggregate.SHARE,
    among=lambda sources: sources.in_force(),
    places=1,
)
SUPPORT_TIMES = Metric(
    key="supports.times",
    label=_l("服务次数"),
    definition=_l("期间内的服务记录；一次服务多个组织的计一次。"),
    unit=TIMES,
    holds=lambda sources: sources.in_period(),
    population="supports",
)
SUPPORT_HOURS = Metric(
    key="supports.hours",
    label=_l("服务时长"),
    definition=_l(
        "期间内服务记录的时长之和，按60分钟为一小时；未填时长的不计，一次服务多个组织的计一次。"
    ),
    unit=HOURS,
    holds=_has_minutes,
    population="supports",
    aggregate=Aggregate.SUM,
    measure=_hours,
    places=1,
)
RESIDENT = Metric(
    key="incubation.resident",
    label=_l("在驻组织"),
    definition=_l("统计日入驻孵化基地的在册组织，不含分支（代表）机构。"),
    unit=UNIT,
    holds=is_resident,
)
OCCUPANCY = Metric(
    key="incubation.occupancy",
    label=_l("工位使用率"),
    definition=_l(
        "统计日已用工位占孵化基地工位总数的百分比；工位总数为现有的，停用的场所有人使用时才计入。"
    ),
    unit=PERCENT,
    holds=lambda sources: sources.has_desks_taken(),
    population=BASE_ROOMS,
    aggregate=Aggregate.SHARE,
    measure=lambda sources: sources.taken(),
    among=lambda sources: sources.is_offered(),
    base=lambda sources: sources.room.capacity,
    places=1,
)
