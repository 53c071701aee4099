"""What of the criteria plans rest on: their steps refer to them, of sets they need none kept."""

from sqlalchemy import false, select

from app.incubation.criteria.models import Criterion
from app.incubation.plans.models import PlanStep

SETS_USED = select(Criterion.set_id).where(false())
CRITERIA_USED = select(PlanStep.criterion_id).where(PlanStep.criterion_id.is_not(None))
