"""Writes. Operations flush and audit; the view or command commits."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from app.audit import operations as audit
from app.extensions import db
from app.files.operations import attach, attach_uploads
from app.files.queries import files_of
from app.projects.errors import EndBeforeStartError
from app.projects.models import Project
from app.projects.operations.checks import organization_ids_of
from app.projects.operations.subject import (
    check_day,
    detail_of,
    project_to_change,
    recorded,
    subject,
    supersede,
)
from app.projects.results import queries
from app.projects.results.errors import NoFilesError, NoNumberError, WrongUnitError
from app.projects.results.figures import TIMES, counts_people, read_figure
from app.projects.results.kinds import MODELS, STORED_LABELS, UNITS, Result, ResultKind
from app.standpoint import Standpoint


@dataclass(frozen=True)
class ActivityEntry:
    """An activity held; who came is counted each time (人次), volunteers once (人数)."""

    KIND: ClassVar = ResultKind.ACTIVITY

    on: date
    title: str
    place: str | None = None
    attendances: int | None = None
    volunteers: int | None = None
    volunteer_minutes: int | None = None
    note: str | None = None


@dataclass(frozen=True)
class IndicatorEntry:
    """An indicator; `value` is text as reports write it. With a key, label and unit are given."""

    KIND: ClassVar = ResultKind.INDICATOR

    key: str | None
    label: str
    value: str | None
    unit: str | None = None
    baseline: int | None = None
    target: int | None = None
    since: date | None = None
    until_day: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class CoverageEntry:
    KIND: ClassVar = ResultKind.COVERAGE

    on: date
    medium: str
    title: str
    link: str | None = None


@dataclass(frozen=True)
class CaseEntry:
    KIND: ClassVar = ResultKind.CASE

    title: str
    text: str


Entry = ActivityEntry | IndicatorEntry | CoverageEntry | CaseEntry


def add_result(
    standpoint: Standpoint, project_id: int, entry: Entry, uploads: tuple[Any, ...] = ()
) -> int:
    """Record a result with its files; return its number.

    Raises FutureDayError, BeforeExistenceError, EndBeforeStartError, WrongUnitError,
    NoNumberError, NoFilesError and QuotaExceededError.
    """
    project = project_to_change(standpoint, project_id)
    row = _insert(standpoint, project, entry)
    _keep_files(standpoint, project, entry.KIND, row.id, uploads)
    _record("project:result:add", standpoint, project, entry.KIND, row)
    return row.id


def correct_result(
    standpoint: Standpoint, result_id: int, entry: Entry, uploads: tuple[Any, ...] = ()
) -> int:
    """Supersede a result by another, which takes over its files; return the new number.

    Raises NoResultFound for one that was corrected or withdrawn, and what `add_result` raises.
    """
    old, project = _to_change(standpoint, entry.KIND, result_id)
    files = files_of(standpoint, entry.KIND.subject_type, [old.id]).get(old.id, [])
    supersede(old, standpoint)
    row = _insert(standpoint, project, entry)
    for file in files:
        attach(standpoint, file.id, entry.KIND.subject_type, row.id)
    _keep_files(standpoint, project, entry.KIND, row.id, uploads)
    _record("project:result:correct", standpoint, project, entry.KIND, row)
    return row.id


def withdraw_result(
    standpoint: Standpoint, kind: ResultKind, result_id: int, reason: str | None = None
) -> None:
    """Take a result back. Raises NoResultFound for one corrected or withdrawn already."""
    row, project = _to_change(standpoint, kind, result_id)
    supersede(row, standpoint)
    _record("project:result:withdraw", standpoint, project, kind, row, reason=reason)


def _to_change(standpoint: Standpoint, kind: ResultKind, result_id: int) -> tuple[Result, Project]:
    project_id = queries.get_result(standpoint, kind, result_id).project_id
    project = project_to_change(standpoint, project_id)
    return queries.get_result(standpoint, kind, result_id), project


def _insert(standpoint: Standpoint, project: Project, entry: Entry) -> Result:
    values = _indicator_values(entry) if isinstance(entry, IndicatorEntry) else dict(vars(entry))
    if values.get("on"):
        check_day(values["on"], organization_ids_of(project.id))
    row = MODELS[entry.KIND](project_id=project.id, **values, **recorded(standpoint))
    db.session.add(row)
    db.session.flush()
    return row


def _indicator_values(entry: IndicatorEntry) -> dict[str, Any]:
    if entry.since and entry.until_day and entry.until_day < entry.since:
        raise EndBeforeStartError
    if entry.since:
        check_day(entry.since)
    values = {**vars(entry), "as_written": None, "qualifier": None, "value": None}
    if entry.key is not None:
        values |= {"label": STORED_LABELS[entry.key], "unit": UNITS[entry.key]}
    if entry.value is None:
        return values
    figure = read_figure(entry.value)
    _check_unit(entry.key, figure.unit)
    if entry.key is not None and figure.count is None:
        raise NoNumberError
    values["unit"] = values["unit"] or figure.unit
    if figure.count is not None:
        values |= {"value": figure.count.number, "qualifier": figure.count.qualifier}
    if not entry.value.isdecimal():
        values["as_written"] = entry.value
    return values


def _check_unit(key: str | None, unit: str | None) -> None:
    if key is None or unit is None:
        return
    is_wrong = counts_people(unit) if UNITS[key] == TIMES else unit == TIMES
    if is_wrong:
        raise WrongUnitError


def _keep_files(
    standpoint: Standpoint,
    project: Project,
    kind: ResultKind,
    result_id: int,
    uploads: tuple[Any, ...],
) -> None:
    if not uploads:
        return
    home = queries.home_of_files(standpoint, project.id)
    if home is None:
        raise NoFilesError
    attach_uploads(standpoint, home, uploads, kind.subject_type, result_id)


def _record(
    action: str,
    standpoint: Standpoint,
    project: Project,
    kind: ResultKind,
    row: Result,
    **changes: Any,
) -> None:
    name = detail_of(project.id).name
    what = row.label if kind is ResultKind.INDICATOR else row.title  # type: ignore[union-attr]
    audit.record(
        action,
        subject(project, name),
        by=standpoint.viewer,
        kind=kind.value,
        result=row.id,
        what=what,
        **changes,
    )
