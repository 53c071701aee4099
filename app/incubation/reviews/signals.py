"""What reviews put on the worklist."""

from app.definitions.signals import Signal, Urgency
from app.i18n import _l
from app.incubation.reviews.due import due_reviews

SIGNALS = (
    Signal(
        key="reviews.due",
        label=_l("待做阶段评估"),
        definition=_l(
            "在册、有孵化阶段且未到最高阶段的组织，365天内没有已完成的阶段评估；完成一次评估后消失。"
        ),
        urgency=Urgency.DUE,
        items=due_reviews,
        endpoint="reviews.of_organization",
        argument="organization_id",
    ),
)
