from datetime import date

import factory

from app.db import utc_now
from app.divisions.codes import WHOLE
from app.people.keys import person_key
from app.trainings.models import (
    Attendance,
    Course,
    Presence,
    SessionDetail,
    SessionState,
    SignUp,
    SignUpState,
    TrainingSession,
    Way,
)
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class RecordedFactory(ModelFactory):
    class Meta:
        abstract = True

    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)


class CourseFactory(RecordedFactory):
    class Meta:
        model = Course

    division_code = WHOLE
    title = "财务规范"
    certificate_needs_test = False
    version = 1


class IdentityFactory(RecordedFactory):
    class Meta:
        model = TrainingSession

    division_code = WHOLE
    number = factory.Sequence(lambda n: f"PX-2026-{n + 100}")
    version = 1


class SessionFactory(RecordedFactory):
    """The detail of a session of 90 minutes, held; `division_code`, `course_id` go to the session."""

    class Meta:
        model = SessionDetail

    class Params:
        division_code = WHOLE
        course_id = None

    session_id = factory.LazyAttribute(
        lambda o: IdentityFactory.create(division_code=o.division_code, course_id=o.course_id).id
    )
    title = "财务规范专题培训"
    state = SessionState.HELD
    held_on = date(2026, 3, 1)
    ends_on = factory.LazyAttribute(lambda o: o.held_on)
    minutes = 90


class PersonRowFactory(RecordedFactory):
    class Meta:
        abstract = True

    name = "甲子丑"
    phone = None
    organization_id = None
    organization_text = None
    person_key = factory.LazyAttribute(
        lambda o: person_key(o.name, o.phone, o.organization_id or o.organization_text)
    )


class AttendanceFactory(PersonRowFactory):
    class Meta:
        model = Attendance

    presence = Presence.PRESENT
    way = Way.GRID


class SignUpFactory(PersonRowFactory):
    class Meta:
        model = SignUp

    state = SignUpState.TAKEN
