"""Stage changes as rows that metrics count: who moved from where to where, and how long they stayed.

A point that repeats the stage before it is no change; the stay goes on through it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import case, func, join, literal, select
from sqlalchemy.orm import aliased

from app.definitions.columns import Choice, Column, ColumnKind
from app.definitions.populations import Population
from app.extensions import db
from app.history.points import known
from app.i18n import _l
from app.organizations.column_kinds import partial_date
from app.organizations.columns import COMMUNITY, KIND, NAME
from app.organizations.dictionaries import stage_words
from app.organizations.models import Organization, Stage, StageChange
from app.organizations.sources import Sources, days_between
from app.standpoint import Standpoint

STAGE_CHANGES, STAGE_STAYS = "stage_changes", "stage_stays"


class StageStays(Sources):
    """Stage changes up to the day, with the stage before and the day of the next change.

    `change` has the columns id, organization_id, stage, before, since, since_precision, reason and
    left_on; `before` is none for the first stage, `left_on` is none for the present one.
    """

    def __init__(self, standpoint: Standpoint, first: date = date.min) -> None:
        super().__init__(standpoint)
        self.change = _changes(standpoint, first).c

    @property
    def to_word(self) -> Any:
        return self._joined("to_word", Stage, lambda word: word.key == self.change.stage)

    @property
    def from_word(self) -> Any:
        return self._joined("from_word", Stage, lambda word: word.key == self.change.before)

    def days_stayed(self) -> Any:
        """Select the days from the change to the next one, or to the day of the picture."""
        end = func.coalesce(self.change.left_on, self.standpoint.on, type_=self.change.since.type)
        return days_between(self.change.since, end)

    def _base(self) -> Any:
        number: Any = Organization.id
        if db.engine.dialect.name == "sqlite":
            # No index serves a sum, so the walk is by organization: changes of one lie together,
            # in the order of any other index each would be fetched from a page of its own.
            number = number + 0
        return join(Organization, self.change.id.table, self.change.organization_id == number)


class StageFlow(StageStays):
    """The changes in the period alone, whatever came after."""

    def __init__(self, standpoint: Standpoint) -> None:
        super().__init__(standpoint, standpoint.since)


def _changes(standpoint: Standpoint, first: date) -> Any:
    """Select the changes since `first`; what came before and after is found by an index."""
    point, earlier, later = (aliased(StageChange) for _ in range(3))
    before = (
        select(earlier.stage)
        .where(
            earlier.organization_id == point.organization_id,
            known(earlier, standpoint),
            earlier.since < point.since,
        )
        .order_by(earlier.since.desc())
        .limit(1)
        .correlate(point)
        .scalar_subquery()
    )
    left_on = (
        select(func.min(later.since))
        .where(
            later.organization_id == point.organization_id,
            known(later, standpoint),
            later.since > point.since,
            later.since <= standpoint.on,
            later.stage != point.stage,
        )
        .correlate(point)
        .scalar_subquery()
    )
    return (
        select(
            point.id,
            point.organization_id,
            point.stage,
            point.since,
            point.since_precision,
            point.reason,
            before.label("before"),
            _as_known(point, standpoint, left_on).label("left_on"),
        )
        .where(
            known(point, standpoint),
            point.since.between(first, standpoint.on),
            before.is_distinct_from(point.stage),
        )
        .subquery("change")
    )


def _as_known(point: Any, standpoint: Standpoint, left_on: Any) -> Any:
    """Look for the next change only where there is a next point."""
    if standpoint.known_at is not None:
        return left_on
    return case((point.until <= standpoint.on, left_on))


def _stage_choices() -> list[Choice]:
    return [Choice(word.key, word.label) for word in stage_words()]


def _stage(key: str, label: str, fact: Any, word: Any) -> Column:
    return Column(
        key=key,
        label=label,
        kind=ColumnKind.CHOICE,
        width=12,
        select=lambda sources: (fact(sources), word(sources).label),
        value=lambda value, text: None if value is None else Choice(value, text or value),
        show=lambda item: "" if item is None else item.label,
        plain=lambda item: None if item is None else item.value,
        match=lambda sources, keys: fact(sources).in_(keys),
        choices=_stage_choices,
    )


def _days_stayed(since: date, left_on: date | None, on: date) -> int:
    return ((left_on or on) - since).days


FROM_STAGE = _stage("from_stage", _l("原阶段"), lambda s: s.change.before, lambda s: s.from_word)
TO_STAGE = _stage("to_stage", _l("进入阶段"), lambda s: s.change.stage, lambda s: s.to_word)
CHANGED_ON = partial_date(
    "changed_on",
    _l("变更日期"),
    lambda s: (s.change.since, s.change.since_precision),
    is_read=False,
)
DAYS_STAYED = Column(
    key="days_stayed",
    label=_l("停留天数"),
    kind=ColumnKind.COUNT,
    width=10,
    select=lambda s: (s.change.since, s.change.left_on, literal(s.standpoint.on)),
    value=_days_stayed,
    sort=lambda s: s.days_stayed(),
)
REASON = Column(
    key="reason",
    label=_l("说明"),
    kind=ColumnKind.TEXT,
    width=30,
    select=lambda s: (s.change.reason,),
)


def columns() -> Sequence[Column]:
    return (NAME, KIND, COMMUNITY, FROM_STAGE, TO_STAGE, CHANGED_ON, DAYS_STAYED, REASON)


STAGE_FLOW = Population(
    key=STAGE_CHANGES,
    label=_l("阶段变更"),
    sources=StageFlow,
    identity=lambda sources: sources.change.id,
    order=lambda sources: (sources.change.since.desc(), sources.change.id.desc()),
    columns=columns,
    endpoint="register.detail",
    argument="organization_id",
    subject=lambda sources: sources.change.organization_id,
)
STAYS = replace(STAGE_FLOW, key=STAGE_STAYS, label=_l("阶段停留"), sources=StageStays)
