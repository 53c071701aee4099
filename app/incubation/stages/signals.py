"""What stages put on the worklist."""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    cast,
    false,
    func,
    null,
    or_,
    type_coerce,
)

from app.definitions.signals import Signal, Urgency
from app.extensions import db
from app.i18n import _l
from app.organizations.dictionaries import stage_words
from app.organizations.models import Organization
from app.organizations.sources import Sources
from app.standpoint import Standpoint


def stuck(standpoint: Standpoint) -> Select[Any]:
    """Select organizations in force that have been in their stage longer than its limit."""
    sources = Sources(standpoint)
    word, stage = sources.stage_word, sources.stage
    return sources.select(  # type: ignore[no-any-return]
        Organization.id.label("organization_id"),
        Organization.id.label("subject_id"),
        type_coerce(_days_after(stage.since, word.limit_days), Date).label("due_on"),
        cast(null(), Integer).label("owner_id"),
        type_coerce(word.label, String).label("title"),
    ).where(sources.in_force(), _is_beyond_limit(stage, standpoint))


def _is_beyond_limit(stage: Any, standpoint: Standpoint) -> ColumnElement[bool]:
    """Hold for who came before the day that each stage's limit counts back to."""
    beyond = (
        and_(stage.stage == word.key, stage.since < standpoint.on - timedelta(days=word.limit_days))
        for word in stage_words()
        if word.limit_days is not None
    )
    return or_(false(), *beyond)


def _days_after(day: Any, days: Any) -> Any:
    if db.engine.dialect.name == "sqlite":
        return func.date(day, cast(days, String).concat(" days"))
    return type_coerce(day, Integer) + days


SIGNALS = (
    Signal(
        key="stages.stuck",
        label=_l("停留超期"),
        definition=_l(
            "在册组织在当前孵化阶段停留的天数超过该阶段设置的期限；变更阶段或调整期限后消失。"
        ),
        urgency=Urgency.TIDY,
        items=stuck,
        endpoint="board.organization",
        argument="organization_id",
    ),
)
