"""Recording an assessment, changing what it came to, and what is put right afterwards."""

from dataclasses import dataclass
from datetime import date

from app.extensions import db
from app.organizations.errors import FutureDayError
from app.projects.assessments import queries
from app.projects.assessments.errors import (
    BeforeProjectError,
    BelowPassLineError,
    NothingToRectifyError,
    RectificationDayError,
    StaleAssessmentError,
)
from app.projects.assessments.live import first_day_of
from app.projects.assessments.open_points import PASSING
from app.projects.assessments.operations.subject import tell, to_change
from app.projects.models import Assessment
from app.projects.operations.subject import check_day, project_to_change, recorded, supersede
from app.projects.words import AssessmentKind, Result
from app.standpoint import Standpoint, today

FIELDS = ("pass_line", "result", "opinion", "rectify_by")


@dataclass(frozen=True)
class AssessmentEntry:
    """A checked request; kind and day stay what they were recorded as."""

    kind: AssessmentKind
    on: date
    pass_line: int | None = None
    result: Result | None = None
    opinion: str | None = None
    rectify_by: date | None = None


def record_assessment(standpoint: Standpoint, project_id: int, entry: AssessmentEntry) -> int:
    """Record an assessment of a project; return its number.

    Raises FutureDayError, BeforeProjectError, RectificationDayError.
    """
    project = project_to_change(standpoint, project_id)
    check_day(entry.on)
    first_day = first_day_of(project.id)
    if first_day is None or entry.on < first_day:
        raise BeforeProjectError
    _check_rectification(entry.on, entry.rectify_by)
    row = Assessment(
        project_id=project.id,
        kind=entry.kind,
        on=entry.on,
        version=1,
        **{name: getattr(entry, name) for name in FIELDS},
        **recorded(standpoint),
    )
    db.session.add(row)
    db.session.flush()
    tell("assessment:record", standpoint, project, row, result=row.result)
    return row.id


def edit_assessment(
    standpoint: Standpoint, assessment_id: int, entry: AssessmentEntry, version: int
) -> None:
    """Change all but kind and day: figures of the past rest on those.

    Raises StaleAssessmentError, RectificationDayError, BelowPassLineError.
    """
    row, project = to_change(standpoint, assessment_id)
    if row.version != version:
        raise StaleAssessmentError
    _check_rectification(row.on, entry.rectify_by)
    _check_result(standpoint, row, entry)
    changes = {
        name: [_plain(getattr(row, name)), _plain(getattr(entry, name))]
        for name in FIELDS
        if getattr(row, name) != getattr(entry, name)
    }
    for name in FIELDS:
        setattr(row, name, getattr(entry, name))
    if row.rectify_by is None:
        row.rectified_on = None
    row.version += 1
    db.session.flush()
    tell("assessment:edit", standpoint, project, row, **changes)


def finish_rectification(
    standpoint: Standpoint, assessment_id: int, done_on: date, note: str | None = None
) -> None:
    """Note that what was found has been put right.

    Raises NothingToRectifyError, FutureDayError, RectificationDayError.
    """
    row, project = to_change(standpoint, assessment_id)
    if row.rectify_by is None or row.rectified_on is not None:
        raise NothingToRectifyError
    if done_on > today():
        raise FutureDayError
    if done_on < row.on:
        raise RectificationDayError
    row.rectified_on = done_on
    row.version += 1
    db.session.flush()
    tell(
        "assessment:rectify",
        standpoint,
        project,
        row,
        rectified_on=done_on.isoformat(),
        note=note,
    )


def withdraw_assessment(
    standpoint: Standpoint, assessment_id: int, reason: str | None = None
) -> None:
    """Take an assessment back, its scores with it."""
    row, project = to_change(standpoint, assessment_id)
    supersede(row, standpoint)
    tell("assessment:withdraw", standpoint, project, row, reason=reason)


def _check_rectification(on: date, rectify_by: date | None) -> None:
    if rectify_by is not None and rectify_by < on:
        raise RectificationDayError


def _check_result(standpoint: Standpoint, row: Assessment, entry: AssessmentEntry) -> None:
    average = queries.assessing_of(standpoint, row).average
    if average is None or entry.pass_line is None or average >= entry.pass_line:
        return
    if entry.result in PASSING:
        raise BelowPassLineError


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else str(value)
