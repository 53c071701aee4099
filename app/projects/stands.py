"""Where a project stands, from a row of its history."""

from app.projects.models import ProjectStep
from app.projects.pipelines import Stand, StepWord, pipeline_words


def word_of(pipeline: str, step: str) -> StepWord:
    """Return the step; one the pipeline has lost since is told by its key alone."""
    way = pipeline_words().get(pipeline)
    found = way.step(step) if way else None
    return found or StepWord(pipeline, step, step, 0)


def stand_of(pipeline: str, point: ProjectStep) -> Stand:
    return Stand(word_of(pipeline, point.step), point.decision)
