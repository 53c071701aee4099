"""The overview of incubation: every number leads to its rows."""

import json
import re
from datetime import date, timedelta

import pytest

from app.access.permissions import Role
from app.standpoint import today
from app.web.figures import ALLOWED_TRACES, Caption, Cell, heat_map
from tests.factories import (
    AccountFactory,
    OrganizationFactory,
    StageChangeFactory,
    example_divisions,
)
from tests.factories.supports import SupportFactory

ADDRESS = "/dashboard/incubation"


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def hub(codes):
    """Three organizations moved up this year, one of them back again; one was supported."""
    first = date(today().year, 1, 1)
    for place in ("晴湾社区", "柳浪社区", "云溪社区"):
        organization = OrganizationFactory.create(
            division_code=codes[place], histories__stage="starting"
        )
        StageChangeFactory.create(organization_id=organization.id, since=first, stage="growing")
    StageChangeFactory.create(
        organization_id=organization.id, since=first + timedelta(days=9), stage="starting"
    )
    SupportFactory.create(on=first, organizations=[organization])
    return codes


def figures_in(page):
    found = re.findall(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    return [json.loads(text) for text in found]


class TestShowIncubation:
    def test_every_number_leads_to_as_many_rows(self, hub, sign_in):
        client = sign_in(AccountFactory.create(role=Role.LEADER, division_code=hub["示例区"]))
        page = client.get(ADDRESS).text

        links = set(re.findall(r'<a href="(/metrics/[^"]*)"[^>]*>([\d,]+)</a>', page))
        counted = {link for link in links if "days_in" not in link[0]}
        assert len(counted) > 10
        for address, number in sorted(counted):
            shown = client.get(address.replace("&amp;", "&"))
            rows = re.findall(r'id="(?:organization|row)-\d+"', shown.text)
            assert len(rows) == int(number), address

    def test_the_flow_is_a_field_of_links(self, hub, sign_in):
        client = sign_in(AccountFactory.create(role=Role.LEADER, division_code=hub["示例区"]))

        flow, lasting, covered = figures_in(client.get(ADDRESS).text)

        (trace,) = flow["data"]
        assert trace["type"] == "heatmap"
        row, column = trace["y"].index("初创期"), trace["x"].index("成长期")
        assert trace["z"][row][column] == 3
        assert trace["z"][column + 1][row - 1] == 1
        rows = re.findall(r'id="row-\d+"', client.get(trace["customdata"][row][column]).text)
        assert len(rows) == 3
        (bars,) = lasting["data"]
        assert bars["y"][0] == "萌芽期"
        assert bars["x"][0] is None
        (shares,) = covered["data"]
        assert dict(zip(shares["y"], shares["x"], strict=True)) == {
            "晴湾社区": 0, "柳浪社区": 0, "云溪社区": 100,
        }  # fmt: skip

    def test_coverage_leads_to_those_never_supported_there(self, hub, sign_in):
        client = sign_in(AccountFactory.create(role=Role.LEADER, division_code=hub["示例区"]))

        (shares,) = figures_in(client.get(ADDRESS).text)[2]["data"]

        for label, share, url in zip(shares["y"], shares["x"], shares["customdata"], strict=True):
            rows = re.findall(r'id="organization-\d+"', client.get(url).text)
            assert len(rows) == (0 if share else 1), label

    def test_asks_no_more_of_the_database_as_organizations_are_added(
        self, hub, sign_in, count_queries
    ):
        client = sign_in(AccountFactory.create(role=Role.LEADER, division_code=hub["示例区"]))

        def queries_with_three_more():
            for _ in range(3):
                OrganizationFactory.create(
                    division_code=hub["晴湾社区"], histories__stage="growing"
                )
            with count_queries() as queries:
                client.get(ADDRESS)
            return len(queries)

        assert queries_with_three_more() == queries_with_three_more()

    def test_has_nothing_to_draw_in_an_empty_hub(self, codes, sign_in):
        client = sign_in(AccountFactory.create(role=Role.LEADER, division_code=codes["示例区"]))

        page = client.get(ADDRESS)

        assert page.status_code == 200
        assert "尚无数据。" in page.text


class TestHeatMap:
    def test_draws_the_numbers_of_its_table_each_with_its_address(self):
        cells = [Cell(2, "/a"), Cell(None, "/b")]
        figure = heat_map(
            Caption("flow", "变化", "共2次。", "原阶段"), ["甲", "乙"], [("甲", cells)]
        )

        (trace,) = figure.data["data"]
        assert trace["type"] in ALLOWED_TRACES
        assert trace["z"] == [[2, None]]
        assert trace["customdata"] == [["/a", "/b"]]
        assert figure.heads == ("原阶段", "甲", "乙")
        assert list(figure.rows) == [
            ("甲", {"value": 2, "url": "/a"}, {"value": None, "url": "/b"}),
        ]
        assert json.loads(json.dumps(figure.data)) == figure.data
