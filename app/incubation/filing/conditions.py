"""What filing asks of a group, told from the register. Pure.

There are no national conditions; these are the ones usual in cities. A group may be filed without
one of them, for a reason that is kept.
"""

from dataclasses import dataclass

from app.i18n import _, _l
from app.organizations.kinds import Kind
from app.values.names import fold

FEWEST_MEMBERS = 10
FEWEST_WORKERS = 3
_LEVELS = ("街道", "社区", "居委会", "村", "镇", "乡", "区", "县", "市", "省")


@dataclass(frozen=True)
class GroupFacts:
    """What the register says of a group; `places` are the names of its divisions."""

    name: str
    places: tuple[str, ...]
    kind: Kind | None
    leader_name: str | None
    member_count: int | None
    staff_count: int | None
    address: str | None
    has_charter: bool


@dataclass(frozen=True)
class Condition:
    key: str
    label: str
    is_met: bool
    fact: str  # what the register says


def conditions_of(facts: GroupFacts) -> tuple[Condition, ...]:
    """Return every condition, met or not, with the fact it was told by."""
    place = next(filter(None, (_written(facts.name, place) for place in facts.places)), None)
    return (
        Condition(
            "name",
            _l("名称写明行政区划、街道或社区"),
            place is not None,
            _("名称含“%(place)s”", place=place) if place else _("名称：%(name)s", name=facts.name),
        ),
        Condition(
            "leader",
            _l("有负责人"),
            bool(facts.leader_name),
            _l("已登记") if facts.leader_name else _l("未登记"),
        ),
        _size(facts),
        Condition(
            "address", _l("有固定活动场所"), bool(facts.address), facts.address or _l("未登记")
        ),
        Condition(
            "charter",
            _l("有章程"),
            facts.has_charter,
            _l("已收到") if facts.has_charter else _l("未收到"),
        ),
    )


def unmet(conditions: tuple[Condition, ...]) -> list[Condition]:
    return [condition for condition in conditions if not condition.is_met]


def _size(facts: GroupFacts) -> Condition:
    """Ask associations for members, service bodies for workers, and groups for either."""
    members, workers = _("未填写成员人数"), _("未填写工作人员人数")
    if facts.member_count is not None:
        members = _("成员%(count)s人", count=facts.member_count)
    if facts.staff_count is not None:
        workers = _("工作人员%(count)s人", count=facts.staff_count)
    has_members = (facts.member_count or 0) >= FEWEST_MEMBERS
    has_workers = (facts.staff_count or 0) >= FEWEST_WORKERS
    if facts.kind is Kind.ASSOCIATION:
        return Condition("size", _l("成员不少于10人"), has_members, members)
    if facts.kind is Kind.SERVICE_INSTITUTION:
        return Condition("size", _l("工作人员不少于3人"), has_workers, workers)
    return Condition(
        "size",
        _l("成员不少于10人，或工作人员不少于3人"),
        has_members or has_workers,
        f"{members}，{workers}",
    )


def _written(name: str, place: str) -> str | None:
    """Return how the name says the place: in full, or without 街道, 社区 and the like."""
    short = next((place.removesuffix(level) for level in _LEVELS if place.endswith(level)), place)
    written = (part for part in (place, short) if len(part) > 1 and fold(part) in fold(name))
    return next(written, None)
