"""What the register itself shows as to be done: records nobody touched for long, and gaps."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Text, cast, null, select
from sqlalchemy.orm import aliased

from app.definitions.signals import Signal, Urgency
from app.divisions.models import Division, DivisionLevel
from app.i18n import _l
from app.incubation.board.sources import kept_without_stage, rests_on_kept
from app.organizations.contributions import columns_by_key
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.register.filters import predicates
from app.register.selection import Selection
from app.register.workbench import WANTED
from app.standpoint import OFFICE_ZONE, Standpoint

STALE_DAYS = 180


def _stale(standpoint: Standpoint) -> Any:
    sources = Sources(standpoint)
    midnight = datetime.combine(standpoint.on, time(), OFFICE_ZONE)
    touched = aliased(Organization)
    # Few as a rule, so that an index leads to them past all of a division.
    untouched = select(touched.id).where(touched.changed_at < midnight - timedelta(days=STALE_DAYS))
    return _items(sources).where(sources.in_force(), Organization.id.in_(untouched))


def _missing(key: str) -> Callable[[Standpoint], Any]:
    def items(standpoint: Standpoint) -> Any:
        sources = Sources(standpoint)
        wanted = Selection(missing=(key,))
        conditions = list(predicates(sources, wanted, may_read_personal=False))
        return _items(sources).where(*conditions, *_narrowed(standpoint, key))

    return items


def _narrowed(standpoint: Standpoint, key: str) -> Iterator[ColumnElement[bool]]:
    """Yield what follows from the value's absence and leads by an index to the few without it."""
    if key == "community":
        others = select(Division.code).where(Division.level != DivisionLevel.COMMUNITY)
        yield Organization.division_code.in_(others)
    elif key == "stage" and rests_on_kept(standpoint):
        yield Organization.id.in_(kept_without_stage())


def _items(sources: Sources) -> Any:
    return sources.select(
        Organization.id.label("organization_id"),
        Organization.id.label("subject_id"),
        cast(null(), Date).label("due_on"),
        cast(null(), Integer).label("owner_id"),
        cast(null(), Text).label("title"),
    )


def _gaps() -> Iterator[Signal]:
    for key in WANTED:
        label = columns_by_key()[key].label
        yield Signal(
            key=f"register.missing_{key}",
            label=_l("缺%(label)s", label=label),
            definition=_l("在册组织没有填%(label)s；填上后即消失。", label=label),
            urgency=Urgency.TIDY,
            items=_missing(key),
            endpoint="register.detail",
            argument="organization_id",
        )


SIGNALS: tuple[Signal, ...] = (
    Signal(
        key="register.stale",
        label=_l("资料超过%(days)s天未更新", days=STALE_DAYS),
        definition=_l(
            "在册组织的资料和变更记录%(days)s天内没有动过；核对后修改任何一项即消失。",
            days=STALE_DAYS,
        ),
        urgency=Urgency.TIDY,
        items=_stale,
        endpoint="register.detail",
        argument="organization_id",
    ),
    *_gaps(),
)
