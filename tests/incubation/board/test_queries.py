from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import utc_now
from app.incubation.board import queries
from app.incubation.board.queries import (
    SORTS,
    UNDETERMINED,
    BoardFilter,
    count_columns,
    count_table,
    find_place,
    list_column,
    list_table,
)
from app.incubation.gates.models import GateResult
from app.organizations.kinds import Kind
from app.organizations.standings import Standing
from app.standpoint import today
from tests.factories import StageChangeFactory

ALL = BoardFilter()


def names(places):
    return [place.name for place in places]


class TestListColumn:
    def test_puts_the_longest_in_the_stage_first_and_ends(self, here, make):
        make(5, name="五日社")
        make(30, name="三旬社")
        make(9, name="九日社")
        make(50, name="别处社", stage="mature")

        assert names(list_column(here, ALL, "growing", limit=2)) == ["三旬社", "九日社"]

    def test_shows_what_is_in_force_in_the_division(self, here, make, divisions):
        make(name="晴湾社")
        make(division_code=divisions["云溪社区"])
        make(histories__standing=Standing.DEREGISTERED)
        make(is_branch=True)

        (place,) = list_column(here, ALL, "growing", limit=9)

        assert (place.name, place.community, place.stage) == ("晴湾社", "晴湾社区", "growing")

    def test_of_those_without_a_stage_goes_by_name(self, here, make):
        make(stage=None, name="乙社")
        make(stage=None, name="甲社")
        make()

        assert names(list_column(here, ALL, UNDETERMINED, limit=9)) == ["甲社", "乙社"]

    def test_is_of_the_day_and_the_instant_looked_from(self, here, make):
        organization = make(100, name="晴湾社")
        before = utc_now()
        StageChangeFactory.create(
            organization_id=organization.id, stage="mature", since=today() - timedelta(days=10)
        )

        earlier = here.at_day(today() - timedelta(days=20))
        assert names(list_column(here, ALL, "mature", limit=9)) == ["晴湾社"]
        assert list_column(here, ALL, "growing", limit=9) == []
        assert names(list_column(earlier, ALL, "growing", limit=9)) == ["晴湾社"]
        as_known = replace(here, known_at=before)
        assert names(list_column(as_known, ALL, "growing", limit=9)) == ["晴湾社"]
        assert names(list_column(here.at_day(today()), ALL, "mature", limit=9)) == ["晴湾社"]

    def test_narrows_by_kind_and_community(self, here, make, divisions):
        make(name="团体", kind=Kind.ASSOCIATION, division_code=divisions["柳浪社区"])
        make(name="小组")

        by_kind = BoardFilter(kind=Kind.ASSOCIATION)
        by_place = BoardFilter(community=divisions["晴湾社区"])
        assert names(list_column(here, by_kind, "growing", limit=9)) == ["团体"]
        assert names(list_column(here, by_place, "growing", limit=9)) == ["小组"]

    def test_narrows_to_those_beyond_the_limit_of_their_stage(self, here, make):
        make(1095, name="刚满")
        make(1096, name="超期")

        stuck = BoardFilter(is_stuck=True)
        assert names(list_column(here, stuck, "growing", limit=9)) == ["超期"]

    def test_narrows_to_those_that_lack_nothing_for_the_next_stage(self, here, make, session):
        passed = make(name="达标")
        make(name="还差")
        change = sa.update(GateResult).where(GateResult.organization_id == passed.id)
        session.execute(change.values(missing=0))
        session.commit()

        wanted = BoardFilter(is_passed=True)
        assert names(list_column(here, wanted, "growing", limit=9)) == ["达标"]


class TestCountColumns:
    def test_counts_each_column_up_to_a_limit(self, here, make, monkeypatch):
        monkeypatch.setattr(queries, "COUNTED_UP_TO", 1)
        make(stage=None)
        for _ in range(3):
            make()

        found = count_columns(here, ALL, ["growing", "mature", UNDETERMINED])

        assert found == {"growing": 2, "mature": 0, UNDETERMINED: 1}


class TestTable:
    @pytest.mark.parametrize("sort", [*SORTS, *(f"-{key}" for key in SORTS)])
    def test_holds_everybody_in_any_order(self, here, make, sort):
        made = {make().id, make(stage="mature").id, make(stage=None).id}

        found = list_table(here, ALL, sort, limit=9, offset=0)

        assert {place.id for place in found} == made

    @pytest.mark.parametrize(
        ("sort", "expected"),
        [
            ("name", ["丙社", "甲社", "乙社"]),
            ("-days", ["乙社", "丙社", "甲社"]),
            ("days", ["甲社", "丙社", "乙社"]),
            ("stage", ["甲社", "丙社", "乙社"]),
            ("-stage", ["乙社", "丙社", "甲社"]),
        ],
    )
    def test_goes_by_the_column_asked_for(self, here, make, sort, expected):
        make(5, stage="sprouting", name="甲社")
        make(50, stage="mature", name="乙社")
        make(20, stage="growing", name="丙社")

        assert names(list_table(here, ALL, sort, limit=9, offset=0)) == expected

    def test_is_of_one_column_when_asked(self, here, make):
        make(name="甲社")
        make(stage="mature")

        growing = BoardFilter(stage="growing")
        assert names(list_table(here, growing, "name", limit=9, offset=0)) == ["甲社"]
        assert count_table(here, growing, up_to=9) == 1
        assert count_table(here, ALL, up_to=1) == 1


class TestFindPlace:
    def test_is_none_for_what_is_not_in_force(self, here, make):
        assert find_place(here, make(histories__standing=Standing.DEREGISTERED).id) is None
        assert find_place(here, make(name="晴湾社").id).name == "晴湾社"
