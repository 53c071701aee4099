from datetime import date

import pytest

from app.divisions.codes import WHOLE
from app.standpoint import Standpoint, today
from tests.factories.certificates import CertifiedCourseFactory, PresentFactory
from tests.factories.organizations import operator_id
from tests.factories.trainings import SessionFactory


@pytest.fixture
def standpoint(session):
    return Standpoint(operator_id(), WHOLE, today(), date(today().year, 1, 1))


@pytest.fixture
def course(session):
    return CertifiedCourseFactory.create()


@pytest.fixture
def attend(course):
    """Return a function that makes the person of a phone attend sessions of the course."""

    def attending(phone, *days, minutes=60, **who):
        rows = []
        for day in days:
            detail = SessionFactory.create(course_id=course.id, held_on=day, minutes=minutes)
            rows.append(PresentFactory.create(session_id=detail.session_id, phone=phone, **who))
        return rows[-1].id

    return attending
