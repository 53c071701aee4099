"""The register's metrics. All but those of a period count what is in force and no branch."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from app.definitions.metrics import Metric
from app.history.points import known
from app.i18n import _l
from app.organizations.dictionaries import stage_words
from app.organizations.grades import Grade
from app.organizations.models import StandingChange
from app.organizations.stages import StageWord
from app.organizations.standings import STANDING_LABELS, Standing

UNIT = _l("家")
EXPIRING = "ratings.expiring_within_12_months"


def metrics() -> Sequence[Metric]:
    """Return the metrics; those of stages follow the dictionary of this register."""
    return (
        TOTAL,
        *(_of_standing(item) for item in (Standing.REGISTERED, Standing.FILED, Standing.UNFILED)),
        *(_of_stage(word) for word in stage_words()),
        *(_of_grade(grade) for grade in Grade),
        EXPIRING_SOON,
        NEWLY_REGISTERED,
        NEWLY_FILED,
    )


def _of_standing(standing: Standing) -> Metric:
    return Metric(
        key=f"organizations.{standing.value}",
        label=STANDING_LABELS[standing],
        definition=_l("统计日登记状态为本状态的组织，不含分支（代表）机构。"),
        unit=UNIT,
        holds=lambda sources: and_(sources.in_force(), sources.standing.standing == standing),
    )


def _of_stage(word: StageWord) -> Metric:
    return Metric(
        key=f"stages.{word.key}",
        label=word.label,
        definition=_l("统计日处于“%(stage)s”的在册组织。", stage=word.label),
        unit=UNIT,
        holds=lambda sources: and_(sources.in_force(), sources.stage.stage == word.key),
        rests_on=lambda sources: sources.stage.id.is_not(None),
    )


def _of_grade(grade: Grade) -> Metric:
    return Metric(
        key=f"ratings.{grade.value}",
        label=grade.value,
        definition=_l("统计日持有本等级且在有效期内的在册组织；过期、取消的不计。"),
        unit=UNIT,
        holds=lambda sources: and_(
            sources.in_force(), sources.grade_in_force(), sources.grade.grade == grade
        ),
        rests_on=lambda sources: sources.grade.id.is_not(None),
    )


def _expires_soon(sources: Any) -> Any:
    on = sources.standpoint.on
    return and_(
        sources.in_force(),
        sources.grade_in_force(),
        sources.grade.expires_on <= twelve_months_after(on),
    )


def _came_to_stand(sources: Any, standing: Standing) -> Any:
    """Hold for organizations with a point of this standing in the period, whatever came after."""
    standpoint = sources.standpoint
    points = select(StandingChange.organization_id).where(
        StandingChange.standing == standing,
        known(StandingChange, standpoint),
        StandingChange.since.between(standpoint.since, standpoint.on),
    )
    return and_(sources.organization.id.in_(points), sources.organization.is_branch.is_(False))


def twelve_months_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


TOTAL = Metric(
    key="organizations.total",
    label=_l("社会组织总数"),
    definition=_l(
        "统计日在册的社会组织：未备案、已备案、已登记之和，不含分支（代表）机构和已注销、已撤销的。"
    ),
    unit=UNIT,
    holds=lambda sources: sources.in_force(),
)
EXPIRING_SOON = Metric(
    key=EXPIRING,
    label=_l("12个月内到期"),
    definition=_l("评估等级在有效期内、自统计日起12个月内到期的在册组织。"),
    unit=UNIT,
    holds=_expires_soon,
    rests_on=lambda sources: sources.grade.id.is_not(None),
)
NEWLY_REGISTERED = Metric(
    key="organizations.newly_registered",
    label=_l("新登记"),
    definition=_l("期间内登记成立的组织，含其后注销、撤销的，不含分支（代表）机构。"),
    unit=UNIT,
    holds=lambda sources: _came_to_stand(sources, Standing.REGISTERED),
)
NEWLY_FILED = Metric(
    key="organizations.newly_filed",
    label=_l("新备案"),
    definition=_l("期间内备案的组织，含其后登记、注销的，不含分支（代表）机构。"),
    unit=UNIT,
    holds=lambda sources: _came_to_stand(sources, Standing.FILED),
)
