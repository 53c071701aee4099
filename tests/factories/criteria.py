from datetime import date

import factory

from app.db import utc_now
from app.incubation.criteria.models import (
    Audience,
    Criterion,
    CriterionSet,
    Dimension,
    Proof,
)
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class CriterionSetFactory(ModelFactory):
    """A set without criteria, in force in place of the shipped one."""

    class Meta:
        model = CriterionSet

    name = factory.Sequence(lambda n: f"评估标准{n}")
    since = factory.Sequence(lambda n: date.fromordinal(date(2021, 1, 1).toordinal() + n))
    is_proposal = False
    weighed_share = 60
    version = 1
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)


class CriterionFactory(ModelFactory):
    """A required criterion of 成长期 that a person answers."""

    class Meta:
        model = Criterion

    code = factory.Sequence(lambda n: f"测{n}")
    stage = "growing"
    audience = Audience.ANY
    dimension = Dimension.TEAM
    text = "有稳定的队伍"
    is_required = True
    weight = 1
    proof = Proof.JUDGMENT
    position = factory.Sequence(lambda n: n)
