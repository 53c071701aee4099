from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from app.access.permissions import Role
from app.db import utc_now
from app.history.points import list_live
from app.organizations.grades import Grade
from app.organizations.models import FormerName, StandingChange
from app.organizations.operations import StageMove, correct_stage, withdraw_standing
from app.organizations.standings import Standing
from app.standpoint import today
from tests.factories import (
    AccountFactory,
    GradeChangeFactory,
    OrganizationFactory,
    StageChangeFactory,
    StandingChangeFactory,
)
from tests.organizations.looks import look
from tests.organizations.pages import Page
from tests.organizations.writes import on, run


def query_of(link):
    return {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}


@pytest.fixture
def get(street):
    return lambda url: Page(street.client.get(url))


class TestWorkbench:
    def test_shows_changes_and_gaps_with_the_way_to_them(self, get, street):
        page = get("/")

        assert page.heading == "工作台"
        (link,) = page.links("晴湾合唱团")
        assert urlsplit(link).path == f"/organizations/{street.organization.id}"
        assert page.links("缺孵化阶段") == ["/organizations?missing=stage"]
        assert "云栖棋友会" not in page.text

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
        page = get("/organizations?stage=&q=晴湾&size=10&on=2024-05-06")

        (link,) = page.links("晴湾合唱团")[:1]
        assert urlsplit(link).path == f"/organizations/{street.organization.id}"
        assert query_of(link)["on"] == "2024-05-06"
        back = query_of(link)["next"]
        assert back.startswith("/organizations?")
        assert {"size": "10", "q": "晴湾", "on": "2024-05-06"}.items() <= query_of(back).items()

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


class TestDetail:
    @pytest.fixture
    def url(self, street):
        return f"/organizations/{street.organization.id}"

    def test_shows_facts_state_and_who_recorded_it(self, get, url, street):
        StageChangeFactory.create(
            organization_id=street.organization.id,
            stage="growing",
            since=today() - timedelta(days=320),
            reason="验收通过",
            recorded_by=street.staff.id,
        )

        page = get(url)

        assert page.heading == "晴湾合唱团"
        assert "成长期已 320 天" in page.text
        assert "原因：验收通过" in page.text
        assert "甲子丑" in page.text
        assert "13800004321" in page.text
        assert "示例区 · 晴川街道 · 晴湾社区" in page.text

    def test_shows_what_was_corrected_more_quietly(self, get, url, street):
        old = StageChangeFactory.create(organization_id=street.organization.id, stage="growing")
        here = look(street.divisions["晴川街道"], viewer=street.staff.id)
        run(correct_stage, here, old.id, StageMove("mature", on("2020-01-01")))

        page = get(url)

        assert [node.text_content() for node in page.tree.xpath("//s")] == ["孵化阶段：成长期"]
        assert "更正前" in page.text

    def test_shows_a_grade_that_is_announced_and_one_that_is_over(self, get, url, street):
        organization_id = street.organization.id
        StandingChangeFactory.create(
            organization_id=organization_id, standing=Standing.REGISTERED, since=date(2021, 1, 1)
        )
        GradeChangeFactory.create(
            organization_id=organization_id, since=date(2021, 2, 1), expires_on=date(2022, 1, 31)
        )
        GradeChangeFactory.create(
            organization_id=organization_id,
            grade=Grade.A4,
            since=today() + timedelta(days=9),
            announced_on=today(),
        )

        text = get(url).text

        assert "3A（已过期）" in text
        assert "4A（已公告待生效）" in text

    def test_before_it_existed_says_so(self, get, url):
        page = get(f"{url}?on=2019-12-31")

        assert page.status == 200
        assert "该日尚未成立" in page.text
        assert "2020-01-01" in page.text

    def test_before_it_was_known_says_so(self, get, url):
        page = get(f"{url}?known-at=2001-01-01T00:00:00Z")

        assert "系统中还没有该组织的记录" in page.text
        assert page.links("修改资料") == []

    def test_in_the_recycle_bin_says_so_and_offers_to_bring_it_back(self, get, url, street):
        here = look(street.divisions["晴川街道"], viewer=street.staff.id)
        (point,) = list_live(StandingChange, street.organization.id)
        run(withdraw_standing, here, point.id, "重复登记")

        page = get(url)

        assert "回收站" in page.text
        assert "重复登记" in page.text
        assert page.links("恢复这个组织")

    def test_shows_former_names_with_their_days(self, get, url, street, session):
        session.add(
            FormerName(
                organization_id=street.organization.id,
                name="晴湾歌咏队",
                until=date(2024, 5, 6),
                recorded_at=utc_now(),
                recorded_by=street.staff.id,
            )
        )
        session.commit()

        assert "晴湾歌咏队（使用至 2024-05-06）" in get(url).text

    def test_shows_what_a_ledger_said_besides(self, get, leader, street):
        organization = OrganizationFactory.create(
            division_code=street.divisions["晴湾社区"],
            extra={"联系人二": "乙寅卯"},
            as_written={"member_count": "350余", "phone": "见备注"},
        )

        whole = get(f"/organizations/{organization.id}").text
        masked = Page(leader.get(f"/organizations/{organization.id}")).text

        assert "联系人二" in whole
        assert "台账原文：350余" in whole
        assert "台账原文：见备注" in whole
        assert "乙寅卯" not in masked
        assert "见备注" not in masked
        assert "台账原文：350余" in masked

    def test_masks_and_offers_no_change_to_a_leader(self, leader, url):
        page = Page(leader.get(url))

        assert "138****4321" in page.text
        assert page.links("修改资料") == page.links("变更") == []

    def test_leads_back_to_the_row_it_was_opened_from(self, get, url, street):
        page = get(f"{url}?next=/organizations?page%3D2")

        back = f"/organizations?page=2#organization-{street.organization.id}"
        assert page.tree.xpath("//li[contains(@class, 'breadcrumb-item')]/a/@href") == [back]
        (edit,) = page.links("修改资料")
        assert query_of(edit)["next"] == f"{url}?next=%2Forganizations%3Fpage%3D2"

    @pytest.mark.parametrize(
        "back", ["https://example.com", "//example.com", "javascript:alert(1)"]
    )
    def test_leads_nowhere_else(self, get, url, back):
        assert back not in str(get(f"{url}?next={back}").tree.xpath("//nav//a/@href"))

    def test_of_a_neighbor_looks_like_one_that_never_was(self, street):
        neighbors = street.client.get(f"/organizations/{street.neighbor.id}")
        nobodys = street.client.get("/organizations/999999")

        assert neighbors.status_code == nobodys.status_code == 404

    def test_is_closed_to_the_auditor(self, browser_of, url):
        assert browser_of(Role.AUDITOR).get(url).status_code == 403

    def test_asks_as_many_queries_for_a_long_history_as_for_a_short_one(
        self, street, url, count_queries
    ):
        def count():
            with count_queries() as queries:
                street.client.get(url)
            return len(queries)

        StageChangeFactory.create(organization_id=street.organization.id, stage="growing")
        short = count()
        for year in range(2021, 2026):
            StageChangeFactory.create(
                organization_id=street.organization.id,
                stage=["growing", "mature"][year % 2],
                since=date(year, 1, 1),
                recorded_by=AccountFactory.create().id,
            )

        assert count() == short
