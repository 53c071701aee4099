"""Assessments of projects and the points experts gave."""

from datetime import date

import factory

from app.db import utc_now
from app.projects.models import Assessment, AssessmentScore
from app.projects.words import AssessmentKind
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class AssessmentFactory(ModelFactory):
    """A review of an application on 1 April 2026; takes `project_id`."""

    class Meta:
        model = Assessment

    kind = AssessmentKind.APPLICATION
    on = date(2026, 4, 1)
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)


class AssessmentScoreFactory(ModelFactory):
    """80 points for 综合评分; takes `assessment_id`."""

    class Meta:
        model = AssessmentScore

    expert_name = "甲子丑"
    criterion = "综合评分"
    points = 80
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)
