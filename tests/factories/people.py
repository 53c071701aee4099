from datetime import date

import factory

from app.db import utc_now
from app.divisions.codes import WHOLE
from app.people.models import (
    Mentor,
    Person,
    PersonLink,
    Qualification,
    QualificationLevel,
    Role,
)
from app.values.names import match_key
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class RecordedFactory(ModelFactory):
    class Meta:
        abstract = True

    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)


class PersonFactory(RecordedFactory):
    class Meta:
        model = Person

    division_code = WHOLE
    name = "甲子丑"
    match_key = factory.LazyAttribute(lambda o: match_key(o.name))
    phone = factory.Sequence(lambda n: f"1380000{n % 10_000:04}")


class PersonLinkFactory(RecordedFactory):
    """A social worker since 2024; takes `person_id` and `organization_id`."""

    class Meta:
        model = PersonLink

    role = Role.SOCIAL_WORKER
    since = date(2024, 1, 1)


class QualificationFactory(RecordedFactory):
    class Meta:
        model = Qualification

    level = QualificationLevel.ASSISTANT
    obtained_on = date(2024, 6, 1)


class MentorFactory(RecordedFactory):
    class Meta:
        model = Mentor
