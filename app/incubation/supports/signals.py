"""Follow-ups that were agreed on and are not done."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.definitions.signals import Signal, Urgency
from app.divisions.queries import within
from app.i18n import _l
from app.incubation.supports.models import Support, SupportRecipient
from app.incubation.supports.queries import counts, follow_up_is_open
from app.organizations.models import Organization
from app.standpoint import Standpoint

NEAR = timedelta(days=7)
LONGEST_TITLE = 60


def _open_follow_ups(standpoint: Standpoint, when: ColumnElement[bool]) -> Any:
    """Select the open follow-ups, each under the first recipient in view."""
    organization_id = func.min(SupportRecipient.organization_id)
    return (
        select(
            organization_id.label("organization_id"),
            func.coalesce(Support.root_id, Support.id).label("subject_id"),
            Support.follow_up_on.label("due_on"),
            func.coalesce(Support.by_account, Support.recorded_by).label("owner_id"),
            func.substr(func.coalesce(Support.advice, Support.problem), 1, LONGEST_TITLE).label(
                "title"
            ),
        )
        .join(SupportRecipient, SupportRecipient.support_id == Support.id)
        .join(Organization, Organization.id == SupportRecipient.organization_id)
        .where(
            counts(standpoint),
            follow_up_is_open(standpoint),
            when,
            within(Organization.division_code, standpoint),
        )
        .group_by(Support.id)
    )


FOLLOW_UP_OVERDUE = Signal(
    key="supports.follow_up_overdue",
    label=_l("服务跟进已逾期"),
    definition=_l("服务记录约定的跟进日期已过、还没有登记跟进结果；登记结果后消失。"),
    urgency=Urgency.OVERDUE,
    items=lambda standpoint: _open_follow_ups(standpoint, Support.follow_up_on < standpoint.on),
    endpoint="supports.detail",
    argument="support_id",
)
FOLLOW_UP_DUE = Signal(
    key="supports.follow_up_due",
    label=_l("服务跟进临近"),
    definition=_l("服务记录约定的跟进日期在7天内、还没有登记跟进结果；登记结果后消失。"),
    urgency=Urgency.DUE,
    items=lambda standpoint: _open_follow_ups(
        standpoint, Support.follow_up_on.between(standpoint.on, standpoint.on + NEAR)
    ),
    endpoint="supports.detail",
    argument="support_id",
)

SIGNALS: tuple[Signal, ...] = (FOLLOW_UP_OVERDUE, FOLLOW_UP_DUE)
