from datetime import date

import factory
from factory import post_generation

from app.db import utc_now
from app.extensions import db
from app.incubation.supports.kinds import SupportKind
from app.incubation.supports.models import Support, SupportRecipient
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class SupportFactory(ModelFactory):
    """An hour of consulting; `organizations=[…]` are those it was for."""

    class Meta:
        model = Support

    on = date(2026, 3, 1)
    kind = SupportKind.CONSULTING
    minutes = 60
    by_name = "甲子丑"
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)

    @post_generation
    def organizations(self, _create, extracted, **_kwargs):
        for organization in extracted or ():
            db.session.add(SupportRecipient(support_id=self.id, organization_id=organization.id))
        db.session.commit()
