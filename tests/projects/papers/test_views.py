from datetime import date
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.db import utc_now
from app.extensions import db
from app.projects.models import Activity, BudgetLine, Indicator, Payment, Recognition
from app.projects.words import AssessmentKind, Decision, Level, Result
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.assessments import AssessmentFactory, AssessmentScoreFactory
from tests.factories.organizations import operator_id
from tests.factories.projects import ProjectFactory, RoundFactory

STREET, COMMUNITY = "330199001000", "330199001001"
APRIL = date(2026, 4, 1)


@pytest.fixture
def account(session):
    example_divisions()
    return AccountFactory.create(division_code=STREET)


@pytest.fixture
def client(account, sign_in):
    return sign_in(account)


@pytest.fixture
def leader(account, sign_in):
    return sign_in(AccountFactory.create(role=Role.LEADER, division_code=STREET))


def add(model, **values):
    db.session.add(model(**values, recorded_at=utc_now(), recorded_by=operator_id()))
    db.session.commit()


@pytest.fixture
def project(account):
    project = full_project()
    add_records(project)
    return project


def full_project(name="银龄课堂"):
    organization = OrganizationFactory.create(
        name="晴湾棋社",
        division_code=COMMUNITY,
        histories__standing="registered",
        histories__grade="3A",
    )
    round_ = RoundFactory.create(form_fields=["创新之处"])
    return ProjectFactory.create(
        division_code=COMMUNITY,
        pipeline_key="venture",
        round_id=round_.id,
        organizations=[organization],
        detail={
            "name": name,
            "kind": "公益创投",
            "level": Level.DISTRICT,
            "requested": 3_000_000,
            "granted": 2_500_000,
            "starts_on": date(2026, 3, 1),
            "ends_on": date(2026, 11, 30),
            "leader_name": "丁午未",
            "leader_phone": "13800001234",
            "team": "戊申酉、己戌亥",
            "need": "辖区六十岁以上老人两千余名，缺少就近的学习场所。\n社区有空置活动室。",
            "goals": "全年开课三十六场，让老人学会使用手机挂号。",
            "extra": {"创新之处": "由低龄老人教高龄老人"},
        },
        steps=[
            (date(2026, 3, 1), "called", None),
            (APRIL, "running", Decision.PASS),
        ],
    )


def add_records(project):
    common = {"project_id": project.id}
    add(BudgetLine, **common, position=1, label="课程讲师", is_direct=True, amount=2_000_000)
    add(BudgetLine, **common, position=2, label="管理费", is_direct=False, amount=500_000)
    add(Payment, **common, on=APRIL, amount=1_250_000)
    add(
        Indicator,
        **common,
        key="beneficiaries",
        label="受益人次",
        target=1500,
        as_written="近2000人次",
    )
    add(
        Activity,
        **common,
        on=APRIL,
        title="开班",
        attendances=60,
        volunteers=5,
        volunteer_minutes=90,
    )
    add(
        Recognition,
        **common,
        division_code=COMMUNITY,
        is_brand=True,
        level=Level.DISTRICT,
        title="区级品牌公益项目",
        awarded_on=APRIL,
    )
    review = AssessmentFactory.create(
        **common, kind=AssessmentKind.MID_TERM, result=Result.GOOD, opinion="进度正常"
    )
    AssessmentScoreFactory.create(assessment_id=review.id, points=86)


def text_of(response):
    assert response.status_code == 200
    document = Document(BytesIO(response.data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


class TestApplication:
    def test_is_filled_with_what_is_recorded(self, client, project):
        text = text_of(client.get(f"/projects/{project.id}/application.docx"))

        assert "项目申报表" in text
        for part in (
            "银龄课堂",
            "晴湾棋社",
            "30,000.00",
            "3A",
            "由低龄老人教高龄老人",
            "课程讲师",
            "25,000.00",
        ):
            assert part in text, part
        assert "13800001234" in text

    def test_names_nobody_to_who_may_not_read_it(self, leader, project):
        for paper in ("application", "acceptance"):
            text = text_of(leader.get(f"/projects/{project.id}/{paper}.docx"))
            assert "银龄课堂" in text
            for personal in ("丁午未", "13800001234", "戊申酉"):
                assert personal not in text

    def test_is_told_to_the_log(self, client, project):
        client.get(f"/projects/{project.id}/application.docx")

        event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert (event.action, event.subject_name) == ("project:paper", "银龄课堂")
        assert event.changes["paper"] == "申报表"


class TestAcceptance:
    def test_tells_money_results_and_reviews(self, client, project):
        text = text_of(client.get(f"/projects/{project.id}/acceptance.docx"))

        for part in (
            "公益创投项目验收表",
            "12,500.00",
            "近2000人次",
            "开展活动1场，参加60人次，志愿者5人次，志愿服务1.5小时。",
            "86.00",
            "良好",
            "还没有合格的末期评估",
        ):
            assert part in text, part

    def test_is_not_found_before_the_project_was_there(self, client, project):
        assert (
            client.get(f"/projects/{project.id}/acceptance.docx?on=2026-01-01").status_code == 404
        )


class TestVolume:
    def test_has_contents_and_a_chapter_for_each_project_of_the_list(self, client, project):
        ProjectFactory.create(division_code=COMMUNITY, detail={"name": "爱心厨房"})

        response = client.get("/projects/volume.docx?sort=name")

        document = Document(BytesIO(response.data))
        lines = [line.text for line in document.paragraphs]
        assert "收录项目2个" in lines[1]
        assert "2. 银龄课堂（晴湾棋社）" in lines
        assert [line for line in lines if line in {"1. 爱心厨房", "2. 银龄课堂"}] == [
            "1. 爱心厨房",  # in the contents
            "1. 爱心厨房",
            "2. 银龄课堂",
        ]
        xml = document.element.xml
        assert 'TOC \\o "1-1"' in xml
        assert xml.count('w:outlineLvl w:val="0"') == 2
        text = text_of(response)
        assert "区级品牌公益项目" in text
        assert "13800001234" in text

    def test_follows_the_filters_and_names_nobody_without_permission(self, leader, project):
        ProjectFactory.create(division_code=COMMUNITY, detail={"name": "爱心厨房"})

        text = text_of(leader.get("/projects/volume.docx?q=银龄"))

        assert "爱心厨房" not in text
        assert "丁午未" not in text
        assert "银龄课堂" in text

    def test_leads_back_to_the_list_when_nothing_or_too_much_is_asked_for(
        self, client, project, monkeypatch
    ):
        assert client.get("/projects/volume.docx?q=没有").location.startswith("/projects?q=")
        monkeypatch.setattr("app.projects.papers.views.MOST", 0)
        page = client.get("/projects/volume.docx", follow_redirects=True).text
        assert "请先筛选，再分册汇编" in page

    def test_costs_the_same_however_many_there_are(self, client, project, count_queries):
        def cost():
            with count_queries() as queries:
                client.get("/projects/volume.docx")
            return len(queries)

        one = cost()
        for at in range(4):
            add_records(
                ProjectFactory.create(division_code=COMMUNITY, detail={"name": f"项目{at}"})
            )
        assert cost() == one
