from datetime import date

import factory

from app.trainings.models import Certificate
from app.values.codes import code_key
from tests.factories.trainings import AttendanceFactory, CourseFactory, RecordedFactory


class CertifiedCourseFactory(CourseFactory):
    """A course whose certificate takes two sessions and ninety minutes."""

    title = "社会工作实务"
    certificate_minutes = 90
    certificate_sessions = 2
    certificate_pattern = "培〔{yyyy}〕{seq:4}号"
    certificate_months = 12


class PresentFactory(AttendanceFactory):
    """That the person of this phone was present."""

    phone = "13800000001"


class CertificateFactory(RecordedFactory):
    class Meta:
        model = Certificate

    class Params:
        course = factory.SubFactory(CertifiedCourseFactory)

    course_id = factory.LazyAttribute(lambda o: o.course.id)
    number = factory.Sequence(lambda n: f"培〔2026〕{n + 5000:04}号")
    number_key = factory.LazyAttribute(lambda o: code_key(o.number))
    person_key = "p:13800000001"
    name = "甲子丑"
    sessions = 2
    minutes = 120
    issued_on = date(2026, 4, 1)
