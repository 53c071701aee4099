from datetime import date

import factory
from factory import post_generation

from app.db import utc_now
from app.extensions import db
from app.incubation.plans.models import GrowthPlan, PlanState, PlanStep
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class PlanFactory(ModelFactory):
    """A plan in progress; `steps=[{"text": …, "due_on": …}, …]` are its steps."""

    class Meta:
        model = GrowthPlan

    title = "孵化大纲"
    from_stage = "sprouting"
    to_stage = "starting"
    made_on = date(2026, 1, 10)
    state = PlanState.ACTIVE
    version = 1
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)

    @post_generation
    def steps(self, _create, extracted, **_kwargs):
        for position, facts in enumerate(extracted or (), 1):
            step = {"position": position, "text": f"第{position}步", **facts}
            db.session.add(PlanStep(plan_id=self.id, **step))
        db.session.commit()
