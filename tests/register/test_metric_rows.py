"""The rows behind a number that counts something other than organizations."""

import re
from datetime import date

import pytest

from app.access.permissions import Role
from app.register import metric_rows
from app.standpoint import today
from tests.factories import OrganizationFactory, StageChangeFactory
from tests.factories.supports import SupportFactory
from tests.organizations.pages import Page

MOVES = "/metrics/incubation.moves_up"


@pytest.fixture
def moved(street):
    """Two moves in the street this year, one in the neighboring street."""
    for organization, stages in (
        (street.organization, ("sprouting", "starting", "growing")),
        (street.neighbor, ("starting", "growing")),
    ):
        for day, stage in enumerate(stages, 1):
            StageChangeFactory.create(
                organization_id=organization.id, since=date(today().year, 1, day), stage=stage
            )
    return street


def rows_of(response):
    return re.findall(r'id="row-\d+"', response.text)


class TestMetricRows:
    def test_are_the_changes_each_with_its_organization(self, moved):
        response = moved.client.get(MOVES)
        page = Page(response)

        assert page.heading == "阶段提升"
        assert len(rows_of(response)) == 2
        assert all(
            f"/organizations/{moved.organization.id}" in url for url in page.links("晴湾合唱团")
        )
        assert "云栖棋友会" not in page.text

    def test_are_narrowed_by_the_address(self, moved):
        one = moved.client.get(f"{MOVES}?from_stage=starting&to_stage=growing")
        none = moved.client.get(f"{MOVES}?from_stage=growing")
        first = moved.client.get("/metrics/incubation.stage_changes?missing=from_stage")

        assert [len(rows_of(one)), len(rows_of(none)), len(rows_of(first))] == [1, 0, 1]
        assert "没有符合条件的记录" in none.text

    def test_say_what_next_where_there_are_none(self, street):
        assert "没有计入这个数的记录" in street.client.get(MOVES).text

    def test_add_up_where_the_number_does(self, street):
        for minutes in (90, 60):
            SupportFactory.create(
                on=today(), minutes=minutes, organizations=[street.organization, street.neighbor]
            )

        page = street.client.get("/metrics/supports.hours")

        assert len(rows_of(page)) == 2
        assert "合计 2.5 小时" in page.text

    def test_beyond_what_is_counted_are_walked(self, moved, monkeypatch):
        monkeypatch.setattr(metric_rows, "COUNTED_UP_TO", 10)
        monkeypatch.setattr("app.web.pagination.COUNTED_UP_TO", 10)
        for day in range(1, 15):
            organization = OrganizationFactory.create(division_code=moved.divisions["晴湾社区"])
            for place, stage in enumerate(("starting", "growing")):
                StageChangeFactory.create(
                    organization_id=organization.id,
                    since=date(today().year, 1 + place, day),
                    stage=stage,
                )

        first = moved.client.get(f"{MOVES}?size=10")
        second = moved.client.get(f"{MOVES}?size=10&after=10")
        back = moved.client.get(f"{MOVES}?size=10&before=0")

        assert (len(rows_of(first)), len(rows_of(second))) == (10, 6)
        assert set(rows_of(first)) & set(rows_of(second)) == set()
        assert rows_of(back) == rows_of(first)

    def test_ask_no_more_of_the_database_as_they_grow(self, moved, count_queries):
        def queries_with_more():
            organization = OrganizationFactory.create(division_code=moved.divisions["晴湾社区"])
            for day, stage in ((5, "starting"), (6, "growing")):
                StageChangeFactory.create(
                    organization_id=organization.id, since=date(today().year, 1, day), stage=stage
                )
            with count_queries() as queries:
                moved.client.get(MOVES)
            return len(queries)

        assert queries_with_more() == queries_with_more()

    @pytest.mark.parametrize(
        ("role", "status"), [(Role.AUDITOR, 403), (Role.LEADER, 200), (Role.ADMINISTRATOR, 200)]
    )
    def test_are_open_to_readers(self, browser_of, role, status):
        assert browser_of(role).get(MOVES).status_code == status
