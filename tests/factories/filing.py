from datetime import date

import factory

from app.db import utc_now
from app.incubation.filing.models import FilingPaper, FilingRule, PaperState
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id

REQUIRED = ("application", "charter", "members")


class FilingPaperFactory(ModelFactory):
    class Meta:
        model = FilingPaper

    kind = "application"
    state = PaperState.APPROVED
    on = date(2024, 5, 6)
    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)


class FilingRuleFactory(ModelFactory):
    class Meta:
        model = FilingRule

    authority = "晴川街道办事处"
    pattern = "{area}{street}社备〔{yyyy}〕{seq:3}号"
    area = "示"
    street = "晴"
    first_sequence = 1
    version = 1
    changed_at = factory.LazyFunction(utc_now)
    changed_by = factory.LazyFunction(operator_id)


def approve_required(organization_id, on=date(2024, 5, 6)):
    """Record every paper that filing asks for as approved."""
    for kind in REQUIRED:
        FilingPaperFactory.create(organization_id=organization_id, kind=kind, on=on)
