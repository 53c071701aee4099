"""What is given back when a residency ends."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.audit import operations as audit
from app.extensions import db
from app.incubation.residencies import queries
from app.incubation.residencies.errors import StaleFormError
from app.incubation.residencies.models import HandOverItem
from app.incubation.residencies.steps import HandOverState
from app.organizations.errors import FutureDayError
from app.organizations.operations.subject import organization_to_change, subject
from app.standpoint import Standpoint, today

# As entered by the office; each list goes its own way from there.
USUAL_ITEMS = ("钥匙", "门禁卡", "办公设备", "档案资料", "费用结清")


@dataclass(frozen=True)
class HandOver:
    """What becomes of an item; `version` is that of the item the form was made from."""

    state: HandOverState
    version: int
    done_on: date | None = None
    note: str | None = None


def hand_over(standpoint: Standpoint, item_id: int, change: HandOver) -> None:
    """Say of an item that it is handed over, not needed, or open again.

    What is done without a day was done today. Raises FutureDayError, StaleFormError.
    """
    item, residency = queries.get_item(standpoint, item_id)
    organization = organization_to_change(standpoint, residency.organization_id)
    db.session.refresh(item)
    if item.version != change.version:
        raise StaleFormError
    done_on = change.done_on or today() if change.state is HandOverState.DONE else None
    if done_on is not None and done_on > today():
        raise FutureDayError
    before = item.state
    item.state, item.done_on, item.note = change.state, done_on, change.note
    item.version += 1
    audit.record(
        "residency:hand-over",
        subject(organization),
        by=standpoint.viewer,
        item=item.text,
        state=[before, change.state],
    )


def list_usual_items(residency_id: int, *, by: int) -> None:
    """Put the usual items on the residency's list unless it has one already."""
    listed = select(HandOverItem.id).where(HandOverItem.residency_id == residency_id)
    if db.session.scalar(listed.limit(1)) is not None:
        return
    db.session.add_all(
        HandOverItem(
            residency_id=residency_id, text=text, recorded_at=audit.instant(), recorded_by=by
        )
        for text in USUAL_ITEMS
    )
    db.session.flush()
