"""Which pipeline the projects of a file go: the one whose steps bear the words they are told in."""

from collections import defaultdict
from collections.abc import Iterable

from app.exchange.projects.parsing import ProjectRow
from app.exchange.projects.words import Status, has_step
from app.projects.pipelines import DEFAULT, PipelineWord, pipeline_of_kind, pipeline_words


class Ways:
    """Pipelines by kind: all projects of one kind in a file go the same way."""

    def __init__(self, rows: Iterable[ProjectRow]) -> None:
        said: defaultdict[str | None, list[Status]] = defaultdict(list)
        for row in rows:
            if "status" in row.values:
                said[row.values.get("pipeline")].append(row.values["status"])
        self._ways = {kind: _way(kind, statuses) for kind, statuses in said.items()}

    def of(self, row: ProjectRow) -> PipelineWord:
        kind = row.values.get("pipeline")
        return self._ways.get(kind) or pipeline_of_kind(kind)


def _way(kind: str | None, statuses: list[Status]) -> PipelineWord:
    """Return the kind's own pipeline if it has all the words, else the default one, else another.

    Words that no pipeline has all of are read by what they mean, in the kind's own.
    """
    words = pipeline_words()
    own = pipeline_of_kind(kind)
    others = [way for way in words.values() if not way.is_retired]
    for way in (own, words[DEFAULT], *others):
        if all(has_step(way, item) or item.decision is not None for item in statuses):
            return way
    return own
