import pytest

from app.organizations.kinds import Kind
from app.organizations.models import Category
from app.organizations.operations import (
    AttributeEdit,
    Registration,
    StandingMove,
    edit_organization,
)
from app.organizations.operations import register_organizations as register
from app.organizations.standings import Standing
from app.register.queries import count_rows
from app.register.selection import Selection
from app.register.workbench import RECENT, WANTED, count_gaps, list_recent_changes
from tests.factories import OrganizationFactory, example_divisions
from tests.organizations.looks import look
from tests.organizations.writes import on, run


@pytest.fixture
def divisions(session):
    return example_divisions()


@pytest.fixture
def here(divisions):
    return look(divisions["晴川街道"])


class TestListRecentChanges:
    def test_names_what_was_done_last_and_who_did_it(self, here, divisions):
        filing = StandingMove(Standing.FILED, on("2024-01-01"))
        attributes = {"name": "晴湾合唱团"}
        (id_,) = run(register, here, [Registration(divisions["晴湾社区"], attributes, (filing,))])
        run(edit_organization, here, id_, AttributeEdit({"address": "柳浪路1号"}))

        (change,) = list_recent_changes(here)

        assert (change.organization_id, change.name) == (id_, "晴湾合唱团")
        assert change.action == "organization:edit"
        assert change.by.startswith("甲子")

    def test_comes_latest_first_and_ends(self, here, divisions):
        for number in range(RECENT + 2):
            OrganizationFactory.create(
                name=f"第{number}队", division_code=divisions["晴湾社区"], histories__standing=None
            )

        found = [change.name for change in list_recent_changes(here)]

        assert found == [f"第{number}队" for number in range(RECENT + 1, 1, -1)]

    def test_stays_in_the_division(self, here, divisions):
        OrganizationFactory.create(division_code=divisions["云溪社区"])

        assert list_recent_changes(here) == []

    def test_of_one_without_events_names_nobody(self, here, divisions):
        OrganizationFactory.create(division_code=divisions["晴湾社区"])

        (change,) = list_recent_changes(here)

        assert (change.action, change.by) == ("", "")


class TestCountGaps:
    def test_counts_the_rows_of_the_list_each_number_leads_to(self, here, divisions):
        community = divisions["晴湾社区"]
        OrganizationFactory.create(division_code=community, phone="13800000001")
        OrganizationFactory.create(division_code=community, leader_name="甲子丑")
        OrganizationFactory.create(division_code=divisions["晴川街道"])
        OrganizationFactory.create(
            division_code=community, histories__standing=Standing.DEREGISTERED
        )
        OrganizationFactory.create(division_code=community, is_branch=True)

        total, gaps = count_gaps(here)

        assert total == 3
        numbers = {gap.column.key: gap.number for gap in gaps}
        assert (numbers["phone"], numbers["leader_name"], numbers["community"]) == (2, 2, 1)
        for key in WANTED:
            listed = count_rows(
                here, Selection(missing=(key,)), may_read_personal=False, up_to=None
            )
            assert numbers.get(key, 0) == listed, key

    def test_puts_the_largest_first(self, here, divisions):
        OrganizationFactory.create(division_code=divisions["晴湾社区"], phone="13800000001")
        OrganizationFactory.create(division_code=divisions["晴湾社区"])

        numbers = [gap.number for gap in count_gaps(here)[1]]

        assert numbers == sorted(numbers, reverse=True)

    def test_of_a_register_that_lacks_nothing_are_none(self, here, divisions, session):
        session.add(Category(label="文体活动"))
        session.commit()
        OrganizationFactory.create(
            division_code=divisions["晴湾社区"],
            phone="13800000001",
            leader_name="甲子丑",
            established_on=on("2020-01-01").date,
            kind=Kind.COMMUNITY_GROUP,
            category="文体活动",
            histories__stage="growing",
        )

        assert count_gaps(here) == (1, [])

    def test_of_an_empty_register_are_none(self, here):
        assert count_gaps(here)[1] == []
