from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from app.access.permissions import Role
from app.db import utc_now
from app.incubation.gates.operations import recompute
from app.organizations.grades import Grade
from app.organizations.standings import Standing
from app.standpoint import today
from tests.factories import (
    AccountFactory,
    OrganizationFactory,
    StageChangeFactory,
)
from tests.organizations.pages import Page


def query_of(link):
    return {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}


@pytest.fixture
def get(street):
    return lambda url: Page(street.client.get(url))


class TestWorkbench:
    def test_shows_changes_and_gaps_with_the_way_to_them(self, get, street):
        recompute({street.organization.id})  # as at the end of a turn, which factories have not

        page = get("/")

        assert page.heading == "工作台"
        (link,) = page.links("晴湾合唱团")
        assert urlsplit(link).path == f"/organizations/{street.organization.id}"
        assert page.links("缺孵化阶段") == ["/worklist/register-missing-stage"]
        assert "云栖棋友会" not in page.text

    def test_shows_gaps_to_whom_has_no_worklist(self, browser_of):
        page = Page(browser_of(Role.ADMINISTRATOR).get("/"))

        assert page.links("缺孵化阶段") == ["/organizations?missing=stage"]

    def test_says_that_nothing_is_missing(self, sign_in, street):
        elsewhere = AccountFactory.create(division_code=street.divisions["柳浪社区"])
        OrganizationFactory.create(
            division_code=street.divisions["柳浪社区"],
            phone="13800000001",
            leader_name="甲子丑",
            established_on=date(2020, 1, 1),
            histories__stage="growing",
        )

        page = Page(sign_in(elsewhere).get("/"))

        assert "缺业务类别" in page.text
        assert "缺联系电话" not in page.text

    @pytest.mark.parametrize(
        ("role", "offered", "kept_back"),
        [
            (Role.STAFF, {"新增组织", "组织名录"}, {"操作日志", "账号管理"}),
            (Role.LEADER, {"组织名录", "总览"}, {"新增组织", "操作日志"}),
            (Role.ADMINISTRATOR, {"账号管理", "辖区管理", "组织名录"}, {"新增组织", "操作日志"}),
            (Role.AUDITOR, {"操作日志"}, {"组织名录", "新增组织", "账号管理"}),
        ],
    )
    def test_offers_what_the_viewer_may_do(self, browser_of, role, offered, kept_back):
        page = Page(browser_of(role).get("/"))

        shortcuts = {
            link.text_content().strip() for link in page.tree.xpath("//a[@class='shortcut']")
        }
        assert offered <= shortcuts
        assert not kept_back & shortcuts

    def test_shows_an_auditor_nothing_of_the_register(self, browser_of):
        assert "晴湾合唱团" not in Page(browser_of(Role.AUDITOR).get("/")).text


class TestIndex:
    def test_lists_what_is_in_view(self, get):
        page = get("/organizations")

        assert "晴湾合唱团" in page.text
        assert "云栖棋友会" not in page.text
        assert "共 1 家" in page.text

    def test_leads_to_each_and_back_to_the_same_address(self, get, street):
        page = get("/organizations?stage=&q=晴湾&size=10&page=1&on=2024-05-06")

        (link,) = page.links("晴湾合唱团")[:1]
        assert urlsplit(link).path == f"/organizations/{street.organization.id}"
        assert query_of(link)["on"] == "2024-05-06"
        back = query_of(link)["next"]
        assert back.startswith("/organizations?")
        assert query_of(back) == {"size": "10", "page": "1", "q": "晴湾", "on": "2024-05-06"}
        assert {query_of(link)["next"] for link in page.links("编辑") + page.links("新增")} == {
            back
        }

    def test_takes_filters_out_one_by_one(self, get, street):
        StageChangeFactory.create(organization_id=street.organization.id, stage="growing")

        page = get("/organizations?stage=growing&standing=filed&page=1")

        (link,) = page.links("成长期")
        assert query_of(link) == {"standing": "filed"}

    def test_notes_what_of_an_earlier_day_is_todays(self, get):
        yesterday = (today() - timedelta(days=1)).isoformat()

        assert "不记历史" in get(f"/organizations?on={yesterday}").text
        assert "不记历史" not in get("/organizations").text

    def test_offers_no_change_while_looking_at_earlier_knowledge(self, get):
        page = get(f"/organizations?known-at={utc_now().isoformat().replace('+', '%2B')}")

        assert "晴湾合唱团" in page.text
        assert page.links("编辑") == []
        assert page.links("新增") == []

    def test_keeps_the_standpoint_when_filters_are_reset(self, get):
        page = get("/organizations?on=2024-05-06&q=x")

        assert page.links("重置") == ["/organizations?on=2024-05-06"] * 2

    def test_carries_the_same_rows_to_the_workbook(self, get):
        page = get(
            "/organizations?q=晴&sort=-established_on&columns=name,stage&page=1&on=2024-05-06"
        )

        (link,) = page.links("普通表格")
        assert urlsplit(link).path == "/organizations/export.xlsx"
        assert query_of(link) == {
            "q": "晴",
            "sort": "-established_on",
            "columns": "name,stage",
            "on": "2024-05-06",
        }

    @pytest.mark.parametrize(
        ("address", "why", "next_step"),
        [
            ("/organizations?q=没有这家", "没有符合条件的组织", "重置筛选"),
            ("/organizations?on=2001-01-01", "2001-01-01 没有在册的组织", "回到今天"),
            ("/organizations?known-at=2001-01-01T00:00:00Z", "系统中还没有记录", "改按现有记录"),
            ("/organizations?division=330199001002", "本辖区还没有组织", "新增"),
        ],
    )
    def test_says_why_it_is_empty_and_what_next(self, get, address, why, next_step):
        (state,) = get(address).tree.xpath("//*[@class='empty-state']")

        assert why in state.text_content()
        assert next_step in state.text_content()

    def test_masks_personal_columns_without_the_permission(self, leader, get):
        masked = Page(leader.get("/organizations")).text

        assert "138****4321" in masked
        assert "甲**" in masked
        assert "13800004321" not in masked
        assert "13800004321" in get("/organizations").text

    def test_finds_no_phone_for_those_who_may_not_see_one(self, leader, get):
        page = Page(leader.get("/organizations?q=4321"))

        assert "不能按手机尾号查找" in page.text
        assert "晴湾合唱团" in get("/organizations?q=4321").text

    def test_shows_the_columns_asked_for(self, get):
        page = get("/organizations?columns=stage&columns=fund")

        heads = [head.text_content().strip() for head in page.tree.xpath("//thead//th")]
        assert heads == ["序号", "组织名称", "孵化阶段", "开办资金（元）", "操作"]

    def test_sorts_the_other_way_at_the_second_click(self, get):
        (link,) = get("/organizations?sort=stage&page=3").tree.xpath(
            "//th[@aria-sort]/a[@class='sort']/@href"
        )

        assert query_of(link) == {"sort": "-stage"}

    @pytest.mark.parametrize("query", ["on=2999-01-01", "on=gestern", "since=2999-01-01"])
    def test_says_what_is_wrong_with_a_day(self, street, query):
        assert street.client.get(f"/organizations?{query}").status_code == 400

    def test_knows_no_division_out_of_view(self, street):
        code = street.divisions["云栖街道"]

        assert street.client.get(f"/organizations?division={code}").status_code == 404

    def test_is_closed_to_the_auditor(self, browser_of):
        assert browser_of(Role.AUDITOR).get("/organizations").status_code == 403

    def test_asks_as_many_queries_for_many_rows_as_for_few(self, street, count_queries):
        def count():
            with count_queries() as queries:
                street.client.get("/organizations?size=50")
            return len(queries)

        few = count()
        for _number in range(10):
            OrganizationFactory.create(
                division_code=street.divisions["晴湾社区"], histories__stage="growing"
            )

        assert count() == few


class TestMetricRows:
    def test_lists_the_rows_behind_the_number(self, get, street):
        organization = OrganizationFactory.create(
            division_code=street.divisions["晴湾社区"],
            name="柳浪棋社",
            histories__standing=Standing.REGISTERED,
            histories__grade=Grade.A3,
        )

        page = get("/metrics/ratings.3A")

        assert page.heading == "3A"
        assert "口径：统计日持有本等级且在有效期内的在册组织" in page.text
        assert "1 家" in page.text
        assert page.tree.xpath("//tbody/tr/@id") == [f"organization-{organization.id}"]

    def test_may_be_narrowed_further(self, get):
        page = get("/metrics/organizations.filed?q=没有这家")

        assert "筛选后 0 家" in page.text
        assert page.links("重置") == ["/metrics/organizations.filed"] * 2

    def test_carries_its_key_to_the_workbook(self, get):
        page = get("/metrics/organizations.filed")
        (link,), (official,) = page.links("普通表格"), page.links("公文格式")

        assert query_of(link) == {"metric": "organizations.filed"}
        assert query_of(official) == {"metric": "organizations.filed", "official": "1"}

    @pytest.mark.parametrize("key", ["organizations.unknown", "stages.nonsense", "x", ".."])
    def test_knows_no_other_keys(self, street, key):
        assert street.client.get(f"/metrics/{key}").status_code == 404

    def test_is_closed_to_the_auditor(self, browser_of):
        assert browser_of(Role.AUDITOR).get("/metrics/organizations.total").status_code == 403
