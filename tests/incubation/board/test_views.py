from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from app.access.permissions import Role
from app.incubation.board import pages
from app.organizations.standings import Standing
from app.standpoint import today
from tests.factories import AccountFactory
from tests.factories.supports import SupportFactory
from tests.organizations.pages import Page


@pytest.fixture
def get(staff):
    return lambda url: Page(staff.get(url))


def column(page, label):
    (found,) = page.tree.xpath(f"//section[h2[contains(., '{label}')]]")
    return found


class TestBoard:
    def test_has_a_column_for_each_stage_and_one_for_none(self, get, make):
        make(12, name="晴湾合唱团")
        make(stage=None, name="晴湾棋友会")

        page = get("/incubation")

        heads = [" ".join(head.text_content().split()) for head in page.tree.xpath("//section/h2")]
        assert heads == [
            "萌芽期 0 家",
            "初创期 0 家",
            "成长期 1 家",
            "成熟期 0 家",
            "出壳 0 家",
            "未定阶段 1 家",
        ]
        assert "晴湾合唱团" in column(page, "成长期").text_content()
        assert "12 天" in column(page, "成长期").text_content()

    def test_says_by_how_much_a_stage_is_overstayed(self, get, make):
        make(1100)

        assert "1,100 天，超期 5 天" in get("/incubation").text

    def test_shows_twenty_cards_and_the_way_to_more(self, get, make, monkeypatch):
        monkeypatch.setattr(pages, "CARDS", 2)
        for _ in range(3):
            make()

        growing = column(get("/incubation?kind=community_group"), "成长期")

        assert len(growing.xpath(".//li[contains(@class, 'board-card')]")) == 2
        (more,) = growing.xpath(".//a[@class='board-more']/@href")
        assert urlsplit(more).path == "/incubation/table"
        assert parse_qs(urlsplit(more).query) == {
            "kind": ["community_group"],
            "stage": ["growing"],
            "sort": ["-days"],
        }

    def test_offers_each_other_stage_by_links(self, get, make):
        organization = make()

        page = get("/incubation")

        links = page.tree.xpath("//li[contains(@class, 'board-card')]//a[@class='menu-item']/@href")
        asked = [parse_qs(urlsplit(link).query) for link in links]
        assert {urlsplit(link).path for link in links} == {
            f"/organizations/{organization.id}/stage"
        }
        assert [query["to"] for query in asked] == [
            ["sprouting"],
            ["starting"],
            ["mature"],
            ["graduated"],
        ]
        assert {query["next"][0] for query in asked} == {"/incubation"}

    def test_opens_the_change_form_with_the_stage_chosen(self, get, make):
        organization = make()

        page = get(f"/organizations/{organization.id}/stage?to=mature")

        assert page.chosen("to") == "mature"

    @pytest.mark.parametrize("query", ["on", "known-at"])
    def test_moves_nothing_of_another_day(self, get, make, query):
        make(100)
        values = {"on": str(today() - timedelta(days=1)), "known-at": "2099-01-01T00:00:00Z"}

        page = get(f"/incubation?{query}={values[query]}")

        assert page.tree.xpath("//a[@class='menu-item' and contains(@href, '/stage?')]") == []
        assert page.tree.xpath("//*[@data-board]") == []

    def test_lets_a_leader_look_only(self, make, divisions, sign_in):
        make(name="晴湾合唱团")
        leader = AccountFactory.create(role=Role.LEADER, division_code=divisions["晴川街道"])

        page = Page(sign_in(leader).get("/incubation"))

        assert "晴湾合唱团" in page.text
        assert page.tree.xpath("//a[@class='menu-item' and contains(@href, '/stage?')]") == []

    def test_says_that_nothing_fits(self, get, make):
        make()

        page = get("/incubation?kind=foundation")

        assert "没有符合条件的组织" in page.text
        assert page.links("重置筛选") == ["/incubation"]

    def test_takes_any_query_string_for_granted(self, get, make):
        make()

        address = "/incubation?kind=no&community=x&gate=no&stuck=no&stage=no"
        assert get(address).heading == "孵化看板"

    def test_costs_the_same_number_of_queries_with_more_cards(self, staff, make, count_queries):
        for stage in ("growing", "mature", None):
            make(stage=stage)
        staff.get("/incubation")
        with count_queries() as before:
            staff.get("/incubation")
        for stage in ("growing", "mature", None) * 2:
            make(stage=stage)
        with count_queries() as after:
            staff.get("/incubation")

        assert len(after) == len(before)


class TestTable:
    def test_lists_one_stage_longest_first(self, get, make):
        make(5, name="晴湾合唱团")
        make(50, name="晴湾棋友会")
        make(stage="mature", name="晴湾书画社")

        page = get("/incubation/table?stage=growing&sort=-days")

        rows = page.tree.xpath("//tbody//th[@class='key']")
        assert [row.text_content().strip() for row in rows] == ["晴湾棋友会", "晴湾合唱团"]
        assert "/incubation?" in "".join(page.links("看板"))

    def test_takes_an_unknown_order_for_the_usual_one(self, get, make):
        make()

        assert get("/incubation/table?sort=id").heading == "孵化一览表"

    def test_costs_the_same_number_of_queries_with_more_rows(self, staff, make, count_queries):
        make()
        staff.get("/incubation/table")
        with count_queries() as before:
            staff.get("/incubation/table")
        for _ in range(4):
            make()
        with count_queries() as after:
            staff.get("/incubation/table")

        assert len(after) == len(before)


class TestOrganization:
    def test_shows_where_it_stands_and_what_to_do_next(self, get, make):
        organization = make(12, name="晴湾合唱团")

        page = get(f"/organizations/{organization.id}/incubation")

        assert page.heading == "晴湾合唱团"
        assert "12 天" in page.text
        for said in ("还没有服务记录", "还没有评估", "没有入驻孵化基地"):
            assert said in page.text
        assert page.links("登记服务")[0].startswith("/incubation/supports/new?")
        assert page.links("概况") == [f"/organizations/{organization.id}"]

    def test_shows_the_papers_of_a_group_that_is_not_filed(self, get, make):
        unfiled = make(histories__standing=Standing.UNFILED)
        filed = make()

        page = get(f"/organizations/{unfiled.id}/incubation")

        address = f"/organizations/{unfiled.id}/filing"
        assert page.links("办理备案材料") == [address]
        assert "办理备案材料" not in get(f"/organizations/{filed.id}/incubation").text

    def test_names_what_the_next_stage_still_asks(self, get, make):
        organization = make(stage="sprouting")

        (section,) = get(f"/organizations/{organization.id}/incubation").tree.xpath(
            "//section[@aria-labelledby='gate-title']"
        )

        assert "距初创期" in section.text_content()
        assert section.xpath(".//ul[@class='incubation-list']/li")

    def test_says_that_it_is_not_in_force_on_the_day(self, get, make):
        organization = make(5)

        page = get(f"/organizations/{organization.id}/incubation?on={today() - timedelta(days=9)}")

        assert "该日不是在册组织" in page.text

    def test_is_not_there_for_another_division(self, staff, make, divisions):
        organization = make(division_code=divisions["云溪社区"])

        assert staff.get(f"/organizations/{organization.id}/incubation").status_code == 404

    def test_costs_the_same_number_of_queries_with_more_supports(self, staff, make, count_queries):
        organization = make(100)
        address = f"/organizations/{organization.id}/incubation"
        SupportFactory.create(on=today(), organizations=[organization])
        staff.get(address)
        with count_queries() as before:
            staff.get(address)
        for _ in range(4):
            SupportFactory.create(on=today(), organizations=[organization])
        with count_queries() as after:
            page = Page(staff.get(address))

        assert len(after) == len(before)
        assert "期间内 5 次，共 5.0 小时" in page.text
