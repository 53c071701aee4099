"""What the assessments of a project leave open when it is to be accepted. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.projects.words import AssessmentKind, Result

PASSING = frozenset({Result.EXCELLENT, Result.GOOD, Result.PASSED})


class OpenPoint(StrEnum):
    NO_FINAL = "no_final"
    FINAL_FAILED = "final_failed"
    RECTIFICATION = "rectification"


@dataclass(frozen=True)
class Assessed:
    """An assessment as far as acceptance rests on it; `result` is what it came to."""

    kind: AssessmentKind
    on: date
    result: Result | None = None
    rectify_by: date | None = None
    rectified_on: date | None = None


def open_points(assessments: Sequence[Assessed], on: date, *, needs_final: bool) -> list[OpenPoint]:
    """Return what is open on the day; of several final assessments the last one counts.

    Where the way of the project knows no final assessment, none is asked for, but one that was
    made must have been passed.
    """
    known = sorted((item for item in assessments if item.on <= on), key=lambda item: item.on)
    finals = [item for item in known if item.kind is AssessmentKind.FINAL]
    found = []
    if finals and finals[-1].result is Result.FAILED:
        found.append(OpenPoint.FINAL_FAILED)
    elif needs_final and not (finals and finals[-1].result in PASSING):
        found.append(OpenPoint.NO_FINAL)
    if any(is_open(item.rectify_by, item.rectified_on, on) for item in known):
        found.append(OpenPoint.RECTIFICATION)
    return found


def is_open(rectify_by: date | None, rectified_on: date | None, on: date) -> bool:
    """Tell whether something is still to be put right on the day."""
    return rectify_by is not None and (rectified_on is None or rectified_on > on)
