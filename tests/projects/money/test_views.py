from datetime import date

import pytest
from sqlalchemy import select

from app.access.permissions import Role
from app.projects.models import BudgetLine, Expense, Payment, Project
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.project_money import (
    BudgetLineFactory,
    ExpenseFactory,
    InstalmentFactory,
    PaymentFactory,
)
from tests.factories.projects import ProjectFactory, RoundFactory

STREET = "330199001000"


@pytest.fixture
def project(session):
    example_divisions()
    organization = OrganizationFactory.create(name="晴湾棋社", division_code="330199001001")
    return ProjectFactory.create(
        detail={"name": "银龄课堂", "granted": 30_000_00, "starts_on": date(2026, 1, 1)},
        organizations=[organization],
        round_id=RoundFactory.create(name="第一批").id,
    )


@pytest.fixture
def client(project, sign_in):
    return sign_in(AccountFactory.create(division_code=STREET))


def line(at, **values):
    return {f"lines-{at}-{key}": value for key, value in {"is_direct": "direct", **values}.items()}


def page_of(client, project):
    return client.get(f"/projects/{project.id}/money").text


class TestBudget:
    def test_is_set_on_one_page(self, session, client, project):
        version = session.get(Project, project.id).version
        data = {
            "version": str(version),
            **line(0, label="场地", amount="2万", calculation="20场×1000元"),
            **line(1, label="管理费", amount="10,000元", is_direct="indirect"),
            **line(2),
            "instalments-0-amount": "30000",
            "instalments-0-due_on": "2026-04-01",
        }
        response = client.post(f"/projects/{project.id}/money/budget", data=data)

        assert response.location == f"/projects/{project.id}/money"
        lines = session.scalars(select(BudgetLine)).all()
        assert [(item.label, item.amount, item.is_direct) for item in lines] == [
            ("场地", 20_000_00, True),
            ("管理费", 10_000_00, False),
        ]
        page = page_of(client, project)
        assert "20,000.00" in page
        assert "已逾期" in page

    def test_three_decimals_are_told_at_their_row(self, session, client, project):
        data = line(0, label="场地", amount="12.345")
        page = client.post(f"/projects/{project.id}/money/budget", data=data).text

        assert "第1个科目，预算金额（元）：请填写金额" in page
        assert "最多两位小数" in page
        assert 'value="12.345"' in page
        assert session.scalars(select(BudgetLine)).all() == []

    def test_of_two_at_once_the_second_keeps_what_was_typed(self, session, client, project):
        version = session.get(Project, project.id).version
        path = f"/projects/{project.id}/money/budget"
        client.post(path, data={"version": version, **line(0, label="场地", amount="1")})
        data = {"version": version, **line(0, label="讲师补贴", amount="2")}

        response = client.post(path, data=data)

        assert response.status_code == 409
        assert "讲师补贴" in response.text
        assert "刚刚被别人改过" in response.text
        assert [item.label for item in session.scalars(select(BudgetLine))] == ["场地"]


class TestPayments:
    def test_are_recorded_and_withdrawn(self, session, client, project):
        path = f"/projects/{project.id}/money/payments/new"
        client.post(path, data={"on": "2026-04-01", "amount": "2万", "part": "", "voucher": "7号"})

        payment = session.scalars(select(Payment)).one()
        assert payment.amount == 20_000_00
        assert "7号" in page_of(client, project)
        withdrawal = f"/projects/money/payments/{payment.id}/withdrawal"
        assert "2万元" in client.get(withdrawal).text
        assert client.post(withdrawal, data={"reason": "重复"}).status_code == 302
        assert client.post(withdrawal, data={}).status_code == 409
        assert "还没有拨款记录" in page_of(client, project)

    @pytest.mark.parametrize(
        ("amount", "text"),
        [
            ("30000.01", "批复3万元，已拨付0元，最多还能拨付3万元"),
            ("12.345", "最多两位小数"),
            ("0", "金额应大于0"),
            ("", "请填写金额"),
        ],
    )
    def test_that_cannot_be_are_told_at_their_field(self, session, client, project, amount, text):
        path = f"/projects/{project.id}/money/payments/new"
        response = client.post(path, data={"on": "2026-04-01", "amount": amount, "part": ""})

        assert response.status_code == 200
        assert text in response.text
        assert session.scalars(select(Payment)).all() == []


def test_an_expense_beyond_its_line_is_recorded_and_warned_of(session, client, project):
    row = BudgetLineFactory.create(project_id=project.id, amount=100_00)
    path = f"/projects/{project.id}/money/expenses/new"
    data = {"on": "2026-05-01", "amount": "150", "part": str(row.id)}
    response = client.post(path, data=data, follow_redirects=True)

    assert session.scalars(select(Expense)).one().line_id == row.id
    assert "科目“活动物料”已超预算50元" in response.text
    assert "1笔支出没有凭证号，共150元" in response.text
    assert "缺凭证" in response.text


def test_an_expense_is_withdrawn(client, project):
    row = ExpenseFactory.create(project_id=project.id)
    client.post(f"/projects/money/expenses/{row.id}/withdrawal", data={})
    assert "还没有支出记录" in page_of(client, project)


class TestTotals:
    @pytest.mark.parametrize(
        ("by", "label"),
        [
            ("round", "第一批"),
            ("source", "未注明"),
            ("organization", "晴湾棋社"),
            ("year", "2026"),
            ("place", "晴川街道"),
        ],
    )
    def test_lead_from_each_group_to_its_projects(self, client, project, by, label):
        PaymentFactory.create(project_id=project.id)
        page = client.get(f"/projects/money?by={by}").text
        assert label in page
        assert "25,000.00" in page

        value = {
            "round": project.round_id,
            "source": "",
            "organization": "#",
            "year": "2026",
            "place": STREET,
        }[by]
        if by == "organization":
            start = page.index("value=%23") + len("value=%23")
            value = "#" + page[start:].partition('"')[0]
        response = client.get("/projects/money/projects", query_string={"by": by, "value": value})
        assert "银龄课堂" in response.text
        assert "25,000.00" in response.text

    def test_of_no_such_group_are_not_found(self, client):
        assert client.get("/projects/money/projects?by=year&value=1999").status_code == 404

    def test_cost_the_same_for_many_projects(self, client, project, count_queries):
        path = "/projects/money?by=organization"
        client.get(path)
        with count_queries() as few:
            client.get(path)
        for _turn in range(5):
            other = OrganizationFactory.create(division_code="330199001001")
            made = ProjectFactory.create(detail={"granted": 100}, organizations=[other])
            PaymentFactory.create(project_id=made.id)
        with count_queries() as many:
            client.get(path)

        assert len(many) == len(few)


def test_leaders_read_and_do_not_write(project, sign_in):
    InstalmentFactory.create(project_id=project.id)
    client = sign_in(AccountFactory.create(division_code=STREET, role=Role.LEADER))

    assert "登记拨款" not in page_of(client, project)
    assert client.get(f"/projects/{project.id}/money/payments/new").status_code == 403
