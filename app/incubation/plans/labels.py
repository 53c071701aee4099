"""What people call the states of a plan."""

from app.i18n import _l
from app.incubation.plans.models import PlanState

STATE_LABELS = {
    PlanState.ACTIVE: _l("进行中"),
    PlanState.COMPLETED: _l("已完成"),
    PlanState.ABANDONED: _l("已中止"),
}
