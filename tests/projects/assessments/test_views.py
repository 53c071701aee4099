from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.access.permissions import Role
from app.projects.models import Assessment, AssessmentScore
from app.projects.words import AssessmentKind, Decision
from app.standpoint import today
from tests.factories import AccountFactory
from tests.factories.assessments import AssessmentFactory, AssessmentScoreFactory
from tests.factories.people import PersonLinkFactory
from tests.factories.projects import ProjectFactory

APRIL = date(2026, 4, 1)


@pytest.fixture
def client(account, sign_in):
    return sign_in(account)


@pytest.fixture
def assessment(project):
    return AssessmentFactory.create(project_id=project.id, pass_line=60)


class TestRecording:
    def test_begins_with_the_pass_line_of_the_round(self, client, project):
        page = client.get(f"/projects/{project.id}/assessments/new?kind=mid_term").text

        assert '<option selected value="mid_term">中期评估</option>' in page
        assert 'value="60"' in page

    def test_keeps_files_and_leads_on_to_the_points(self, session, client, project):
        sheet = (BytesIO(b"%PDF-1.4\n%%EOF\n"), "评审表.pdf")
        sent = {"kind": "final", "on": "2026-04-02", "opinion": "总体良好", "files": [sheet]}

        response = client.post(f"/projects/{project.id}/assessments/new", data=sent)

        number = session.scalars(select(Assessment.id)).one()
        assert response.location == f"/projects/assessments/{number}/scores"
        page = client.get(f"/projects/{project.id}/assessments").text
        assert "总体良好" in page
        assert "评审表.pdf" in page

    @pytest.mark.parametrize(
        ("changes", "text"),
        [
            ({"on": str(today() + timedelta(1))}, "请填写今天或之前的日期"),
            ({"on": "2026-02-01"}, "日期不能早于项目最早环节的日期"),
            ({"rectify_by": "2026-03-01"}, "整改期限不能早于评审日期"),
            ({"pass_line": "-1"}, "请填写0到1000之间的整数"),
        ],
    )
    def test_says_what_to_do(self, session, client, project, changes, text):
        sent = {"kind": "audit", "on": "2026-04-02", **changes}

        assert text in client.post(f"/projects/{project.id}/assessments/new", data=sent).text
        assert session.scalars(select(Assessment)).all() == []

    def test_keeps_the_text_of_who_came_too_late(self, client, assessment):
        path = f"/projects/assessments/{assessment.id}/edit"
        client.post(path, data={"version": "1", "opinion": "先到的意见"})

        late = client.post(path, data={"version": "1", "opinion": "晚到的意见"})

        assert late.status_code == 409
        assert "晚到的意见" in late.text
        assert client.post(path, data={"version": "2", "opinion": "晚到的意见"}).status_code == 302

    def test_is_put_right_and_withdrawn(self, client, project):
        number = AssessmentFactory.create(
            project_id=project.id, kind=AssessmentKind.AUDIT, rectify_by=date(2026, 5, 1)
        ).id
        path = f"/projects/assessments/{number}"

        early = client.post(f"{path}/rectification", data={"on": "2026-03-01"}).text
        assert "完成日期不能早于评审日期" in early
        client.post(f"{path}/rectification", data={"on": "2026-04-20", "note": "已补凭证"})
        assert "2026-04-20 已整改" in client.get(f"/projects/{project.id}/assessments").text
        client.post(f"{path}/withdrawal", data={"reason": "重复"})
        assert client.get(f"{path}/edit").status_code == 409


class TestScoring:
    def test_records_points_and_shows_them_by_criterion(self, client, assessment, expert):
        person, path = expert(), f"/projects/assessments/{assessment.id}/scores"
        sent = {"expert": person.id, "points_0": "55", "points_1": "38", "bonus": "9"}

        assert client.post(path, data=sent).status_code == 302

        page = client.get(f"{path}?expert={person.id}").text
        assert "102.00" in page
        assert 'value="55"' in page

    def test_says_at_the_field_what_is_wrong(self, session, client, assessment, expert):
        path = f"/projects/assessments/{assessment.id}/scores"
        page = client.post(path, data={"expert": expert().id, "points_0": "61", "points_1": ""})

        assert "请填写0到60之间的整数" in page.text
        assert "请评分" in page.text
        assert session.scalars(select(AssessmentScore)).all() == []

    def test_refuses_a_linked_expert_and_records_the_recusal(
        self, session, client, assessment, organization, expert
    ):
        person, path = expert(), f"/projects/assessments/{assessment.id}/scores"
        PersonLinkFactory.create(person_id=person.id, organization_id=organization.id)

        page = client.post(path, data={"expert": person.id, "points_0": "55", "points_1": "38"})

        assert "与“晴湾棋社”有关联，应当回避" in page.text
        row = session.scalars(select(AssessmentScore)).one()
        assert (row.is_recused, row.points, row.note) == (True, None, "晴湾棋社")

    def test_lets_an_expert_stand_aside(self, session, client, assessment, expert):
        person, path = expert(), f"/projects/assessments/{assessment.id}/scores"

        assert "请选择回避的专家" in client.post(path, data={"recuse": "1"}).text
        client.post(path, data={"recuse": "1", "expert": person.id, "note": "师生关系"})

        assert session.scalars(select(AssessmentScore)).one().note == "师生关系"

    def test_is_for_reviews_with_points_only(self, client, project):
        audit = AssessmentFactory.create(project_id=project.id, kind=AssessmentKind.AUDIT)
        response = client.get(f"/projects/assessments/{audit.id}/scores")
        assert response.location == f"/projects/{project.id}/assessments"


class TestRanking:
    def test_ranks_all_projects_of_the_round_declined_ones_too(
        self, client, project, round_, assessment
    ):
        AssessmentScoreFactory.create(assessment_id=assessment.id, points=70)
        other = ProjectFactory.create(
            division_code=project.division_code,
            pipeline_key="venture",
            round_id=round_.id,
            detail={"name": "爱心厨房"},
            steps=[(date(2026, 3, 1), "called", None), (APRIL, "called", Decision.DECLINE)],
        )
        best = AssessmentFactory.create(project_id=other.id)
        AssessmentScoreFactory.create(assessment_id=best.id, points=90)
        path = f"/projects/rounds/{round_.id}/ranking"

        page = client.get(path).text
        assert page.index("爱心厨房") < page.index("银龄课堂")

        sheet = load_workbook(BytesIO(client.get(f"{path}/export.xlsx").data)).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows[0][0] == f"{round_.name}立项评审评分排名"
        assert [row[:2] for row in rows if row[0] in {1, 2}] == [[1, "爱心厨房"], [2, "银龄课堂"]]

    def test_says_what_next_without_projects(self, client, round_):
        assert "这一批次还没有项目" in client.get(f"/projects/rounds/{round_.id}/ranking").text


class TestLists:
    def test_say_what_next_when_there_is_nothing(self, client, project):
        assert "还没有评审记录" in client.get(f"/projects/{project.id}/assessments").text
        assert "这一期间还没有评审" in client.get("/projects/assessments").text
        empty = client.get("/projects/assessments?kind=audit&rectification=open").text
        assert "没有符合条件的评审" in empty

    def test_show_what_is_still_to_be_put_right(self, client, project):
        AssessmentFactory.create(
            project_id=project.id, on=date(2026, 4, 1), rectify_by=date(2026, 5, 1)
        )
        page = client.get("/projects/assessments?rectification=open&since=2026-11-01").text
        assert "2026-05-01 已逾期" in page

    def test_cost_the_same_however_many_there_are(self, client, project, count_queries):
        def cost(path):
            with count_queries() as queries:
                client.get(path)
            return len(queries)

        paths = ["/projects/assessments?since=2026-01-01", f"/projects/{project.id}/assessments"]
        first = AssessmentFactory.create(project_id=project.id)
        AssessmentScoreFactory.create(assessment_id=first.id)
        one = [cost(path) for path in paths]
        for _time in range(4):
            more = AssessmentFactory.create(project_id=project.id)
            AssessmentScoreFactory.create(assessment_id=more.id)
        assert [cost(path) for path in paths] == one

    def test_a_leader_reads_but_does_not_assess(self, client, sign_in, account, project):
        leader = AccountFactory.create(role=Role.LEADER, division_code=account.division_code)
        page = sign_in(leader).get(f"/projects/{project.id}/assessments").text
        assert "登记评审" not in page
