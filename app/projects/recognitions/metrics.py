"""The numbers of brands and honors by level."""

from collections.abc import Sequence

from sqlalchemy import and_

from app.definitions.metrics import Metric
from app.i18n import _, _l
from app.projects.labels import LEVEL_LABELS
from app.projects.models import Recognition
from app.projects.recognitions.predicates import CountingRule, counting_rule, is_counted_brand
from app.projects.recognitions.sources import POPULATIONS, RECOGNITIONS
from app.projects.words import Level

__all__ = ["POPULATIONS", "metrics"]

BRAND_LEVELS = (Level.NATIONAL, Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.STREET)
RULES = {
    CountingRule.HIGHEST: _l("同时有几个级别的，只按最高级别计一次"),
    CountingRule.EACH: _l("同时有几个级别的，各级别分别计一次"),
}
UNIT = _l("个品牌")


def metrics() -> Sequence[Metric]:
    """Return the metrics; those of brands follow the counting rule of this installation."""
    rule = counting_rule()
    return (
        *(_brands(level, rule) for level in BRAND_LEVELS),
        *(_honors(level) for level in Level),
    )


def _brands(level: Level, rule: CountingRule) -> Metric:
    return Metric(
        key=f"projects.brand.{level.value}",
        label=_("%(level)s品牌", level=LEVEL_LABELS[level]),
        definition=_(
            "统计日有效的%(level)s品牌认定：已认定、未过有效期、未撤销。一个项目（或组织）%(rule)s。",
            level=LEVEL_LABELS[level],
            rule=RULES[rule],
        ),
        unit=UNIT,
        holds=lambda sources: and_(
            is_counted_brand(sources.standpoint, rule), Recognition.level == level
        ),
        population=RECOGNITIONS.key,
    )


def _honors(level: Level) -> Metric:
    return Metric(
        key=f"projects.honors.{level.value}",
        label=_("%(level)s荣誉", level=LEVEL_LABELS[level]),
        definition=_(
            "期间内组织、个人或项目获得的%(level)s荣誉，一项荣誉计一次；品牌认定不计在内，"
            "后来撤销的仍计入获得的期间。",
            level=LEVEL_LABELS[level],
        ),
        unit=_l("项"),
        holds=lambda sources: and_(
            Recognition.is_brand.is_(False), Recognition.level == level, sources.in_period()
        ),
        population=RECOGNITIONS.key,
    )
