"""What the words of reviews are called."""

from app.i18n import _, _l
from app.incubation.reviews.models import Recommendation, ReviewState

STATE_LABELS = {
    ReviewState.DRAFT: _l("草稿"),
    ReviewState.CONCLUDED: _l("已完成"),
    ReviewState.WITHDRAWN: _l("已撤回"),
}
RECOMMENDATION_LABELS = {
    Recommendation.ADVANCE: _l("建议进入下一阶段"),
    Recommendation.STAY: _l("建议留在当前阶段"),
    Recommendation.STEP_BACK: _l("建议退回较早阶段"),
}


def distance_text(stage: str, missing: int) -> str:
    """Return 距成长期还差3项, or that nothing is missing."""
    if missing:
        return _("距%(stage)s还差%(count)s项", stage=stage, count=missing)
    return _("已达到%(stage)s的条件", stage=stage)
