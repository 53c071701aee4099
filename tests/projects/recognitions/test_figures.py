"""What counts at a day: metrics, the column of the register, 一站一品, the timeline."""

from dataclasses import replace
from datetime import date

import pytest

from app.metrics.queries import numbers
from app.organizations.contributions import find_column
from app.projects.recognitions.metrics import metrics
from app.projects.recognitions.queries import list_stations
from app.projects.recognitions.timeline import TIMELINE
from app.projects.words import Level
from app.register.queries import stream_rows
from app.register.selection import Selection
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.projects import ProjectFactory
from tests.factories.recognitions import RecognitionFactory


@pytest.fixture
def codes(session):
    return example_divisions()


@pytest.fixture
def look(codes):
    account = AccountFactory.create(division_code=codes["晴川街道"])
    return make_standpoint({}, viewer=account.id, division=account.division_code)


@pytest.fixture
def organization(codes):
    return OrganizationFactory.create(division_code=codes["晴湾社区"])


@pytest.fixture
def project(codes, organization):
    return ProjectFactory.create(
        division_code=codes["晴湾社区"], organizations=[organization], detail={"name": "邻里食堂"}
    )


def brands(look):
    values = numbers(look, metrics())
    keys = ("national", "province", "city", "district", "street")
    return [values[f"projects.brand.{key}"] for key in keys]


def brand(project, level, **facts):
    return RecognitionFactory.create(
        project_id=project.id, division_code=project.division_code, level=level, **facts
    )


class TestBrands:
    def test_count_a_project_once_at_its_highest_level(self, look, project):
        brand(project, Level.DISTRICT)
        brand(project, Level.CITY)
        brand(project, Level.CITY, title="市级示范品牌")

        assert brands(look) == [0, 0, 1, 0, 0]

    def test_count_it_at_each_level_where_the_setting_says_so(
        self, app, look, project, monkeypatch
    ):
        brand(project, Level.DISTRICT)
        brand(project, Level.CITY)
        monkeypatch.setitem(app.config, "BRAND_COUNTING", "each")

        assert brands(look) == [0, 0, 1, 1, 0]
        assert "分别" in next(item.definition for item in metrics())

    def test_hold_from_the_award_until_they_run_out_or_are_revoked(self, look, project):
        brand(
            project,
            Level.CITY,
            awarded_on=date(2026, 2, 1),
            valid_until=date(2026, 4, 30),
        )
        brand(
            project,
            Level.DISTRICT,
            awarded_on=date(2026, 1, 1),
            revoked_on=date(2026, 6, 1),
        )
        days = [(1, 31), (2, 1), (4, 30), (5, 1), (5, 31), (6, 1)]

        found = [brands(look.at_day(date(2026, *day)))[2:4] for day in days]
        assert found == [[0, 1], [1, 0], [1, 0], [0, 1], [0, 1], [0, 0]]

    def test_of_another_division_are_not_counted(self, look, codes):
        RecognitionFactory.create(division_code=codes["云溪社区"], person_name="甲子丑")

        assert brands(look) == [0] * 5

    def test_are_told_by_the_register_at_the_highest_level(self, look, project, organization):
        column = find_column("brand_level")
        brand(project, Level.STREET)
        RecognitionFactory.create(
            organization_id=organization.id,
            division_code=organization.division_code,
            level=Level.DISTRICT,
            valid_until=date(2026, 4, 30),
        )

        def told(on):
            blocks = stream_rows(
                replace(look, on=on), Selection(), [column], may_read_personal=True
            )
            return [row.values["brand_level"] for block in blocks for row in block]

        assert told(date(2026, 4, 30)) == [Level.DISTRICT]
        assert told(date(2026, 5, 1)) == [Level.STREET]
        assert told(date(2026, 2, 1)) == [None]

    def test_part_the_communities_with_one_from_those_without(self, look, project):
        brand(project, Level.CITY)

        found = {item.division.name: (item.count, item.best) for item in list_stations(look)}
        assert found == {"晴湾社区": (1, Level.CITY), "柳浪社区": (0, None)}

    def test_stand_on_the_timeline_with_their_end(self, look, project, organization):
        brand(project, Level.CITY, revoked_on=date(2026, 6, 1), reason="停止运营")

        entries = TIMELINE[0].entries(look, organization.id)
        assert [str(item.on) for item in entries] == ["2026-03-01", "2026-06-01"]
        assert entries[0].notes == ["邻里食堂"]
        assert entries[1].notes == ["停止运营"]


def test_honors_are_counted_in_the_period_they_were_won(look, organization):
    for day in (date(2025, 12, 31), date(2026, 1, 1)):
        RecognitionFactory.create(
            organization_id=organization.id,
            division_code=organization.division_code,
            is_brand=False,
            level=Level.PROVINCE,
            awarded_on=day,
        )

    values = numbers(look.at_day(date(2026, 3, 1)), metrics())
    assert values["projects.honors.province"] == 1
