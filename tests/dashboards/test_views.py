import json
import re
from datetime import date

import pytest

from app.access.permissions import Role
from app.web.figures import ALLOWED_TRACES
from tests.factories import AccountFactory, OrganizationFactory, example_divisions


@pytest.fixture
def codes(session):
    return example_divisions()


class TestShowOverview:
    def test_every_number_leads_to_as_many_rows(self, codes, sign_in):
        for stage in ("sprouting", "sprouting", "growing"):
            OrganizationFactory.create(division_code=codes["晴湾社区"], histories__stage=stage)
        OrganizationFactory.create(division_code=codes["云溪社区"])
        client = sign_in(AccountFactory.create(role=Role.LEADER, division_code=codes["示例区"]))
        page = client.get("/dashboard?division=" + codes["晴川街道"]).text

        links = re.findall(r'<a href="(/(?:metrics|organizations)[^"]*)"[^>]*>([\d,]+)</a>', page)
        zeros = [link for link in links if link[1] == "0"]
        some = {*(link for link in links if link[1] != "0"), *zeros[::40]}
        assert len(some) > 10
        for address, number in sorted(some):
            shown = client.get(address.replace("&amp;", "&"))
            assert shown.status_code == 200
            rows = re.findall(r'id="organization-\d+"', shown.text)
            assert len(rows) == int(number.replace(",", "")), address

    def test_figures_say_what_their_tables_say(self, codes, sign_in):
        OrganizationFactory.create(division_code=codes["晴湾社区"], histories__stage="mature")
        client = sign_in(AccountFactory.create(role=Role.LEADER, division_code=codes["示例区"]))

        page = client.get("/dashboard").text

        figures = [
            json.loads(text)
            for text in re.findall(
                r'<script type="application/json">(.*?)</script>', page, re.DOTALL
            )
        ]
        assert len(figures) == 4
        types = {trace["type"] for figure in figures for trace in figure["data"]}
        assert types <= ALLOWED_TRACES

    def test_asks_no_more_of_the_database_as_organizations_are_added(
        self, codes, sign_in, count_queries
    ):
        client = sign_in(AccountFactory.create(role=Role.LEADER, division_code=codes["示例区"]))

        def queries_with_three_more():
            for _ in range(3):
                OrganizationFactory.create(division_code=codes["晴湾社区"])
            with count_queries() as queries:
                client.get("/dashboard")
            return len(queries)

        assert queries_with_three_more() == queries_with_three_more()

    def test_looks_back_at_the_day_asked_for(self, codes, sign_in):
        OrganizationFactory.create(
            division_code=codes["晴湾社区"], histories__since=date(2024, 5, 1)
        )
        client = sign_in(AccountFactory.create(role=Role.LEADER, division_code=codes["示例区"]))

        before = client.get("/dashboard?on=2024-04-30").text

        assert "社会组织总数 0 家" in before

    @pytest.mark.parametrize(
        ("role", "query", "status"),
        [
            (Role.AUDITOR, "", 403),
            (Role.LEADER, "?division=330199002000", 404),
            (Role.LEADER, "?on=2999-01-01", 400),
            (Role.LEADER, "?on=nonsense", 400),
            (Role.ADMINISTRATOR, "", 200),
        ],
    )
    def test_is_closed_to(self, codes, sign_in, role, query, status):
        account = AccountFactory.create(role=role, division_code=codes["晴川街道"])

        assert sign_in(account).get(f"/dashboard{query}").status_code == status
