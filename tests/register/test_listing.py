import pytest
from werkzeug.datastructures import MultiDict

from app.organizations.contributions import all_columns
from app.register.listing import active_filters, make_listing
from app.register.selection import Selection, read_selection
from tests.factories import OrganizationFactory
from tests.organizations.looks import look


@pytest.fixture
def listing(session):
    """Return a function that makes the listing an address asks for, of five organizations."""
    for name in "甲乙丙丁戊":
        OrganizationFactory.create(name=f"{name}社", phone="13800000001")
    here = look()

    def make(*, may_read_personal=True, **address):
        selection = read_selection(MultiDict(address), all_columns())
        return make_listing(here, selection, address, may_read_personal=may_read_personal)

    return make


def names(found):
    return [row.values["name"] for row in found.rows]


class TestPagesByNumber:
    def test_show_the_rows_of_one_page(self, listing, monkeypatch):
        monkeypatch.setattr("app.web.pagination.SIZES", (2,))
        whole = names(listing())

        found = listing(size="2", page="2")

        assert names(found) == whole[2:4]
        assert (found.page.number, found.page.last, found.page.total) == (2, 3, 5)

    @pytest.mark.parametrize("page", ["0", "-1", "99", "x", "９"])
    def test_take_the_nearest_page_there_is(self, listing, page):
        assert len(names(listing(page=page))) == 5


class TestPagesByKey:
    """Beyond what is counted exactly one walks from the row at the edge."""

    @pytest.fixture(autouse=True)
    def few(self, monkeypatch):
        monkeypatch.setattr("app.web.pagination.SIZES", (2,))
        monkeypatch.setattr("app.web.pagination.COUNTED_UP_TO", 3)
        monkeypatch.setattr("app.register.listing.COUNTED_UP_TO", 3)

    def test_lead_forth_to_the_end_and_back_to_the_beginning(self, listing):
        seen, found = [], listing(size="2")
        while True:
            seen.append(names(found))
            if found.page.next() is None:
                break
            found = listing(size="2", **found.page.next())
        assert [len(page) for page in seen] == [2, 2, 1]

        back = [names(found)]
        while found.page.previous() is not None:
            found = listing(size="2", **found.page.previous())
            back.append(names(found))
        assert back == seen[::-1]

    def test_say_only_that_there_are_more(self, listing):
        assert listing(size="2").page.total_text == "3+"

    @pytest.mark.parametrize("after", ["x", "-1", "9" * 40, "９"])
    def test_begin_anew_after_nothing(self, listing, after):
        assert names(listing(size="2", after=after)) == names(listing(size="2"))


class TestPersonalColumns:
    def test_are_masked_without_the_permission(self, listing):
        row = listing().rows[0]

        assert listing().cells(row)["phone"].text == "13800000001"
        masked = listing(may_read_personal=False).cells(row)["phone"]
        assert (masked.text, masked.value) == ("138****0001", "138****0001")

    def test_order_nothing_without_the_permission(self, listing):
        assert listing(sort="-phone").selection.sort == "-phone"
        assert listing(sort="-phone", may_read_personal=False).selection.sort == "name"


class TestColumns:
    def test_come_in_the_order_asked_for_with_the_others_behind(self, listing):
        found = listing(columns="name,phone,stage")

        assert [column.key for column in found.columns] == ["name", "phone", "stage"]
        assert [column.key for column in found.all_columns][:4] == [
            "name", "phone", "stage", "credit_code",
        ]  # fmt: skip
        assert len(found.all_columns) == len(all_columns())


class TestActiveFilters:
    def test_say_in_words_what_the_address_says(self, app):
        selection = read_selection(
            MultiDict(
                [
                    ("q", "晴"),
                    ("standing", "filed"),
                    ("community", "330199001001"),
                    ("kind", "nonsense"),
                    ("registered-from", "2024-01-01"),
                    ("registered-to", "2024"),
                    ("missing", "phone"),
                ]
            ),
            all_columns(),
        )

        with app.test_request_context(headers={"Accept-Language": "zh"}):
            found = active_filters(selection, {"330199001001": "晴湾社区"})
            texts = [f"{item['label']}：{item['text']}" for item in found]

        assert sorted(texts) == sorted(
            [
                "查找：晴",
                "登记状态：已备案",
                "所属社区：晴湾社区",
                "组织类型：nonsense",
                "登记日期：2024-01-01 起",
                "登记日期：2024-12-31 止",
                "缺：联系电话",
            ]
        )
        taken_out = [(item["key"], item.get("value")) for item in found]
        assert ("standing", "filed") in taken_out
        assert ("registered-to", None) in taken_out

    def test_of_a_plain_list_are_none(self):
        assert active_filters(Selection(), {}) == []
