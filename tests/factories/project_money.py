"""Money and results of projects."""

from datetime import date

import factory

from app.db import utc_now
from app.projects.models import (
    Activity,
    BudgetLine,
    Expense,
    Indicator,
    Instalment,
    Payment,
)
from tests.factories.base import ModelFactory
from tests.factories.organizations import operator_id


class _Recorded(ModelFactory):
    class Meta:
        abstract = True

    recorded_at = factory.LazyFunction(utc_now)
    recorded_by = factory.LazyFunction(operator_id)


class BudgetLineFactory(_Recorded):
    class Meta:
        model = BudgetLine

    position = 1
    label = "活动物料"
    is_direct = True
    amount = 30_000_00


class InstalmentFactory(_Recorded):
    class Meta:
        model = Instalment

    position = 1
    amount = 25_000_00
    due_on = date(2026, 4, 1)


class PaymentFactory(_Recorded):
    class Meta:
        model = Payment

    on = date(2026, 4, 1)
    amount = 25_000_00


class ExpenseFactory(_Recorded):
    class Meta:
        model = Expense

    on = date(2026, 5, 1)
    amount = 1_000_00


class ActivityFactory(_Recorded):
    class Meta:
        model = Activity

    on = date(2026, 5, 1)
    title = "社区课堂"


class IndicatorFactory(_Recorded):
    class Meta:
        model = Indicator

    key = "beneficiaries"
    label = "受益人次"
    unit = "人次"
    value = 100
