"""The board of projects by step, and the calendar of what ends when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func

from app.extensions import db
from app.projects.listing import ProjectRow, rows_of
from app.projects.models import Project
from app.projects.pipelines import PipelineWord, StepWord
from app.projects.signals import ends_soon, is_over, waits_too_long
from app.projects.sources import ProjectSources
from app.standpoint import Standpoint

MOST_CARDS = 20
MOST_ENTRIES = 200
AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Card:
    row: ProjectRow
    days: int  # at the step
    is_late: bool
    due_on: date | None  # the day after which it is late


@dataclass(frozen=True)
class Lane:
    step: StepWord
    count: int
    amount: int  # in fen
    late: int
    cards: Sequence[Card]


def lanes_of(standpoint: Standpoint, way: PipelineWord) -> list[Lane]:
    """Return a lane for each step of the pipeline, those longest there first."""
    sources = ProjectSources(standpoint)
    mine = (sources.counts(), Project.pipeline_key == way.key)
    totals = sources.select(
        sources.step.step,
        func.count(),
        func.coalesce(func.sum(sources.amount()), 0),
        func.count().filter(waits_too_long(sources)),
    ).where(*mine)
    found = {row[0]: row[1:] for row in db.session.execute(totals.group_by(sources.step.step))}
    cards = _cards(standpoint, way)
    return [_lane(step, found.get(step.key, (0, 0, 0)), cards[step.key]) for step in way.steps]


def _lane(step: StepWord, numbers: Sequence[int], cards: Sequence[Card]) -> Lane:
    count, amount, late = (int(number) for number in numbers)
    return Lane(step, count, amount, late, cards)


def calendar_of(standpoint: Standpoint) -> list[ProjectRow]:
    """Return projects not accepted whose period is over or ends within 90 days, by that day."""
    sources = ProjectSources(standpoint)
    ends = sources.detail.ends_on
    late = is_over(sources) | ends_soon(sources)
    statement = sources.select(Project.id).where(
        late | (sources.is_running() & ends.between(standpoint.on, standpoint.on + AHEAD))
    )
    ids = list(db.session.scalars(statement.order_by(ends, Project.id).limit(MOST_ENTRIES)))
    rows = rows_of(standpoint, ids)
    return [rows[id_] for id_ in ids if id_ in rows]


def _cards(standpoint: Standpoint, way: PipelineWord) -> dict[str, list[Card]]:
    sources = ProjectSources(standpoint)
    place = func.row_number().over(
        partition_by=sources.step.step, order_by=(sources.step.since, Project.id)
    )
    ranked = (
        sources.select(Project.id, place.label("place"))
        .where(sources.counts(), Project.pipeline_key == way.key)
        .subquery()
    )
    chosen = ranked.select().where(ranked.c.place <= MOST_CARDS).order_by(ranked.c.place)
    ids = [row[0] for row in db.session.execute(chosen)]
    rows = rows_of(standpoint, ids)
    cards: dict[str, list[Card]] = {step.key: [] for step in way.steps}
    for id_ in ids:
        card = _card(standpoint, rows[id_])
        cards.setdefault(rows[id_].step.step, []).append(card)
    return cards


def _card(standpoint: Standpoint, row: ProjectRow) -> Card:
    limit = row.word.limit_days if row.word else None
    due_on = None if limit is None else row.step.since + timedelta(days=limit)
    days = (standpoint.on - row.step.since).days
    return Card(row, days, due_on is not None and standpoint.on > due_on, due_on)
