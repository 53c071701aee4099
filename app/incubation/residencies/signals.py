"""What residencies ask to be done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import and_

from app.definitions.signals import Signal, Urgency
from app.i18n import _l
from app.incubation.residencies.models import HandOverItem
from app.incubation.residencies.sources import ResidencySources
from app.incubation.residencies.steps import HandOverState, Step
from app.standpoint import Standpoint

SOON, NEAR = 30, 60  # days before the end of a term


def _items(sources: ResidencySources, due_on: Any, title: Any) -> Any:
    return sources.select(
        sources.organization.id.label("organization_id"),
        sources.residency.id.label("subject_id"),
        due_on.label("due_on"),
        sources.residency.recorded_by.label("owner_id"),
        title.label("title"),
    )


def _of_term(holds: Callable[[ResidencySources], Any]) -> Callable[[Standpoint], Any]:
    def items(standpoint: Standpoint) -> Any:
        sources = ResidencySources(standpoint)
        terms = _items(sources, sources.step.ends_on, sources.room.name)
        return terms.where(sources.is_resident(), holds(sources))

    return items


def _ends_within(first: int, last: int) -> Callable[[ResidencySources], Any]:
    return lambda sources: sources.step.ends_on.between(
        sources.standpoint.on + timedelta(first), sources.standpoint.on + timedelta(last)
    )


def _mid_terms_due(standpoint: Standpoint) -> Any:
    sources = ResidencySources(standpoint)
    half = sources.half_of_term()
    return _items(sources, half, sources.room.name).where(
        sources.step.step.in_([Step.ENTERED, Step.RENEWED]),
        half <= standpoint.on,
        sources.step.ends_on >= standpoint.on,
    )


def _open_hand_overs(standpoint: Standpoint) -> Any:
    sources = ResidencySources(standpoint)
    items = _items(sources, sources.step.since, HandOverItem.text)
    return items.join(
        HandOverItem,
        and_(
            HandOverItem.residency_id == sources.residency.id,
            HandOverItem.state == HandOverState.OPEN,
        ),
    ).where(sources.step.step == Step.LEFT)


def _signal(key: str, label: str, definition: str, urgency: Urgency, items: Any) -> Signal:
    return Signal(
        key=f"residencies.{key}",
        label=label,
        definition=definition,
        urgency=urgency,
        items=items,
        endpoint="residencies.show",
        argument="residency_id",
    )


SIGNALS: tuple[Signal, ...] = (
    _signal(
        "overdue",
        _l("入驻期满未出壳"),
        _l("入驻期限已过，尚未续驻也未出壳的组织；登记续驻或出壳后消失。"),
        Urgency.OVERDUE,
        _of_term(lambda sources: sources.is_overdue()),
    ),
    _signal(
        "ending_soon",
        _l("入驻30天内到期"),
        _l("入驻期限在30天以内到期的组织；登记续驻或出壳后消失。"),
        Urgency.DUE,
        _of_term(_ends_within(0, SOON)),
    ),
    _signal(
        "ending",
        _l("入驻60天内到期"),
        _l("入驻期限还有31至60天到期的组织；登记续驻或出壳后消失。"),
        Urgency.DUE,
        _of_term(_ends_within(SOON + 1, NEAR)),
    ),
    _signal(
        "mid_term_due",
        _l("待做中期评估"),
        _l("本期入驻时间过半而没有中期评估的组织；登记中期评估或续驻后消失。"),
        Urgency.DUE,
        _mid_terms_due,
    ),
    _signal(
        "hand_over",
        _l("出壳交接未完成"),
        _l("已出壳但交接清单中还有未交接事项，一项一条；标为已交接或不涉及后消失。"),
        Urgency.DUE,
        _open_hand_overs,
    ),
)
