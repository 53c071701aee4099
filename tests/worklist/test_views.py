import pytest

from app.access.permissions import Role
from tests.factories import AccountFactory
from tests.organizations.pages import Page


@pytest.fixture
def get(street):
    return lambda url: Page(street[1].get(url))


class TestWorkbench:
    def test_begins_with_what_is_to_be_done(self, get, complete):
        complete(phone=None)

        page = get("/")

        assert page.heading == "工作台"
        assert page.links("缺联系电话")[0] == "/worklist/register-missing-phone"
        assert "没有逾期事项。" in page.text

    def test_shows_no_worklist_to_whom_has_none(self, street, sign_in):
        account = AccountFactory.create(
            role=Role.ADMINISTRATOR, division_code=street[0]["晴川街道"]
        )

        assert "没有逾期事项" not in Page(sign_in(account).get("/")).text


class TestIndex:
    def test_counts_each_kind_and_keeps_what_narrows_it(self, get, complete):
        complete(phone=None)
        complete(phone=None)

        page = get("/worklist")

        assert page.links("缺联系电话") == ["/worklist/register-missing-phone"]
        numbers = page.tree.xpath("//li[a='缺联系电话']/strong/text()")
        assert numbers == ["2"]

    def test_says_that_nothing_is_to_be_done(self, get, complete):
        complete()

        page = get("/worklist")

        assert "没有待办" in page.text
        assert "该做的都做了" in page.text

    def test_of_one_person_leaves_out_what_nobody_looks_after(self, get, complete):
        complete(phone=None)

        assert "该做的都做了" in get("/worklist?owner=me").text

    @pytest.mark.parametrize("owner", ["-1", "nobody", "²", "9" * 30])
    def test_takes_any_owner_for_granted(self, get, owner):
        assert get(f"/worklist?owner={owner}").heading == "待办"

    def test_costs_the_same_number_of_queries_with_more_rows(self, street, complete, count_queries):
        complete(phone=None)
        street[1].get("/worklist")
        with count_queries() as before:
            street[1].get("/worklist")
        for _ in range(5):
            complete(phone=None, leader_name=None)
        with count_queries() as after:
            street[1].get("/worklist")

        assert len(after) == len(before)


class TestItems:
    def test_lists_organizations_with_the_way_to_each(self, get, complete):
        organization = complete(name="晴湾合唱团", phone=None)
        complete(name="晴湾棋友会")

        page = get("/worklist/register-missing-phone")

        assert page.heading == "缺联系电话"
        assert "晴湾合唱团" in page.text
        assert "晴湾棋友会" not in page.text
        assert {link.partition("?")[0] for link in page.links("晴湾合唱团")} == {
            f"/organizations/{organization.id}"
        }

    def test_says_that_a_kind_is_done_with(self, get, complete):
        complete()

        assert "这一类事项都办完了" in get("/worklist/register-missing-phone").text

    def test_is_not_there_for_an_unknown_kind(self, street):
        assert street[1].get("/worklist/no-such").status_code == 404


class TestBadge:
    def test_counts_what_is_overdue_or_due_and_no_gaps(self, street, complete):
        complete(phone=None, histories__stage="graduated")

        assert street[1].get("/worklist/badge").json == {"shown": "0", "full": "0 项"}

    def test_is_in_the_frame_of_every_page(self, get, complete):
        (badge,) = get("/organizations").tree.xpath("//a[@data-badge]")

        assert badge.get("data-badge") == "/worklist/badge"
        assert "待办" in badge.text_content()
