from datetime import date

import factory

from app.db import utc_now
from app.divisions.codes import WHOLE
from app.projects.models import Recognition
from app.projects.words import Level
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class RecognitionFactory(ModelFactory):
    """A brand of a district, in force since March."""

    class Meta:
        model = Recognition

    division_code = WHOLE
    is_brand = True
    level = Level.DISTRICT
    title = "区级品牌项目"
    awarded_on = date(2026, 3, 1)
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)
