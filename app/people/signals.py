"""What the pool of mentors asks to be done."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Integer, cast, null, select

from app.definitions.signals import Signal, Urgency
from app.i18n import _l
from app.people.mentor_queries import terms_ending
from app.standpoint import Standpoint

SOON = timedelta(days=60)


def _ending(standpoint: Standpoint) -> Any:
    ending = terms_ending(standpoint, standpoint.on, standpoint.on + SOON).subquery()
    return select(
        cast(null(), Integer).label("organization_id"),
        ending.c.id.label("subject_id"),
        ending.c.term_until.label("due_on"),
        ending.c.recorded_by.label("owner_id"),
        ending.c.name.label("title"),
    )


MENTOR_TERM_ENDING = Signal(
    key="people.mentor_term_ending",
    label=_l("导师聘期将满"),
    definition=_l("聘期在60天内届满的导师；修改聘期或移出导师团后消失。"),
    urgency=Urgency.DUE,
    items=_ending,
    endpoint="mentors.detail",
    argument="mentor_id",
)

SIGNALS: tuple[Signal, ...] = (MENTOR_TERM_ENDING,)
