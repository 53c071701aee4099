"""Planning the import of project ledgers: rows to outcomes and the work that applying takes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.divisions.codes import WHOLE
from app.divisions.queries import list_roots
from app.exchange.models import RowOutcome
from app.exchange.plans import RowPlan
from app.exchange.projects.carriers import Carriers, keys_of
from app.exchange.projects.days import OPINION, Span, steps_of
from app.exchange.projects.differing import (
    brand_told,
    differences,
    facts_told,
    merged,
    reached,
)
from app.exchange.projects.parsing import ProjectRow, parse_table
from app.exchange.projects.recorded import Key, Known, Projects, are_apart
from app.exchange.projects.ways import Ways
from app.exchange.projects.words import nearest_step
from app.exchange.tables import Table
from app.projects.facts import Carrier, ProjectFacts, StepTaken
from app.projects.ledgers import LedgerLine
from app.projects.pipelines import Stand, may_follow, pipeline_words
from app.projects.stands import stand_of
from app.projects.words import Decision, Level
from app.standpoint import Standpoint
from app.values.codes import code_key
from app.values.dates import PartialDate
from app.values.names import match_key


@dataclass(frozen=True)
class Brand:
    level: Level
    on: date


@dataclass(frozen=True)
class Work:
    """What applying a row takes: facts to enter or edit, steps, a line of money and results.

    `corrects` is the step that the one taken replaces, of the same day.
    """

    facts: ProjectFacts | None
    steps: tuple[StepTaken, ...]
    line: LedgerLine | None
    brand: Brand | None
    project_id: int | None = None
    corrects: int | None = None


@dataclass
class _Seen:
    """What earlier rows of the file were about."""

    rows: dict[Any, list[ProjectRow]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, ProjectRow] = field(default_factory=dict)


class ProjectPlanner:
    """Plans the rows of one file against the projects recorded now."""

    def __init__(
        self, standpoint: Standpoint, tables: Sequence[Table], effective: PartialDate
    ) -> None:
        self._effective = effective.date
        labels = sorted({step.label for way in pipeline_words().values() for step in way.steps})
        self._rows = [row for table in tables for row in parse_table(table, labels)]
        self._ways = Ways(self._rows)
        self._carriers = Carriers(standpoint, self._rows)
        self._projects = Projects(standpoint, self._rows)
        self._home = _home(standpoint)
        self._seen = _Seen()

    def plan(self) -> list[RowPlan]:
        return [self._plan(row) for row in self._rows]

    def _plan(self, row: ProjectRow) -> RowPlan:
        if row.is_error:
            return row.planned(RowOutcome.ERROR, row.name)
        carriers = self._carriers.find(row)
        keys = keys_of(carriers) | _names(row)
        known = self._projects.find(row, keys)
        if not self._is_first(row, known):
            return row.planned(RowOutcome.ERROR if row.is_error else RowOutcome.SKIPPED, row.name)
        self._check_number(row, known)
        if brand_told(row) is None and (said := row.values.get("brand")) and said.is_brand:
            row.note("brand_without_level", "brand")
        return self._known(row, known, carriers) if known else self._new(row, carriers)

    def _new(self, row: ProjectRow, carriers: tuple[Carrier, ...]) -> RowPlan:
        way, status, span = self._ways.of(row), row.values.get("status"), self._span(row)
        steps = steps_of(way, status, span)
        present = way.step(steps[-1].to)
        is_granted = present is not None and present.is_granted
        facts = ProjectFacts(
            **facts_told(row, is_granted=is_granted),
            division_code=None if any(item.organization_id for item in carriers) else self._home,
            pipeline=way.key,
            organizations=carriers,
            extra=row.extra,
            as_written=dict(row.as_written),
        )
        self._check_paid(row, facts)
        planned = row.planned(RowOutcome.NEW, row.name)
        planned.work = Work(facts, tuple(steps), _line(row, span), _brand(row, span))
        return planned

    def _known(self, row: ProjectRow, known: Known, carriers: tuple[Carrier, ...]) -> RowPlan:
        span = self._span(row, known)
        changes = differences(known, row, carriers)
        taken, corrects = self._step(row, known, span, changes)
        way = pipeline_words()[known.project.pipeline_key]
        present = way.step(taken.to if taken else known.steps[-1].step)
        told = facts_told(row, is_granted=present is not None and present.is_granted)
        facts = merged(known, told, carriers)
        if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
            row.note("end_before_start", "end_on" if "end_on" in row.head.letters else "period")
            return row.planned(RowOutcome.ERROR, row.name)
        self._check_paid(row, facts)
        outcome = RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED
        planned = row.planned(outcome, row.name)
        planned.subject_id = known.project.id
        planned.changes = changes
        if changes:
            brand = _brand(row, span) if "brand" in changes else None
            steps = (taken,) if taken else ()
            line = _line(row, span)
            planned.work = Work(facts, steps, line, brand, known.project.id, corrects)
        return planned

    def _step(
        self, row: ProjectRow, known: Known, span: Span, changes: dict[str, tuple[Any, Any]]
    ) -> tuple[StepTaken | None, int | None]:
        """Return the step a known project takes, and the one it takes the place of.

        One that cannot follow is left out with a warning.
        """
        status = row.values.get("status")
        if status is None:
            return None, None
        last = known.steps[-1]
        here = stand_of(known.project.pipeline_key, last)
        way = pipeline_words()[known.project.pipeline_key]
        if status.decision is None:
            step = nearest_step(way, status)
            if here.step.key == step.key and not here.has_ended:
                return None, None
            there = Stand(step, Decision.PASS)
        elif status.decision is here.decision:
            return None, None
        else:
            there = Stand(here.step, status.decision)
        day = span.day_of(there.step) if there.step.is_accepted else span.effective
        day = day if day > last.since else span.effective
        if not may_follow(here, there) or day < last.since:
            row.note("status_not_taken", "status", stands=here.step.label)
            return None, None
        changes["status"] = (here.step.label, row.given.values.get("status"))
        opinion = None if there.decision is Decision.PASS else OPINION
        taken = StepTaken(there.step.key, day, there.decision, opinion)
        return taken, last.id if day == last.since else None

    def _span(self, row: ProjectRow, known: Known | None = None) -> Span:
        start, end = row.values.get("start_on"), row.values.get("end_on")
        if known is not None:
            start, end = start or known.detail.starts_on, end or known.detail.ends_on
        elif start is None and end is None and "year" in row.values:
            start = date(row.values["year"], 1, 1)
        return Span(start, end, self._effective)

    def _is_first(self, row: ProjectRow, known: Known | None) -> bool:
        """Tell whether no earlier row is about the same project; else note which one is."""
        key: Any = known.project.id if known else match_key(row.values["name"])
        for first in self._seen.rows[key]:
            is_other = known is None and (
                not _shares(first, row)
                or are_apart(first.values.get("start_on"), first.values.get("end_on"), row)
            )
            if is_other:
                continue
            same = _says_the_same(first, row)
            code = "duplicate_identical" if same else "duplicate_conflict"
            row.note(code, first=first.place_from(row))
            return False
        self._seen.rows[key].append(row)
        return True

    def _check_number(self, row: ProjectRow, known: Known | None) -> None:
        """Leave out a number that another project has, with a warning."""
        number = row.values.get("number")
        if number is None:
            return
        holder = self._projects.by_number(row)
        first = self._seen.numbers.setdefault(code_key(number), row)
        is_held = holder is not None and (known is None or holder.project.id != known.project.id)
        if is_held or first is not row:
            row.note("number_taken", "number")
            del row.values["number"]

    def _check_paid(self, row: ProjectRow, facts: ProjectFacts) -> None:
        promised = facts.granted if facts.granted is not None else facts.requested
        if promised is not None and row.values.get("paid", 0) > promised:
            row.note("paid_over_granted", "paid")


def _home(standpoint: Standpoint) -> str | None:
    """Return where projects belong whose organizations the register does not have."""
    roots = list_roots() if standpoint.division == WHOLE else []
    return roots[0].code if len(roots) == 1 else None


def _names(row: ProjectRow) -> set[Key]:
    named = [*row.parts, *([row.whole] if row.whole else [])]
    return {("text", match_key(item.name)) for item in named}


def _shares(one: ProjectRow, other: ProjectRow) -> bool:
    ours, theirs = _names(one), _names(other)
    return bool(ours & theirs) or not (ours or theirs)


def _says_the_same(one: ProjectRow, other: ProjectRow) -> bool:
    return one.values == other.values and one.as_written == other.as_written


def _line(row: ProjectRow, span: Span) -> LedgerLine | None:
    line = LedgerLine(
        on=span.done,
        paid=row.values.get("paid"),
        reached=reached(row),
        since=span.start,
        until=span.end,
    )
    return line if line.paid is not None or line.reached else None


def _brand(row: ProjectRow, span: Span) -> Brand | None:
    level = brand_told(row)
    return None if level is None else Brand(level, span.done)
