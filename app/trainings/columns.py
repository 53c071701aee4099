"""What trainings add to the register's columns."""

from datetime import date
from typing import Any

from sqlalchemy import func, literal

from app.definitions.columns import Column, ColumnKind
from app.i18n import _l
from app.organizations.column_kinds import plain_date
from app.trainings.attended import attended_by_organization
from app.values.dates import PartialDate


def _times(sources: Any) -> Any:
    return attended_by_organization(
        sources.standpoint,
        lambda detail: func.count(detail.session_id.distinct()),
        in_period=True,
    ).scalar_subquery()


def _minutes(sources: Any) -> Any:
    return attended_by_organization(
        sources.standpoint,
        lambda detail: func.coalesce(func.sum(detail.minutes), 0),
        in_period=True,
    ).scalar_subquery()


def _last(sources: Any) -> Any:
    return attended_by_organization(
        sources.standpoint, lambda detail: func.max(detail.held_on)
    ).scalar_subquery()


def _partial(day: date | None) -> PartialDate | None:
    return None if day is None else PartialDate(day)


TRAININGS_ATTENDED = Column(
    key="trainings_attended",
    label=_l("期间参训场次"),
    kind=ColumnKind.COUNT,
    select=lambda sources: (_times(sources),),
    turns=lambda sources: literal(date(sources.standpoint.on.year + 1, 1, 1)),
    width=10,
    is_summed=True,
)
MINUTES_TRAINED = Column(
    key="training_minutes_attended",
    label=_l("期间参训时长（分钟，各人合计）"),
    kind=ColumnKind.COUNT,
    select=lambda sources: (_minutes(sources),),
    turns=lambda sources: literal(date(sources.standpoint.on.year + 1, 1, 1)),
    width=12,
    is_summed=True,
)
LAST_TRAINED_ON = Column(
    key="last_trained_on",
    label=_l("最近参训日期"),
    kind=ColumnKind.DATE,
    select=lambda sources: (_last(sources),),
    value=_partial,
    plain=plain_date,
    width=13,
)

COLUMNS = (TRAININGS_ATTENDED, MINUTES_TRAINED, LAST_TRAINED_ON)
