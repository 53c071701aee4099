"""Writes. Operations flush and audit; the view commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, update

from app.audit import operations as audit
from app.extensions import db
from app.organizations.errors import FutureDayError, KnownAtRefusedError
from app.organizations.followers import facts_changed
from app.standpoint import Standpoint, today
from app.trainings.certificates import queries
from app.trainings.certificates.candidates import Candidate, list_candidates
from app.trainings.certificates.conditions import last_valid_day
from app.trainings.certificates.errors import (
    AlreadyIssuedError,
    NobodyChosenError,
    NotFulfilledError,
    ReasonMissingError,
)
from app.trainings.certificates.numbering import next_numbers, pattern_of
from app.trainings.courses.queries import get_course
from app.trainings.models import Certificate, Course, PassedTest
from app.values.codes import code_key


@dataclass(frozen=True)
class Issue:
    """A request to issue certificates; people are named by their latest sign-in."""

    course_id: int
    attendance_ids: tuple[int, ...]
    issued_on: date


def issue_certificates(standpoint: Standpoint, issue: Issue) -> list[str]:
    """Issue them all or none; return the numbers in the order of the people's names.

    Raises NobodyChosenError, FutureDayError, NoPatternError, NotFulfilledError,
    AlreadyIssuedError, NoResultFound.
    """
    course = _course_to_change(standpoint, issue.course_id)
    if issue.issued_on > today():
        raise FutureDayError
    chosen = _chosen(standpoint, course, issue)
    numbers = next_numbers(pattern_of(course), issue.issued_on.year)
    made = [_certificate(standpoint, course, issue, item, next(numbers)) for item in chosen]
    db.session.add_all(made)
    db.session.flush()
    facts_changed(item.organization_id for item in chosen if item.organization_id is not None)
    audit.record_many(
        "certificate:issue",
        [(_subject(item, course), {"course": course.title}) for item in made],
        by=standpoint.viewer,
    )
    return [item.number for item in made]


def save_tests(
    standpoint: Standpoint, course_id: int, shown: Collection[int], ticked: Collection[int]
) -> None:
    """Note who of the people shown passed the test, named by sign-ins. Raises NoResultFound."""
    course = _course_to_change(standpoint, course_id)
    people = [item for item in list_candidates(standpoint, course) if item.attendance_id in shown]
    passed = {item.person_key for item in people if item.attendance_id in ticked}
    had = {item.person_key for item in people if item.tally.has_passed}
    gone = {item.person_key for item in people} - passed
    db.session.execute(
        update(PassedTest)
        .where(
            PassedTest.course_id == course.id,
            PassedTest.person_key.in_(gone & had),
            PassedTest.superseded_at.is_(None),
        )
        .values(superseded_at=audit.instant(), superseded_by=standpoint.viewer)
    )
    db.session.add_all(
        PassedTest(
            course_id=course.id,
            person_key=key,
            recorded_at=audit.instant(),
            recorded_by=standpoint.viewer,
        )
        for key in sorted(passed - had)
    )
    db.session.flush()
    if passed - had or gone & had:
        audit.record(
            "certificate:test",
            audit.Subject("course", course.id, course.title, course.division_code),
            by=standpoint.viewer,
            added=len(passed - had),
            removed=len(gone & had),
        )


def revoke_certificate(standpoint: Standpoint, certificate_id: int, reason: str | None) -> None:
    """Take a certificate back for good; its number is not given again.

    Raises ReasonMissingError, and NoResultFound also for one that is revoked already.
    """
    _take_place(standpoint)
    certificate = queries.get_certificate(standpoint, certificate_id)
    course = get_course(standpoint, certificate.course_id)
    statement = select(Certificate).where(
        Certificate.id == certificate_id, Certificate.superseded_at.is_(None)
    )
    certificate = db.session.scalars(statement.with_for_update()).one()
    if not reason:
        raise ReasonMissingError
    certificate.superseded_at = audit.instant()
    certificate.superseded_by = standpoint.viewer
    certificate.reason = reason
    db.session.flush()
    if certificate.organization_id is not None:
        facts_changed([certificate.organization_id])
    subject = _subject(certificate, course)
    audit.record("certificate:revoke", subject, by=standpoint.viewer, reason=reason)


def note_export(standpoint: Standpoint, count: int) -> None:
    """Audit that the register was taken along."""
    audit.record(
        "certificate:export",
        audit.Subject("certificate", None, "", standpoint.division),
        by=standpoint.viewer,
        rows=count,
        on=standpoint.on.isoformat(),
    )


def _chosen(standpoint: Standpoint, course: Course, issue: Issue) -> Sequence[Candidate]:
    wanted = set(issue.attendance_ids)
    if not wanted:
        raise NobodyChosenError
    # Named by what is known today, judged by what was attended up to the day of issue.
    now = {item.attendance_id: item for item in list_candidates(standpoint, course)}
    then = {
        item.person_key: item
        for item in list_candidates(standpoint.at_day(issue.issued_on), course)
    }
    if not wanted <= set(now):
        raise NotFulfilledError
    keys = {now[id_].person_key for id_ in wanted}
    chosen = [item for key, item in then.items() if key in keys and not item.lacks]
    if len(chosen) < len(keys):
        raise NotFulfilledError
    if _has_valid(course.id, keys, issue.issued_on):
        raise AlreadyIssuedError
    return chosen


def _has_valid(course_id: int, keys: Collection[str], on: date) -> bool:
    statement = select(Certificate.id).where(
        Certificate.course_id == course_id,
        Certificate.person_key.in_(keys),
        Certificate.superseded_at.is_(None),
        or_(Certificate.expires_on.is_(None), Certificate.expires_on >= on),
    )
    return db.session.scalar(statement.limit(1)) is not None


def _certificate(
    standpoint: Standpoint, course: Course, issue: Issue, person: Candidate, number: str
) -> Certificate:
    return Certificate(
        course_id=course.id,
        number=number,
        number_key=code_key(number),
        person_key=person.person_key,
        name=person.name,
        organization_id=person.organization_id,
        organization_text=None if person.organization_id else person.organization,
        sessions=person.tally.sessions,
        minutes=person.tally.minutes,
        issued_on=issue.issued_on,
        expires_on=last_valid_day(issue.issued_on, course.certificate_months),
        recorded_at=audit.instant(),
        recorded_by=standpoint.viewer,
    )


def _course_to_change(standpoint: Standpoint, course_id: int) -> Course:
    _take_place(standpoint)
    return get_course(standpoint, course_id, is_locked=True)


def _take_place(standpoint: Standpoint) -> None:
    if standpoint.known_at is not None:
        raise KnownAtRefusedError
    audit.instant()  # takes the place among the writers before anything is read


def _subject(certificate: Certificate, course: Course) -> audit.Subject:
    return audit.Subject("certificate", certificate.id, certificate.number, course.division_code)
