from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.incubation.supports.models import Support, SupportRecipient
from app.standpoint import today
from tests.factories import AccountFactory, OrganizationFactory
from tests.factories.supports import SupportFactory

PATH = "/incubation/supports"


@pytest.fixture
def organization(session):
    return OrganizationFactory.create(name="晴湾棋社")


@pytest.fixture
def client(session, sign_in):
    return sign_in(AccountFactory.create(name="乙寅卯"))


def sent(*organizations, **changes):
    return {
        "organizations": [item.id for item in organizations],
        "on": "2026-03-01",
        "kind": "mentoring",
        "form": "on_site",
        "minutes": "90",
        "by_name": "甲子丑",
        "follow_up_on": "2026-04-01",
        **changes,
    }


class TestRecord:
    def test_begins_with_the_organization_today_and_the_viewer(self, client, organization):
        page = client.get(f"{PATH}/new?organization_id={organization.id}").text

        assert "晴湾棋社" in page
        assert f'value="{today()}"' in page
        assert 'value="乙寅卯"' in page

    def test_begins_with_kind_and_person_of_the_last_one(self, client, organization):
        client.post(f"{PATH}/new", data=sent(organization))

        page = client.get(f"{PATH}/new").text

        assert 'value="甲子丑"' in page
        assert '<option selected value="mentoring">' in page

    def test_is_for_several_organizations(self, session, client, organization):
        other = OrganizationFactory.create()
        numbers = {organization.id, other.id}

        response = client.post(f"{PATH}/new", data=sent(organization, other))

        support = session.scalars(select(Support)).one()
        assert response.location == f"{PATH}/{support.id}"
        assert set(session.scalars(select(SupportRecipient.organization_id))) == numbers

    def test_offers_what_the_text_finds_and_keeps_what_was_typed(
        self, session, client, organization
    ):
        data = sent(text="晴湾", look="查找", problem="章程不完整")

        page = client.post(f"{PATH}/new", data=data).text

        assert "晴湾棋社" in page
        assert "章程不完整" in page
        assert session.scalars(select(Support)).all() == []

    @pytest.mark.parametrize(
        ("changes", "text"),
        [
            ({"organizations": []}, "请至少选择一家组织"),
            ({"on": "2019-01-01", "follow_up_on": ""}, "尚未成立"),
            (
                {"on": str(today() + timedelta(days=1)), "follow_up_on": ""},
                "请填写今天或之前的日期",
            ),
            ({"minutes": "1441"}, "请填写1到1440之间的分钟数"),
            ({"follow_up_on": "2026-02-01"}, "跟进日期不能早于服务日期"),
            ({"by_name": ""}, "请填写服务人"),
        ],
    )
    def test_says_what_to_do(self, session, client, organization, changes, text):
        page = client.post(f"{PATH}/new", data=sent(organization, **changes)).text

        assert text in page
        assert session.scalars(select(Support)).all() == []


class TestIndex:
    def test_lists_with_totals(self, client, organization):
        SupportFactory.create(organizations=[organization], on=date(2026, 3, 1), minutes=90)

        page = client.get(f"{PATH}?since=2026-01-01").text

        assert "共 1 次，1.5 小时，服务组织 1 家" in page

    def test_says_what_next_when_there_is_nothing(self, client):
        assert "这一期间还没有服务记录" in client.get(PATH).text
        assert "没有符合条件的服务记录" in client.get(f"{PATH}?kind=policy").text

    def test_costs_the_same_however_many_there_are(self, client, organization, count_queries):
        def cost():
            with count_queries() as queries:
                client.get(f"{PATH}?since=2026-01-01&size=100")
            return len(queries)

        SupportFactory.create(organizations=[organization])
        one = cost()
        for _time in range(5):
            SupportFactory.create(organizations=[organization, OrganizationFactory.create()])
        assert cost() == one

    def test_can_be_taken_along(self, client, organization):
        SupportFactory.create(organizations=[organization])

        response = client.get(f"{PATH}/export.xlsx?since=2026-01-01")

        sheet = load_workbook(BytesIO(response.data)).worksheets[0]
        values = [cell.value for row in sheet.iter_rows() for cell in row]
        assert "晴湾棋社" in values
        assert sheet["A1"].value == "全部辖区社会组织服务记录"


class TestDetail:
    def test_is_corrected_withdrawn_and_followed_up(self, session, client, organization):
        number = SupportFactory.create(organizations=[organization]).id
        edit = client.get(f"{PATH}/{number}/edit").text
        assert f'name="made_from" type="hidden" value="{number}"' in edit

        client.post(f"{PATH}/{number}/edit", data=sent(organization, made_from=number))
        client.post(f"{PATH}/{number}/follow-up", data={"done_on": "2026-04-02", "note": "已补齐"})

        page = client.get(f"{PATH}/{number}").text
        assert "已补齐" in page
        assert "2026-04-02 已跟进" in page
        client.post(f"{PATH}/{number}/withdrawal", data={"reason": "重复"})
        assert client.get(f"{PATH}/{number}").status_code == 404
        assert client.get(f"{PATH}/{number}/edit").status_code == 409

    def test_keeps_the_text_of_who_came_too_late(self, session, client, organization):
        number = SupportFactory.create(organizations=[organization]).id
        client.post(f"{PATH}/{number}/edit", data=sent(organization, made_from=number))

        late = sent(organization, made_from=number, problem="晚到的文字")
        response = client.post(f"{PATH}/{number}/edit", data=late)

        assert response.status_code == 409
        assert "晚到的文字" in response.text
        newest = session.scalars(select(Support.id).where(Support.root_id == number)).one()
        again = client.post(f"{PATH}/{number}/edit", data={**late, "made_from": newest})
        assert again.status_code == 302

    def test_shows_the_files_that_came_along(self, session, client, organization):
        sheet = (BytesIO(b"%PDF-1.4\n%%EOF\n"), "签到表.pdf")
        response = client.post(f"{PATH}/new", data={**sent(organization), "files": [sheet]})

        assert "签到表.pdf" in client.get(response.location).text
