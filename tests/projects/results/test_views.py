from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.projects.models import Activity, Coverage, Indicator
from app.standpoint import today
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.project_money import ActivityFactory, IndicatorFactory
from tests.factories.projects import ProjectFactory

STREET = "330199001000"


@pytest.fixture
def project(session):
    example_divisions()
    organization = OrganizationFactory.create(division_code="330199001001")
    return ProjectFactory.create(detail={"name": "银龄课堂"}, organizations=[organization])


@pytest.fixture
def client(project, sign_in):
    return sign_in(AccountFactory.create(division_code=STREET))


def test_an_activity_is_recorded_with_its_papers(session, client, project):
    data = {
        "on": "2026-05-01",
        "title": "智能手机课",
        "attendances": "30",
        "volunteer_minutes": "12.5",
        "files": (BytesIO(b"%PDF-1.4\n%%EOF\n"), "签到表.pdf"),
    }
    response = client.post(
        f"/projects/{project.id}/results/activity/new",
        data=data,
        content_type="multipart/form-data",
    )

    assert response.location == f"/projects/{project.id}/results"
    assert session.scalars(select(Activity)).one().volunteer_minutes == 750
    page = client.get(response.location).text
    assert "智能手机课" in page
    assert "签到表.pdf" in page


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        ("activity", {"on": str(today() + timedelta(1)), "title": "课"}, "请填写今天或之前的日期"),
        ("activity", {"on": "2026-01-01"}, "请填写活动名称"),
        ("indicator", {"key": "beneficiaries", "value": "300人"}, "人次和人数要分开填"),
        ("indicator", {"key": "", "value": "3"}, "请填写指标名称"),
        ("coverage", {"on": "2026-01-01", "medium": "报", "title": "题", "link": "x"}, "网址"),
        ("case", {"title": "案例"}, "请填写案例内容"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client, project, kind, data, text):
    response = client.post(f"/projects/{project.id}/results/{kind}/new", data=data)

    assert response.status_code == 200
    assert text in response.text


def test_an_indicator_is_shown_with_its_prose(session, client, project):
    path = f"/projects/{project.id}/results/indicator/new"
    client.post(path, data={"key": "beneficiaries", "value": "近2000人次", "target": "1500"})

    page = client.get(f"/projects/{project.id}/results").text
    assert "近2000人次" in page
    assert "2,000" in page
    assert session.scalars(select(Indicator)).one().target == 1500


def test_coverage_is_recorded(session, client, project):
    data = {
        "on": "2026-05-01",
        "medium": "晴川日报",
        "title": "课",
        "link": "https://example.org/1",
    }
    client.post(f"/projects/{project.id}/results/coverage/new", data=data)

    assert session.scalars(select(Coverage)).one().link == "https://example.org/1"


def test_a_result_corrected_meanwhile_is_a_conflict(client, project):
    row = IndicatorFactory.create(project_id=project.id)
    path = f"/projects/results/indicator/{row.id}/edit"
    page = client.get(path).text
    assert 'value="100"' in page
    data = {"key": "beneficiaries", "value": "120"}

    assert client.post(path, data=data).status_code == 302
    assert client.post(path, data=data).status_code == 409


def test_a_result_is_withdrawn(client, project):
    row = ActivityFactory.create(project_id=project.id, title="智能手机课")
    path = f"/projects/results/activity/{row.id}/withdrawal"

    assert "智能手机课" in client.get(path).text
    client.post(path, data={"reason": "重复"})
    assert "还没有成效记录" in client.get(f"/projects/{project.id}/results").text


def test_the_page_costs_the_same_for_many_results(client, project, count_queries):
    path = f"/projects/{project.id}/results"
    ActivityFactory.create(project_id=project.id)
    client.get(path)
    with count_queries() as few:
        client.get(path)
    for _turn in range(5):
        ActivityFactory.create(project_id=project.id)
    with count_queries() as many:
        client.get(path)

    assert len(many) == len(few)
