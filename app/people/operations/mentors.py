"""The pool of mentors: who is in it, for which term, of which grade."""

from dataclasses import dataclass
from datetime import date

from app.audit import operations as audit
from app.extensions import db
from app.history import points
from app.organizations.errors import FutureDayError, SameValueError
from app.people import mentor_queries
from app.people.errors import AlreadyMentorError, StaleMentorError, TermError
from app.people.models import Mentor, MentorGrade, MentorGradeChange
from app.people.operations.subject import person_to_change, supersede, take_place
from app.standpoint import Standpoint, today
from app.values.personal import mask_name


@dataclass(frozen=True)
class MentorProfile:
    """What is said of a mentor; `term_until` is the last day."""

    fields: str | None = None
    availability: str | None = None
    term_since: date | None = None
    term_until: date | None = None


@dataclass(frozen=True)
class GradeMove:
    """A checked request: from `since` on the mentor holds the grade, None for none."""

    grade: MentorGrade | None
    since: date
    reason: str | None = None


def make_mentor(standpoint: Standpoint, person_id: int, profile: MentorProfile) -> int:
    """Take a person into the pool; return the mentor's number.

    Raises AlreadyMentorError, TermError.
    """
    person = person_to_change(standpoint, person_id)
    _check(profile)
    if mentor_queries.find_mentor(standpoint, person.id) is not None:
        raise AlreadyMentorError
    mentor = Mentor(
        person_id=person.id,
        **vars(profile),
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
        person=person,
    )
    db.session.add(mentor)
    db.session.flush()
    audit.record("mentor:make", _subject(mentor), by=standpoint.viewer, **_term(profile))
    return mentor.id


def edit_mentor(
    standpoint: Standpoint, mentor_id: int, profile: MentorProfile, *, version: int
) -> None:
    """Change what is said of a mentor. Raises StaleMentorError, TermError."""
    mentor = _mentor_to_change(standpoint, mentor_id)
    if mentor.version != version:
        raise StaleMentorError
    _check(profile)
    changed = [key for key, value in vars(profile).items() if getattr(mentor, key) != value]
    for key in changed:
        setattr(mentor, key, getattr(profile, key))
    mentor.version += 1
    audit.record(
        "mentor:edit", _subject(mentor), by=standpoint.viewer, fields=changed, **_term(profile)
    )


def withdraw_mentor(standpoint: Standpoint, mentor_id: int, reason: str | None = None) -> None:
    """Take a mentor out of the pool; sessions taught stay the mentor's."""
    mentor = _mentor_to_change(standpoint, mentor_id)
    supersede(mentor, by=standpoint.viewer)
    audit.record("mentor:withdraw", _subject(mentor), by=standpoint.viewer, reason=reason)


def record_mentor_grade(standpoint: Standpoint, mentor_id: int, move: GradeMove) -> None:
    """Add a grade to the history; one of the very day is corrected by it.

    Raises FutureDayError, SameValueError.
    """
    mentor = _mentor_to_change(standpoint, mentor_id)
    if move.since > today():
        raise FutureDayError
    live = points.list_live(MentorGradeChange, mentor.id)
    held = [point for point in live if point.since <= move.since]
    before = held[-1].grade if held else None
    if before == move.grade:
        raise SameValueError
    point = MentorGradeChange(
        mentor_id=mentor.id, grade=move.grade, since=move.since, reason=move.reason
    )
    if held and held[-1].since == move.since:
        points.replace(held[-1], point, by=standpoint.viewer)
    else:
        points.add(point, by=standpoint.viewer)
    audit.record(
        "mentor:grade:record",
        _subject(mentor),
        by=standpoint.viewer,
        grade=[before, move.grade],
        since=move.since.isoformat(),
    )


def _mentor_to_change(standpoint: Standpoint, mentor_id: int) -> Mentor:
    take_place(standpoint)
    return mentor_queries.get_mentor(standpoint, mentor_id, is_locked=True)


def _check(profile: MentorProfile) -> None:
    if profile.term_since and profile.term_until and profile.term_until < profile.term_since:
        raise TermError


def _term(profile: MentorProfile) -> dict[str, list[str | None]]:
    days = (profile.term_since, profile.term_until)
    return {"term": [None if day is None else day.isoformat() for day in days]}


def _subject(mentor: Mentor) -> audit.Subject:
    person = mentor.person
    return audit.Subject("mentor", mentor.id, mask_name(person.name), person.division_code)
