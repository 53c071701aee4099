import pytest

from app.access.permissions import Role
from app.extensions import db
from app.organizations.models import Stage
from tests.factories import AccountFactory
from tests.organizations.conftest import reading_anew
from tests.organizations.pages import Page

PATH = "/administration/stages"


@pytest.fixture
def client(session, sign_in):
    return reading_anew(sign_in(AccountFactory.create(role=Role.ADMINISTRATOR)))


def names(client):
    page = Page(client.get(PATH))
    return [link.text for link in page.tree.xpath("//th[@scope='row']/a")]


class TestStages:
    def test_are_listed_from_the_lowest_and_added_at_the_end(self, client):
        assert client.post(PATH, data={"label": "枢纽期", "limit_days": ""}).status_code == 302

        assert names(client) == ["萌芽期", "初创期", "成长期", "成熟期", "出壳", "枢纽期"]

    def test_take_no_name_twice_and_no_limit_of_zero(self, client):
        page = Page(client.post(PATH, data={"label": "成长期", "limit_days": "0"}))
        assert "天数" in page.error_of("limit_days")

        page = Page(client.post(PATH, data={"label": "成长期"}))
        assert page.error_of("label") == "已有阶段叫这个名称，请换一个"

    def test_are_renamed_ordered_retired_and_restored(self, client):
        page = Page(client.get(f"{PATH}/growing"))
        client.post(f"{PATH}/growing", data={**page.filled(), "label": "发展期"})
        client.post(f"{PATH}/growing/order", data={"direction": "up"})
        client.post(f"{PATH}/growing/retire")

        assert names(client) == ["萌芽期", "初创期", "成熟期", "发展期", "出壳"]
        assert db.session.get(Stage, "growing").is_retired
        client.post(f"{PATH}/growing/restore")
        assert not db.session.get(Stage, "growing").is_retired
        assert client.post(f"{PATH}/growing/order", data={}).status_code == 400
        assert client.get(f"{PATH}/nothing").status_code == 404
