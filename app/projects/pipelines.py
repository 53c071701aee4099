"""The pipelines of the dictionary, and what may follow what in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import g, has_app_context
from sqlalchemy import select

from app.extensions import db
from app.projects.models import Pipeline, PipelineStep
from app.projects.words import ENDED, Decision

DEFAULT = "default"


@dataclass(frozen=True)
class StepWord:
    """A step of a pipeline; the ranks of a pipeline count from 1."""

    pipeline: str
    key: str
    label: str
    rank: int
    is_granted: bool = False
    is_running: bool = False
    is_accepted: bool = False
    limit_days: int | None = None
    waits_for: str | None = None


@dataclass(frozen=True)
class PipelineWord:
    key: str
    label: str
    is_retired: bool
    steps: Sequence[StepWord]

    @property
    def first(self) -> StepWord:
        return self.steps[0]

    def step(self, key: str) -> StepWord | None:
        return next((step for step in self.steps if step.key == key), None)

    def after(self, key: str) -> StepWord | None:
        """Return the step after the one of this key; None at the end."""
        here = self.step(key)
        later = [step for step in self.steps if here is not None and step.rank > here.rank]
        return later[0] if later else None


@dataclass(frozen=True)
class Stand:
    """Where a project stands: at a step, by a decision."""

    step: StepWord
    decision: Decision | None = None

    @property
    def has_ended(self) -> bool:
        return self.decision in ENDED

    @property
    def is_open(self) -> bool:
        """Tell whether the application may still be edited: not handed on yet, or returned."""
        return not self.has_ended and (self.step.rank == 1 or self.decision is Decision.RETURN)


def pipeline_words() -> Mapping[str, PipelineWord]:
    """Return all pipelines by key, in their order, retired ones included."""
    if has_app_context() and "pipeline_words" in g:
        kept: Mapping[str, PipelineWord] = g.pipeline_words
        return kept
    steps: dict[str, list[StepWord]] = {}
    for row in db.session.scalars(select(PipelineStep).order_by(PipelineStep.rank)):
        steps.setdefault(row.pipeline_key, []).append(_word(row))
    rows = db.session.scalars(select(Pipeline).order_by(Pipeline.position, Pipeline.key))
    words = {
        row.key: PipelineWord(row.key, row.label, row.is_retired, steps[row.key])
        for row in rows
        if row.key in steps
    }
    if has_app_context():
        g.pipeline_words = words
    return words


def pipeline_of_kind(kind: str | None) -> PipelineWord:
    """Return the pipeline that bears the kind's name, else the default one."""
    words = pipeline_words()
    named = (word for word in words.values() if word.label == kind and not word.is_retired)
    return next(named, words[DEFAULT])


def may_follow(before: Stand, after: Stand) -> bool:
    """Tell whether a project may come from one stand to the other. Pure."""
    if before.has_ended or after.decision is None:
        return False
    here, there = before.step, after.step
    if after.decision is Decision.PASS:
        is_back_again = before.decision in {Decision.RETURN, Decision.POSTPONE}
        return there.rank > here.rank or (there.rank == here.rank and is_back_again)
    if here.is_accepted:
        return False
    if after.decision is Decision.RETURN:
        return there.rank <= here.rank
    if after.decision is Decision.DECLINE and here.is_granted:
        return False
    return there.rank == here.rank


def _word(row: PipelineStep) -> StepWord:
    return StepWord(
        row.pipeline_key,
        row.key,
        row.label,
        row.rank,
        row.is_granted,
        row.is_running,
        row.is_accepted,
        row.limit_days,
        row.waits_for,
    )
