from datetime import date
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.incubation.plans.models import GrowthPlan, PlanStep, ServiceTemplate
from tests.factories import AccountFactory, OrganizationFactory
from tests.factories.plans import PlanFactory

PATH = "/incubation/plans"


@pytest.fixture
def organization(session):
    return OrganizationFactory.create(name="晴湾棋社", histories__stage="sprouting")


@pytest.fixture
def plan(organization):
    return PlanFactory.create(
        organization=organization,
        steps=[{"text": "政策学习", "due_on": date(2026, 3, 1)}, {"text": "备案材料准备"}],
    )


@pytest.fixture
def client(session, sign_in):
    return sign_in(AccountFactory.create(name="甲子丑"))


def steps_of(session, plan_id):
    statement = select(PlanStep).where(PlanStep.plan_id == plan_id, ~PlanStep.is_removed)
    return session.scalars(statement.order_by(PlanStep.position)).all()


class TestMake:
    def test_proposes_the_services_of_the_stage(self, client, organization):
        page = client.get(f"/organizations/{organization.id}/plan/new").text

        assert "晴湾棋社孵化大纲" in page
        assert "备案材料准备：申请表、章程、成员名册" in page
        assert "品牌与能力建设" not in page

    def test_makes_the_plan_of_what_is_ticked(self, session, client, organization):
        first = session.scalars(
            select(ServiceTemplate).where(ServiceTemplate.stage == "sprouting")
        ).first()

        response = client.post(
            f"/organizations/{organization.id}/plan/new",
            data={"title": "大纲", "steps": [f"service-{first.id}"], "responsible": "甲子丑"},
        )

        plan = session.scalars(select(GrowthPlan)).one()
        assert response.location == f"{PATH}/{plan.id}/edit"
        assert [step.text for step in steps_of(session, plan.id)] == [first.text]

    def test_says_what_to_do(self, session, client, organization):
        page = client.post(f"/organizations/{organization.id}/plan/new", data={"title": ""}).text

        assert "请填写标题" in page
        assert session.scalars(select(GrowthPlan)).all() == []

    def test_leads_to_the_plan_in_progress(self, client, organization, plan):
        response = client.get(f"/organizations/{organization.id}/plan/new")

        assert response.location == f"{PATH}/{plan.id}"

    def test_says_so_at_the_last_stage(self, client, session):
        top = OrganizationFactory.create(histories__stage="graduated")

        assert "已在最后一个阶段" in client.get(f"/organizations/{top.id}/plan/new").text


class TestEdit:
    def data(self, session, plan, **changes):
        one, two = steps_of(session, plan.id)
        return {
            "title": "孵化大纲",
            "version": "1",
            "steps-0-step_id": one.id,
            "steps-0-position": "2",
            "steps-0-text": one.text,
            "steps-0-done_on": "2026-02-01",
            "steps-1-step_id": two.id,
            "steps-1-position": "1",
            "steps-1-text": two.text,
            "steps-2-text": "新的一步",
            "steps-3-text": "",
            **changes,
        }

    def test_saves_order_days_and_new_steps(self, session, client, plan):
        response = client.post(f"{PATH}/{plan.id}/edit", data=self.data(session, plan))

        assert response.location == f"{PATH}/{plan.id}"
        steps = steps_of(session, plan.id)
        assert [step.text for step in steps] == ["备案材料准备", "政策学习", "新的一步"]
        assert steps[1].done_on == date(2026, 2, 1)

    def test_says_which_step_is_wrong(self, session, client, plan):
        data = self.data(session, plan, **{"steps-0-done_on": "2026年"})

        page = client.post(f"{PATH}/{plan.id}/edit", data=data).text

        assert "第1步，完成日期：请按 2024-05-06 的格式填写日期" in page
        assert "新的一步" in page

    def test_keeps_the_text_of_who_came_too_late(self, session, client, plan):
        client.post(f"{PATH}/{plan.id}/edit", data=self.data(session, plan))
        late = self.late(session, plan)

        response = client.post(f"{PATH}/{plan.id}/edit", data=late)

        assert response.status_code == 409
        assert "晚到的一步" in response.text
        assert 'name="version" type="hidden" value="2"' in response.text
        assert client.post(f"{PATH}/{plan.id}/edit", data={**late, "version": "2"}).location

    def late(self, session, plan):
        return {"title": "晚到的标题", "version": "1", "steps-0-text": "晚到的一步"}


class TestPages:
    def test_list_the_plans_at_a_constant_cost(self, client, plan, count_queries):
        def cost():
            with count_queries() as queries:
                assert client.get(f"{PATH}?size=100").status_code == 200
            return len(queries)

        assert "0 / 2" in client.get(PATH).text
        one = cost()
        for _time in range(5):
            PlanFactory.create(organization=OrganizationFactory.create(), steps=[{}, {}])
        assert cost() == one

    def test_say_what_next_when_there_is_nothing(self, client):
        assert "还没有进行中的大纲" in client.get(PATH).text
        assert "没有符合条件的大纲" in client.get(f"{PATH}?state=completed").text

    def test_take_over_a_checklist(self, session, client, plan):
        client.post(f"{PATH}/{plan.id}/checklist", data={"checklist": "group-六个一"})

        assert len(steps_of(session, plan.id)) == 8
        assert "一次实地督导" in client.get(f"{PATH}/{plan.id}").text

    def test_close_the_plan(self, client, plan):
        data = {"state": "completed", "on": "2026-05-01", "summary": "已备案"}

        client.post(f"{PATH}/{plan.id}/closing", data=data)

        page = client.get(f"{PATH}/{plan.id}").text
        assert "已完成" in page
        assert f"{PATH}/{plan.id}/edit" not in page
        data["on"] = "2026-01-01"
        assert "已经结束" in client.post(f"{PATH}/{plan.id}/closing", data=data).text

    def test_are_read_by_leaders_without_buttons(self, session, sign_in, plan):
        page = sign_in(AccountFactory.create(role=Role.LEADER)).get(f"{PATH}/{plan.id}").text

        assert "政策学习" in page
        assert f"{PATH}/{plan.id}/edit" not in page

    def test_give_a_word_file(self, client, plan):
        response = client.get(f"{PATH}/{plan.id}/plan.docx")

        document = Document(BytesIO(response.data))
        assert document.paragraphs[0].text == "孵化大纲"
        assert [cell.text for cell in document.tables[0].rows[1].cells][:2] == ["1", "政策学习"]
        assert "filename*=UTF-8''" in response.headers["Content-Disposition"]


class TestServices:
    def test_are_added_and_retired(self, session, client):
        data = {"text": "开放日", "stage": "", "due_days": "30", "group": "六个一"}
        client.post(f"{PATH}/services", data=data)
        added = session.scalars(select(ServiceTemplate).order_by(ServiceTemplate.id.desc())).first()
        assert added.text == "开放日"

        client.post(f"{PATH}/services/{added.id}", data={**data, "is_retired": "y"})

        session.refresh(added)
        assert added.is_retired
        assert len(session.scalars(select(AuditEvent)).all()) == 2

    def test_say_what_to_do(self, client):
        page = client.post(f"{PATH}/services", data={"text": "", "due_days": "0"}).text

        assert "请填写服务内容" in page
        assert "请填写1到1095之间的天数" in page
