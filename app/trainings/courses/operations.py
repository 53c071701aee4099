"""Writes. Operations flush and audit; the view or command commits."""

from dataclasses import asdict, dataclass

from app.audit import operations as audit
from app.extensions import db
from app.organizations.errors import ChangeRefusedError, KnownAtRefusedError
from app.standpoint import Standpoint
from app.trainings.courses.queries import get_course
from app.trainings.models import Course, Form


class StaleCourseError(ChangeRefusedError):
    """Somebody changed the course since the form was opened."""


class PatternError(ChangeRefusedError):
    """A pattern of certificate numbers has no {seq}."""


@dataclass(frozen=True, kw_only=True)
class CourseFacts:
    """What a course is like, and what a certificate of it takes."""

    title: str
    category_id: int | None = None
    form: Form | None = None
    audience: str | None = None
    programme: str | None = None
    certificate_minutes: int | None = None
    certificate_sessions: int | None = None
    certificate_needs_test: bool = False
    certificate_pattern: str | None = None
    certificate_months: int | None = None


def add_course(standpoint: Standpoint, facts: CourseFacts) -> int:
    """Add a course to the standpoint's division; return its number. Raises PatternError."""
    _check(standpoint, facts)
    course = Course(
        division_code=standpoint.division,
        **asdict(facts),
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )
    db.session.add(course)
    db.session.flush()
    audit.record("training:course:add", _subject(course), by=standpoint.viewer)
    return course.id


def edit_course(standpoint: Standpoint, course_id: int, facts: CourseFacts, version: int) -> None:
    """Change a course. Raises StaleCourseError and PatternError."""
    _check(standpoint, facts)
    course = get_course(standpoint, course_id, is_locked=True)
    if course.version != version:
        raise StaleCourseError
    changes = {
        key: [_text(getattr(course, key)), _text(value)]
        for key, value in asdict(facts).items()
        if getattr(course, key) != value
    }
    for key, value in asdict(facts).items():
        setattr(course, key, value)
    course.version += 1
    db.session.flush()
    audit.record("training:course:edit", _subject(course), by=standpoint.viewer, **changes)


def _check(standpoint: Standpoint, facts: CourseFacts) -> None:
    if standpoint.known_at is not None:
        raise KnownAtRefusedError
    audit.instant()  # takes the place among the writers before anything is read
    if facts.certificate_pattern and "{seq" not in facts.certificate_pattern:
        raise PatternError


def _subject(course: Course) -> audit.Subject:
    return audit.Subject("course", course.id, course.title, course.division_code)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
