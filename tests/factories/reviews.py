from datetime import date

import factory
from factory import post_generation

from app.db import utc_now
from app.extensions import db
from app.incubation.criteria.models import CriterionSet
from app.incubation.reviews.models import (
    Recommendation,
    Review,
    ReviewScore,
    ReviewState,
)
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


def shipped_set_id():
    return db.session.query(CriterionSet.id).order_by(CriterionSet.id).limit(1).scalar()


class ReviewFactory(ModelFactory):
    """A concluded review towards 成熟期 by the shipped set; `scores` are points by criterion."""

    class Meta:
        model = Review

    set_id = factory.LazyFunction(shipped_set_id)
    to_stage = "mature"
    on = date(2026, 3, 1)
    state = ReviewState.CONCLUDED
    reviewer_id = factory.LazyFunction(operator_id)
    recommendation = Recommendation.STAY
    conclusion = "继续培育"
    version = 1
    recorded_at = factory.LazyFunction(utc_now)
    concluded_at = factory.LazyAttribute(
        lambda o: o.recorded_at if o.state is ReviewState.CONCLUDED else None
    )
    concluded_by = factory.LazyAttribute(
        lambda o: o.reviewer_id if o.state is ReviewState.CONCLUDED else None
    )

    @post_generation
    def scores(self, create, extracted, **kwargs):
        for criterion_id, score in (extracted or {}).items():
            db.session.add(
                ReviewScore(
                    review_id=self.id,
                    criterion_id=criterion_id,
                    score=score,
                    is_met=None if score is None else score >= 3,
                )
            )
        db.session.commit()
