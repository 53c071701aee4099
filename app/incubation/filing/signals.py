"""Groups that could be filed and are not."""

from typing import Any

from sqlalchemy import Date, Integer, String, null, select

from app.definitions.signals import Signal, Urgency
from app.i18n import _l
from app.incubation.filing.queries import complete_groups
from app.standpoint import Standpoint


def _complete(standpoint: Standpoint) -> Any:
    groups = complete_groups(standpoint).subquery()
    return select(
        groups.c.id.label("organization_id"),
        groups.c.id.label("subject_id"),
        null().cast(Date).label("due_on"),
        null().cast(Integer).label("owner_id"),
        null().cast(String).label("title"),
    )


READY = Signal(
    key="filing.complete",
    label=_l("材料齐全待备案"),
    definition=_l("未备案的组织，必交材料都已核对、还没有登记备案；登记备案后消失。"),
    urgency=Urgency.DUE,
    items=_complete,
    endpoint="filing.organization",
    argument="organization_id",
)

SIGNALS: tuple[Signal, ...] = (READY,)
