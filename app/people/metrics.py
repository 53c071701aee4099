"""How many qualified social workers organizations have, and how many more there came to be."""

from collections.abc import Sequence
from typing import Any

from app.definitions.metrics import Metric
from app.i18n import _l
from app.people.labels import LEVEL_LABELS, LEVEL_RANKS
from app.people.models import QualificationLevel
from app.people.sources import POPULATIONS

__all__ = ["POPULATIONS", "metrics"]

PERSONS = _l("人")


def metrics() -> Sequence[Metric]:
    return (
        SOCIAL_WORKERS,
        *(_of_level(level) for level in QualificationLevel),
        NEWLY_QUALIFIED,
        *(_newly(level) for level in QualificationLevel),
    )


def _is_qualified(sources: Any) -> Any:
    return sources.level().is_not(None)


def _of_level(level: QualificationLevel) -> Metric:
    return Metric(
        key=f"people.social_workers.{level}",
        label=LEVEL_LABELS[level],
        definition=_l(
            "统计日在在册组织任职、所持最高等级为“%(level)s”的人员；"
            "一人在几家组织任职的计一次，不含分支（代表）机构。",
            level=LEVEL_LABELS[level],
        ),
        unit=PERSONS,
        holds=lambda sources: sources.level() == LEVEL_RANKS[level],
        population="people",
        rests_on=_is_qualified,
    )


def _newly(level: QualificationLevel) -> Metric:
    return Metric(
        key=f"people.newly_qualified.{level}",
        label=_l("新增%(level)s", level=LEVEL_LABELS[level]),
        definition=_l(
            "期间内取得“%(level)s”资格、统计日在在册组织任职的人员，不含分支（代表）机构。",
            level=LEVEL_LABELS[level],
        ),
        unit=PERSONS,
        holds=lambda sources: sources.in_period() & (sources.qualification.level == level),
        population="qualifications",
    )


SOCIAL_WORKERS = Metric(
    key="people.social_workers",
    label=_l("持证社工"),
    definition=_l(
        "统计日在在册组织任职、持有社会工作者职业资格的人员；"
        "一人在几家组织任职的计一次，不含分支（代表）机构。"
    ),
    unit=PERSONS,
    holds=_is_qualified,
    population="people",
    rests_on=_is_qualified,
)
NEWLY_QUALIFIED = Metric(
    key="people.newly_qualified",
    label=_l("新增社工资格"),
    definition=_l(
        "期间内取得的社会工作者职业资格，持有人统计日在在册组织任职，不含分支（代表）机构；"
        "一人期间内取得两个等级的计两次。"
    ),
    unit=_l("人次"),
    holds=lambda sources: sources.in_period(),
    population="qualifications",
)
