from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import NoResultFound

from app.extensions import db
from app.incubation.plans.models import PlanState
from app.incubation.plans.queries import (
    PlanFilter,
    count_plans,
    find_active_plan,
    get_plan,
    list_plans,
)
from app.incubation.plans.signals import SIGNALS
from app.incubation.plans.timeline import TIMELINE
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.plans import PlanFactory

STEPS = [
    {"text": "政策学习", "due_on": date(2026, 3, 1), "done_on": date(2026, 2, 1)},
    {"text": "备案材料准备", "due_on": date(2026, 6, 29), "responsible": "甲子丑"},
    {"text": "一对一咨询", "due_on": date(2026, 6, 30)},
    {"text": "章程培训", "due_on": date(2026, 7, 7)},
    {"text": "财务培训", "due_on": date(2026, 7, 8)},
    {"text": "删去的", "due_on": date(2026, 6, 1), "is_removed": True},
]


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def look(codes):
    account = AccountFactory.create(division_code=codes["晴川街道"])
    return make_standpoint({"on": "2026-06-30"}, viewer=account.id, division=account.division_code)


@pytest.fixture
def organization(codes):
    return OrganizationFactory.create(name="晴湾棋社", division_code=codes["晴湾社区"])


@pytest.fixture
def plan(organization):
    return PlanFactory.create(organization=organization, steps=STEPS)


class TestPlans:
    def test_show_how_far_they_are_on_the_day(self, look, plan):
        (row,) = list_plans(look, PlanFilter())

        assert (row.plan.id, row.done, row.total, row.overdue) == (plan.id, 1, 5, 1)
        assert row.next_due == date(2026, 6, 29)
        (earlier,) = list_plans(replace(look, on=date(2026, 1, 31)), PlanFilter())
        assert (earlier.done, earlier.overdue) == (0, 0)

    def test_are_there_from_the_day_they_were_made(self, look, plan):
        day_before = replace(look, on=date(2026, 1, 9))

        assert list_plans(day_before, PlanFilter()) == []
        with pytest.raises(NoResultFound):
            get_plan(day_before, plan.id)
        with pytest.raises(NoResultFound):
            get_plan(replace(look, known_at=datetime(2026, 1, 1, tzinfo=UTC)), plan.id)

    def test_stay_inside_the_division(self, codes, look, plan):
        foreign = OrganizationFactory.create(division_code=codes["云溪社区"])
        other = PlanFactory.create(organization=foreign)

        assert count_plans(look, PlanFilter()) == 1
        assert find_active_plan(look, foreign.id) is None
        with pytest.raises(NoResultFound):
            get_plan(look, other.id)

    def test_are_narrowed_by_the_filter(self, codes, look, plan):
        closed = PlanFactory.create(
            organization=OrganizationFactory.create(division_code=codes["柳浪社区"]),
            state=PlanState.COMPLETED,
            closed_on=date(2026, 5, 1),
            closed_at=datetime(2026, 5, 1, tzinfo=UTC),
        )

        def found(**wanted):
            return [row.plan.id for row in list_plans(look, PlanFilter(**wanted))]

        assert found() == [plan.id]
        assert found(state=PlanState.COMPLETED) == [closed.id]
        assert sorted(found(state=None)) == [plan.id, closed.id]
        assert found(text="晴湾") == [plan.id]
        assert found(text="云溪") == []
        assert found(responsible="甲子") == [plan.id]
        assert found(responsible="乙丑") == []
        assert found(is_overdue=True) == [plan.id]
        before = list_plans(replace(look, on=date(2026, 4, 1)), PlanFilter(is_overdue=True))
        assert before == []


class TestSignals:
    def test_say_what_is_overdue_and_what_is_due_within_a_week(self, look, organization, plan):
        overdue, due = ([*db.session.execute(signal.items(look))] for signal in SIGNALS)

        assert [(row.title, row.subject_id) for row in overdue] == [("备案材料准备", plan.id)]
        assert {row.title for row in due} == {"一对一咨询", "章程培训"}
        assert due[0]._fields == ("organization_id", "subject_id", "due_on", "owner_id", "title")

    def test_fall_silent_once_the_plan_is_closed(self, look, organization):
        PlanFactory.create(
            organization=organization,
            steps=STEPS,
            state=PlanState.ABANDONED,
            closed_on=date(2026, 6, 1),
        )

        assert [row for signal in SIGNALS for row in db.session.execute(signal.items(look))] == []


class TestTimeline:
    def test_tells_of_the_plan_and_of_steps_done(self, look, organization, plan):
        entries = TIMELINE[0].entries(look, organization.id)

        assert [entry.title for entry in entries] == [
            "制定孵化大纲：孵化大纲",
            "完成大纲步骤：政策学习",
        ]
