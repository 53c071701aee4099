"""Concluded reviews on the timeline of an organization."""

from app.definitions.timeline import TimelineEntry, TimelineSource
from app.i18n import _l
from app.incubation.reviews.labels import RECOMMENDATION_LABELS, distance_text
from app.incubation.reviews.models import Review, ReviewState
from app.incubation.reviews.queries import ReviewFilter, list_reviews
from app.organizations.dictionaries import stage_words
from app.standpoint import Standpoint
from app.values.dates import PartialDate

MOST_SHOWN = 200


def entries(standpoint: Standpoint, organization_id: int) -> list[TimelineEntry]:
    wanted = ReviewFilter(ReviewState.CONCLUDED, organization_id=organization_id)
    labels = {word.key: word.label for word in stage_words()}
    return [
        TimelineEntry(
            on=PartialDate(review.on),
            title=_title(review, labels.get(review.to_stage, review.to_stage)),
            notes=[review.conclusion] if review.conclusion else [],
            recorded_at=review.concluded_at,
            recorded_by=review.concluded_by,
            endpoint="reviews.review",
            arguments={"review_id": review.id},
        )
        for review in list_reviews(standpoint, wanted, limit=MOST_SHOWN)
    ]


def _title(review: Review, stage: str) -> str:
    gate = distance_text(stage, (review.gate or {}).get("missing", 0))
    if review.recommendation is None:
        return gate
    return f"{RECOMMENDATION_LABELS[review.recommendation]}，{gate}"


TIMELINE = (TimelineSource("reviews", _l("阶段评估"), "clipboard-check", entries),)
