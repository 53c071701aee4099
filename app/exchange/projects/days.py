"""On which days what a project ledger says took effect. Pure."""

from dataclasses import dataclass
from datetime import date

from app.exchange.projects.words import Status, nearest_step
from app.projects.facts import StepTaken
from app.projects.pipelines import PipelineWord, StepWord
from app.projects.words import Decision

OPINION = "台账"


@dataclass(frozen=True)
class Span:
    """The period a row says, and the day of effect: what happened did so by then."""

    start: date | None
    end: date | None
    effective: date

    @property
    def first(self) -> date:
        """The day on which the project was there: the period's first, else the day of effect."""
        return min(self.start, self.effective) if self.start else self.effective

    @property
    def done(self) -> date:
        """The day of a brand and of payments: the period's last, else its first."""
        if self.end is not None and self.end <= self.effective:
            return self.end
        return self.first

    def day_of(self, step: StepWord) -> date:
        """Return since when the project stands at the step."""
        if not step.is_accepted:
            return self.first
        return self.effective if self.end is None else min(self.end, self.effective)


def steps_of(way: PipelineWord, status: Status | None, span: Span) -> list[StepTaken]:
    """Return the steps of a new project: the first, and the present one where that is later."""
    if status is None:
        return [StepTaken(way.first.key, span.first)]
    step = nearest_step(way, status)
    if status.decision is not None:
        return [StepTaken(step.key, span.first, status.decision, OPINION)]
    day = span.day_of(step)
    if step == way.first or day <= span.first:
        return [StepTaken(step.key, day)]
    return [StepTaken(way.first.key, span.first), StepTaken(step.key, day, Decision.PASS)]
