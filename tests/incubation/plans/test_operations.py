from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.audit.models import AuditEvent
from app.db import utc_now
from app.incubation.plans.errors import (
    BeforePlanError,
    PlanClosedError,
    PlanExistsError,
    StalePlanError,
)
from app.incubation.plans.models import GrowthPlan, PlanState, PlanStep, ServiceTemplate
from app.incubation.plans.operations import (
    PlanDraft,
    PlanEdit,
    StepDraft,
    StepEdit,
    add_steps,
    close_plan,
    edit_plan,
    make_plan,
)
from app.incubation.plans.queries import get_plan
from app.incubation.plans.services import ServiceEdit, add_service, edit_service
from app.organizations.errors import BeforeExistenceError, FutureDayError, KnownAtRefusedError
from app.standpoint import make_standpoint, today
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.plans import PlanFactory

DRAFT = PlanDraft(
    "孵化大纲",
    "sprouting",
    "starting",
    "完成备案",
    (StepDraft("政策学习", date(2026, 12, 1), "甲子丑"), StepDraft("备案材料准备")),
)


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def look(codes):
    account = AccountFactory.create(name="甲子丑", division_code=codes["晴川街道"])
    return make_standpoint({}, viewer=account.id, division=account.division_code)


@pytest.fixture
def organization(codes):
    return OrganizationFactory.create(division_code=codes["晴湾社区"])


@pytest.fixture
def plan(organization):
    return PlanFactory.create(
        organization=organization, steps=[{"text": "政策学习"}, {"text": "备案材料准备"}]
    )


def actions(session):
    return session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()


class TestMakePlan:
    def test_holds_the_steps_in_order_and_knows_who_is_responsible(
        self, session, look, organization
    ):
        number = make_plan(look, organization.id, DRAFT)

        plan = get_plan(look, number)
        assert [(step.position, step.text) for step in plan.steps] == [
            (1, "政策学习"),
            (2, "备案材料准备"),
        ]
        assert plan.steps[0].responsible_id == look.viewer
        assert (plan.made_on, plan.state) == (today(), PlanState.ACTIVE)
        assert actions(session) == ["plan:make"]

    def test_is_one_at_a_time(self, session, look, organization):
        number = make_plan(look, organization.id, DRAFT)
        with pytest.raises(PlanExistsError):
            make_plan(look, organization.id, DRAFT)

        close_plan(look, number, PlanState.ABANDONED, today(), "负责人变更")

        assert make_plan(look, organization.id, DRAFT) != number

    def test_is_closed_to_the_recycle_bin_and_to_others(self, codes, look):
        gone = OrganizationFactory.create(division_code=codes["晴湾社区"], histories__standing=None)
        foreign = OrganizationFactory.create(division_code=codes["云溪社区"])

        with pytest.raises(BeforeExistenceError):
            make_plan(look, gone.id, DRAFT)
        with pytest.raises(NoResultFound):
            make_plan(look, foreign.id, DRAFT)

    def test_is_closed_to_a_look_at_earlier_knowledge(self, look, organization):
        with pytest.raises(KnownAtRefusedError):
            make_plan(replace(look, known_at=utc_now()), organization.id, DRAFT)


class TestEditPlan:
    def test_reorders_adds_removes_and_marks_done(self, session, look, plan):
        first, second = get_plan(look, plan.id).steps
        edit = PlanEdit(
            1,
            "新标题",
            "新目标",
            (
                StepEdit(second.id, "备案材料准备", done_on=today()),
                StepEdit(None, "一对一咨询", responsible="甲子丑"),
                StepEdit(first.id, "政策学习", is_removed=True),
            ),
        )

        edit_plan(look, plan.id, edit)

        session.expire_all()
        changed = get_plan(look, plan.id)
        assert (changed.title, changed.version) == ("新标题", 2)
        assert [step.text for step in changed.steps] == ["备案材料准备", "一对一咨询"]
        assert changed.steps[1].responsible_id == look.viewer
        assert session.get(PlanStep, first.id).is_removed
        event = session.scalars(select(AuditEvent)).one()
        assert event.changes["done"] == ["备案材料准备"]
        assert event.changes["removed"] == ["政策学习"]

    def test_leaves_steps_alone_that_it_does_not_name(self, session, look, plan):
        edit_plan(look, plan.id, PlanEdit(1, "孵化大纲", None, ()))

        assert len(get_plan(look, plan.id).steps) == 2

    def test_is_refused_when_somebody_was_faster(self, look, plan):
        with pytest.raises(StalePlanError):
            edit_plan(look, plan.id, PlanEdit(0, "孵化大纲", None, ()))

    def test_is_refused_for_a_step_of_another_plan(self, codes, look, plan):
        other = PlanFactory.create(
            organization=OrganizationFactory.create(division_code=codes["晴湾社区"]), steps=[{}]
        )
        step = get_plan(look, other.id).steps[0]

        with pytest.raises(StalePlanError):
            edit_plan(look, plan.id, PlanEdit(1, "孵化大纲", None, (StepEdit(step.id, "改"),)))

    def test_takes_no_day_to_come(self, look, plan):
        step = get_plan(look, plan.id).steps[0]
        tomorrow = today() + timedelta(days=1)

        with pytest.raises(FutureDayError):
            edit_plan(
                look,
                plan.id,
                PlanEdit(1, "孵化大纲", None, (StepEdit(step.id, "改", done_on=tomorrow),)),
            )


class TestAddSteps:
    def test_adds_at_the_end_what_is_not_there_yet(self, session, look, plan):
        drafts = [StepDraft("政策学习"), StepDraft("一次实地督导")]

        assert add_steps(look, plan.id, drafts) == 1
        assert add_steps(look, plan.id, drafts) == 0

        session.expire_all()
        changed = get_plan(look, plan.id)
        assert [step.text for step in changed.steps][-1] == "一次实地督导"
        assert changed.version == 2


class TestClosePlan:
    def test_ends_the_plan_and_every_further_change(self, session, look, plan):
        close_plan(look, plan.id, PlanState.COMPLETED, today(), "已备案")

        closed = session.get(GrowthPlan, plan.id)
        assert (closed.state, closed.closed_on, closed.summary) == ("completed", today(), "已备案")
        assert actions(session) == ["plan:close"]
        with pytest.raises(PlanClosedError):
            add_steps(look, plan.id, [StepDraft("一次实地督导")])

    @pytest.mark.parametrize(
        ("day", "error"),
        [(today() + timedelta(days=1), FutureDayError), (date(2026, 1, 9), BeforePlanError)],
    )
    def test_is_refused_on_other_days(self, look, plan, day, error):
        with pytest.raises(error):
            close_plan(look, plan.id, PlanState.COMPLETED, day)


class TestServices:
    def test_are_shipped_as_a_proposal_until_somebody_edits_them(self, session, look):
        shipped = session.scalars(select(ServiceTemplate)).all()
        assert {item.stage for item in shipped} >= {"sprouting", "starting", "growing", "mature"}
        assert len([item for item in shipped if item.group == "六个一"]) == 6
        assert all(item.is_proposal for item in shipped)

        edit_service(look, shipped[0].id, ServiceEdit("政策学习", 20, "sprouting"))

        assert not session.get(ServiceTemplate, shipped[0].id).is_proposal
        assert actions(session) == ["service:edit"]

    def test_are_added_at_the_end(self, session, look):
        number = add_service(look, ServiceEdit("开放日", 30, None, "六个一"))

        last = session.scalars(select(ServiceTemplate).order_by(ServiceTemplate.position)).all()
        assert last[-1].id == number
        assert actions(session) == ["service:add"]
