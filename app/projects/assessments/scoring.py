"""Points of experts, their totals, what they come to, and the order they put projects in. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from app.projects.words import Result

FULL = 100
MOST_POINTS = 1000


@dataclass(frozen=True)
class Line:
    """A criterion and the most points it may get."""

    text: str
    points: int


@dataclass(frozen=True)
class ScoreSheet:
    """What experts give points for. The bonus comes on top, so a total may exceed 100."""

    lines: tuple[Line, ...]
    bonus: int = 0
    pass_line: int | None = None

    @property
    def full(self) -> int:
        return sum(line.points for line in self.lines)


@dataclass(frozen=True)
class ExpertScores:
    """What one expert gave; a recused one gave nothing."""

    name: str
    person_id: int | None = None
    points: Mapping[str, int] = field(default_factory=dict)
    bonus: int = 0
    is_recused: bool = False
    note: str | None = None

    @property
    def total(self) -> int | None:
        return None if self.is_recused else sum(self.points.values()) + self.bonus


@dataclass(frozen=True)
class Candidate:
    """A project as far as its place in a ranking rests on it."""

    id: int
    sort_key: str
    average: Fraction | None


def sheet_of(criteria: Mapping[str, Any] | None, whole: str) -> ScoreSheet:
    """Read the criteria of a round; without lines there is one, called `whole`, of 100 points."""
    criteria = criteria or {}
    lines = tuple(
        Line(str(line["text"]), int(line["points"]))
        for line in criteria.get("lines") or ()
        if line.get("text") and line.get("points")
    )
    return ScoreSheet(
        lines or (Line(whole, FULL),),
        int(criteria.get("bonus") or 0),
        criteria.get("pass_line"),
    )


def average_of(experts: Iterable[ExpertScores]) -> Fraction | None:
    """Return the mean of the experts' totals; None when nobody gave points."""
    totals = [expert.total for expert in experts if expert.total is not None]
    return Fraction(sum(totals), len(totals)) if totals else None


def outcome(
    result: Result | None, average: Fraction | None, pass_line: int | None
) -> Result | None:
    """Return what an assessment came to: points below the line fail, whatever was written."""
    if average is None or pass_line is None:
        return result
    if average < pass_line:
        return Result.FAILED
    return result or Result.PASSED


def ranked(candidates: Iterable[Candidate]) -> list[tuple[int | None, Candidate]]:
    """Return the candidates with their places, equal averages sharing one, by name within it.

    Those without points come last and have no place.
    """
    scored = [item for item in candidates if item.average is not None]
    unscored = [item for item in candidates if item.average is None]
    scored.sort(key=lambda item: (-(item.average or 0), item.sort_key, item.id))
    unscored.sort(key=lambda item: (item.sort_key, item.id))
    return [*_with_places(scored), *((None, item) for item in unscored)]


def _with_places(scored: Sequence[Candidate]) -> list[tuple[int | None, Candidate]]:
    found: list[tuple[int | None, Candidate]] = []
    place = 0
    for at, item in enumerate(scored):
        if at == 0 or item.average != scored[at - 1].average:
            place = at + 1
        found.append((place, item))
    return found
