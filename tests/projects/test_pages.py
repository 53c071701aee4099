from datetime import date

import html5lib
import pytest
from sqlalchemy import func, select

from app.access.permissions import Role
from app.demo.projects import load_projects
from app.extensions import db
from app.projects.models import Project, ProjectStep, Round
from app.projects.operations import withdraw_project
from app.projects.signals import SIGNALS
from app.projects.words import Decision
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.projects import ProjectFactory, RoundFactory
from tests.factories.recognitions import RecognitionFactory

HTML = "{http://www.w3.org/1999/xhtml}"
SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)
STREET = "330199001000"
UNCHOSEN = {"division_code": "", "pipeline": "", "round_id": "", "level": ""}


@pytest.fixture
def account(session):
    example_divisions()
    return AccountFactory.create(role=Role.STAFF, division_code=STREET)


@pytest.fixture
def client(sign_in, account):
    return sign_in(account)


class TestList:
    def test_tells_what_to_do_without_projects(self, client):
        assert "还没有项目" in client.get("/projects").text

    def test_narrows_by_step_level_and_organization(self, client):
        organization = OrganizationFactory.create(name="晴川街道象棋社", division_code=STREET)
        ProjectFactory.create(
            detail={"name": "棋乐融融", "level": "city"}, organizations=[organization]
        )
        ProjectFactory.create(detail={"name": "楼道微更新"})

        page = client.get("/projects?organization=象棋社&level=city&step=applied").text
        assert "棋乐融融" in page
        assert "楼道微更新" not in page
        assert "没有符合条件的项目" in client.get("/projects?level=street").text

    def test_takes_the_same_queries_for_one_as_for_many(self, client, count_queries):
        ProjectFactory.create()
        with count_queries() as one:
            client.get("/projects")
        ProjectFactory.create_batch(5)
        with count_queries() as many:
            client.get("/projects")
        assert len(one) == len(many)


class TestProject:
    def test_is_entered_and_shown(self, client):
        organization = OrganizationFactory.create(division_code=STREET)
        form = {
            **UNCHOSEN,
            "name": "银龄学堂",
            "kind": "公益创投",
            "requested": "3万",
            "organizations": [str(organization.id)],
            "on": "2026-03-01",
        }
        response = client.post("/projects/new", data=form)

        page = client.get(response.location).text
        assert "银龄学堂" in page
        assert "30,000.00" in page
        assert "征集" in page

    def test_is_refused_at_the_field(self, client):
        form = {
            **UNCHOSEN,
            "name": "银龄学堂",
            "requested": "1.234",
            "starts_on": "2026-03-02",
            "ends_on": "2026-03-01",
        }
        page = client.post("/projects/new", data=form).text
        assert "最多两位小数" in page
        form["requested"] = "1.23"
        assert "结束日期不能早于开始日期" in client.post("/projects/new", data=form).text
        assert db.session.scalar(select(func.count()).select_from(Project)) == 0

    def test_refuses_an_edit_of_what_somebody_changed(self, client):
        project = ProjectFactory.create(version=3)
        form = {"name": "新名称", "pipeline": "default", "version": "2"}
        assert client.post(f"/projects/{project.id}/edit", data=form).status_code == 409
        form["version"] = "3"
        assert client.post(f"/projects/{project.id}/edit", data=form).status_code == 302

    def test_goes_a_step_further_and_is_refused_with_the_reason(self, client):
        project = ProjectFactory.create()
        address = f"/projects/{project.id}/steps/new"
        form = {"decision": "pass", "to": "reviewed", "on": "2026-02-01"}
        assert "日期不能早于上一环节" in client.post(address, data=form).text
        form["on"] = "2026-06-01"
        assert client.post(address, data=form).status_code == 302
        page = client.get(f"/projects/{project.id}").text
        assert "审核" in page
        assert "街道" in page

    def test_leads_to_its_round_and_its_recognitions(self, client):
        round_ = RoundFactory.create(division_code=STREET)
        project = ProjectFactory.create(round_id=round_.id)
        brand = RecognitionFactory.create(project_id=project.id, division_code=STREET)
        page = client.get(f"/projects/{project.id}").text
        assert f'"/projects/rounds/{round_.id}"' in page
        assert f'"/projects/recognitions/{brand.id}"' in page

    def test_offers_no_next_step_once_it_is_accepted(self, client):
        steps = [(SPRING, "applied", None), (SUMMER, "accepted", Decision.PASS)]
        done, open_ = ProjectFactory.create(steps=steps), ProjectFactory.create()
        assert "办理下一环节" not in client.get(f"/projects/{done.id}").text
        assert "办理下一环节" in client.get(f"/projects/{open_.id}").text

    def test_shows_what_is_missing_before_it_is_accepted(self, client):
        project = ProjectFactory.create()
        address = f"/projects/{project.id}/steps/new"
        form = {"decision": "pass", "to": "accepted", "on": "2026-06-01"}
        assert "仍要验收请填写原因" in client.post(address, data=form).text

    def test_has_its_steps_corrected_and_withdrawn(self, client):
        steps = [(SPRING, "applied", None), (SUMMER, "reviewed", Decision.PASS)]
        project = ProjectFactory.create(steps=steps)
        first, last = db.session.scalars(select(ProjectStep.id).order_by(ProjectStep.id)).all()
        form = {"to": "applied", "on": "2026-02-01"}
        address = f"/projects/{project.id}/steps"
        assert client.get(f"{address}/{first}").status_code == 200
        assert client.post(f"{address}/{first}", data=form).status_code == 302
        assert client.post(f"{address}/{first}", data=form).status_code == 409
        assert client.post(f"{address}/{last}/withdrawal", data={}).status_code == 302
        assert "更正前或已撤回" in client.get(f"/projects/{project.id}").text

    def test_comes_back_from_the_recycle_bin(self, client):
        project = ProjectFactory.create(detail={"name": "误登项目"})
        assert client.post(f"/projects/{project.id}/withdrawal").status_code == 302
        assert client.get(f"/projects/{project.id}").status_code == 404
        assert "误登项目" in client.get("/projects/recycle-bin").text
        assert client.post(f"/projects/{project.id}/restoration").status_code == 302
        assert client.get(f"/projects/{project.id}").status_code == 200


def test_the_board_the_calendar_and_the_tab_show_projects(client):
    organization = OrganizationFactory.create(division_code=STREET)
    ProjectFactory.create(
        detail={"name": "到期项目", "ends_on": SUMMER},
        steps=[(SPRING, "running", None)],
        organizations=[organization],
    )
    ProjectFactory.create(detail={"name": "久等项目"}, steps=[(SPRING, "applied", None)])

    assert "已超时限" in client.get("/projects/board").text
    assert "已到期未验收" in client.get("/projects/calendar").text
    assert "到期项目" in client.get(f"/organizations/{organization.id}/projects").text


class TestRounds:
    def test_are_made_with_conditions_that_the_register_answers(self, client):
        few = OrganizationFactory.create(name="少人社", division_code=STREET, member_count=3)
        form = {
            "name": "第一批",
            "kind": "公益创投",
            "pipeline": "venture",
            "division_code": STREET,
            "cap": "5万",
            "may_filed_apply": "y",
            "conditions": "会员（成员）数 不少于 10",
            "criteria": "必要性 20",
        }
        bad = client.post(
            "/projects/rounds/new", data={**form, "conditions": "没有的字段 不少于 1"}
        )
        assert "第1行" in bad.text
        response = client.post("/projects/rounds/new", data=form)
        page = client.get(response.location).text
        assert few.name in page
        assert "不符合条件：会员（成员）数 3" in page

    def test_keep_their_conditions_when_edited_in_words_with_blanks(self, client):
        condition = {"column": "member_count", "operator": "at_least", "value": 10}
        round_ = RoundFactory.create(conditions=[condition])
        client.set_cookie("language", "en")
        page = html5lib.parse(client.get(f"/projects/rounds/{round_.id}/edit").text)
        text = next(
            area.text for area in page.iter(f"{HTML}textarea") if area.get("name") == "conditions"
        )
        form = {
            "name": "First", "kind": "公益创投", "pipeline": "venture", "division_code": STREET,
            "conditions": text, "version": str(round_.version),
        }  # fmt: skip

        assert "at least" in text.lower()
        assert client.post(f"/projects/rounds/{round_.id}/edit", data=form).status_code == 302
        assert db.session.get(Round, round_.id).conditions == [condition]

    def test_in_use_are_not_deleted(self, client):
        used, free = RoundFactory.create_batch(2)
        ProjectFactory.create(round_id=used.id, pipeline_key="venture")
        refused = client.post(f"/projects/rounds/{used.id}/deletion")
        assert "不能删除" in refused.text
        assert client.post(f"/projects/rounds/{free.id}/deletion").status_code == 302
        assert "第" in client.get("/projects/rounds").text
        live = select(func.count()).where(Round.superseded_at.is_(None))
        assert db.session.scalar(live) == 1


def test_a_project_in_the_recycle_bin_is_in_no_list(client, account):
    project = ProjectFactory.create(detail={"name": "误登项目"})
    withdraw_project(make_standpoint({}, viewer=account.id, division=STREET), project.id)
    db.session.commit()
    assert "误登项目" not in client.get("/projects").text


def test_the_figures_lead_to_the_projects_behind_them(client):
    ProjectFactory.create(
        detail={"name": "棋乐融融", "source": "街道财政", "starts_on": SPRING, "requested": 123}
    )
    page = client.get("/dashboard/projects").text
    assert "街道财政" in page
    assert "申报" in page
    rows = client.get("/metrics/projects.total?project_step=申报")
    assert "棋乐融融" in rows.text


def test_the_demo_hub_has_projects(account):
    OrganizationFactory.create_batch(5, division_code=STREET, established_on=date(2015, 1, 1))
    here = make_standpoint({}, viewer=account.id, division=STREET)
    assert load_projects(here) == 5


def test_projects_that_wait_or_are_over_are_in_the_worklist(account):
    ProjectFactory.create(steps=[(SPRING, "applied", None)])
    ProjectFactory.create(detail={"ends_on": SUMMER}, steps=[(SPRING, "running", None)])
    here = make_standpoint({}, viewer=account.id, division=STREET)
    assert [len(db.session.execute(item.items(here)).all()) for item in SIGNALS] == [1, 1, 0]


class TestWhoAnswersForIt:
    def test_is_masked_for_whom_it_does_not_concern(self, client, sign_in):
        detail = {"leader_name": "甲戌巳", "leader_phone": "13800004321"}
        path = f"/projects/{ProjectFactory.create(detail=detail).id}"
        leader = sign_in(AccountFactory.create(role=Role.LEADER, division_code=STREET))

        for shown in ("甲戌巳", "13800004321"):
            assert shown in client.get(path).text
            assert shown not in leader.get(path).text

    def test_can_be_corrected(self, client, session):
        project = ProjectFactory.create(detail={"leader_phone": "13800004321"})

        assert "13800004321" in client.get(f"/projects/{project.id}/edit").text


class TestRoundOfADivisionAbove:
    def test_can_be_read_but_not_changed(self, client):
        above = RoundFactory.create(division_code="330199000000")

        page = client.get(f"/projects/rounds/{above.id}")

        assert "登记申报" in page.text
        assert ">修改<" not in page.text
        assert client.get(f"/projects/rounds/{above.id}/edit").status_code == 404
