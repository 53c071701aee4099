from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import utc_now
from app.organizations.columns import COLUMNS
from app.organizations.grades import Grade, GradeLevel
from app.organizations.kinds import Kind
from app.organizations.models import Category
from app.organizations.standings import Standing
from app.register.queries import count_rows, list_page, stream_rows
from app.register.selection import DayRange, Selection
from app.standpoint import today
from tests.factories import (
    GradeChangeFactory,
    OrganizationFactory,
    StandingChangeFactory,
    example_divisions,
)
from tests.organizations.looks import look

SIZE = 12


def names(standpoint, selection, **options):
    options = {"limit": 100, "may_read_personal": True, **options}
    return [row.values["name"] for row in list_page(standpoint, selection, **options)]


def choosing(**choices):
    return Selection(choices={key: (value,) for key, value in choices.items()})


class TestWhichRows:
    @pytest.fixture
    def register(self, either_session):
        """Each of these differs from 寻常 in what its name says."""
        divisions = example_divisions()
        either_session.add(Category(label="文体活动"))
        either_session.commit()

        def make(name, **facts):
            facts = {"division_code": divisions["晴湾社区"], **facts}
            return OrganizationFactory.create(name=name, **facts)

        make("寻常")
        make("注销", histories__standing=Standing.DEREGISTERED)
        make("分支", is_branch=True)
        make("柳浪", division_code=divisions["柳浪社区"])
        make("协会", kind=Kind.ASSOCIATION)
        make("文体", category="文体活动")
        make("成长", histories__stage="growing")
        make("邻街", division_code=divisions["云溪社区"])
        make("新来", histories__since=today())
        make("电话", phone="13800004321", established_on=date(2019, 5, 1))
        graded = make("三A", histories__standing=Standing.REGISTERED, histories__grade=Grade.A3)
        over = make("过期", histories__standing=Standing.REGISTERED)
        GradeChangeFactory.create(
            organization_id=over.id,
            grade=Grade.A4,
            level=GradeLevel.CITY,
            expires_on=date(2021, 1, 1),
        )
        StandingChangeFactory.create(
            organization_id=over.id, standing=Standing.DEREGISTERED, since=date(2024, 1, 1)
        )
        StandingChangeFactory.create(
            organization_id=over.id, standing=Standing.REGISTERED, since=date(2025, 1, 1)
        )
        assert graded.id
        return divisions

    @pytest.fixture
    def here(self, register):
        return look(register["晴川街道"])

    def test_are_those_in_force_and_no_branch_unless_others_are_asked_for(self, here):
        found = set(names(here, Selection()))

        assert {"寻常", "新来", "过期", "柳浪"} <= found
        assert not {"注销", "分支", "邻街"} & found

    def test_are_picked_by_choices(self, here):
        for choices, found in (
            ({"standing": "deregistered"}, {"注销"}),
            ({"standing": "registered"}, {"三A", "过期"}),
            ({"is_branch": "yes"}, {"分支"}),
            ({"kind": "association"}, {"协会"}),
            ({"category": "文体活动"}, {"文体"}),
            ({"stage": "growing"}, {"成长"}),
            ({"grade": "3A"}, {"三A"}),
            ({"grade": "4A"}, set()),  # it is over
            ({"grade_level": "city"}, {"过期"}),
            ({"kind": "nonsense"}, set()),
            ({"stage": "growing", "kind": "association"}, set()),
        ):
            assert set(names(here, choosing(**choices))) == found, choices

    def test_are_picked_by_several_values_of_one_column(self, here):
        selection = Selection(choices={"standing": ("registered", "deregistered")})

        assert set(names(here, selection)) == {"注销", "三A", "过期"}

    def test_are_picked_by_community(self, here, register):
        selection = choosing(community=register["柳浪社区"])

        assert names(here, selection) == ["柳浪"]

    def test_of_another_street_are_not_there_to_be_picked(self, here, register):
        assert names(here, choosing(community=register["云溪社区"])) == []

    def test_are_picked_by_the_days_of_a_column(self, here):
        for first, last, found in (
            (date(2025, 1, 1), None, {"过期"}),  # the last time it came to be registered
            (None, date(2020, 1, 1), {"三A"}),
            (date(2020, 1, 2), date(2024, 12, 31), set()),
        ):
            selection = Selection(ranges={"registered": DayRange(first, last)})
            assert set(names(here, selection)) == found, (first, last)

    def test_are_picked_by_what_they_lack(self, here):
        everything = set(names(here, Selection()))

        assert set(names(here, Selection(missing=("phone",)))) == everything - {"电话"}
        assert set(names(here, Selection(missing=("phone", "established_on")))) == (
            everything - {"电话"}
        )

    def test_are_those_that_existed_on_the_day(self, register):
        yesterday = look(register["晴川街道"], on=today() - timedelta(days=1))

        assert "新来" not in names(yesterday, Selection())
        assert "寻常" in names(yesterday, Selection())

    def test_are_those_known_at_the_instant(self, register):
        before = look(register["晴川街道"], known_at=utc_now() - timedelta(days=1))

        assert names(before, Selection()) == []

    def test_behind_a_number_are_those_it_counts(self, here):
        assert set(names(here, Selection(metric="ratings.3A"))) == {"三A"}
        narrowed = Selection(metric="organizations.registered", choices={"grade": ("3A",)})
        assert set(names(here, narrowed)) == {"三A"}

    def test_are_counted_alike_and_no_further_than_asked(self, here):
        whole = count_rows(here, Selection(), may_read_personal=True, up_to=None)

        assert whole == len(names(here, Selection()))
        assert count_rows(here, Selection(), may_read_personal=True, up_to=3) == 3


class TestOrder:
    """In any column, either way: every page of the list, by number or from row to row."""

    @pytest.fixture
    def register(self, either_session):
        for number in range(SIZE):
            is_full = number % 3 > 0
            organization = OrganizationFactory.create(
                name=f"{'甲乙丙'[number % 3]}{number % 5}社",
                kind=list(Kind)[number % 5] if is_full else None,
                phone=f"1380000{number % 4}000" if is_full else None,
                established_on=date(2019, 1, 1 + number % 4) if is_full else None,
                staff_count=number % 4 if is_full else None,
                fund=number % 2 * 100 if is_full else None,
                histories__standing=Standing.REGISTERED if number % 2 else Standing.FILED,
                histories__stage=["growing", "mature"][number % 2] if is_full else None,
            )
            if number % 4 == 1:
                GradeChangeFactory.create(
                    organization_id=organization.id,
                    grade=list(Grade)[number % 5],
                    level=list(GradeLevel)[number % 4],
                    expires_on=date(2030, 1, 1 + number % 2),
                )
        return look()

    @pytest.mark.parametrize("direction", ["", "-"])
    def test_is_the_same_by_offset_and_from_row_to_row(self, register, direction):
        for column in COLUMNS:
            selection = Selection(sort=direction + column.key, columns=("name",))

            def page(selection=selection, **place):
                rows = list_page(register, selection, may_read_personal=True, **place)
                return [row.id for row in rows]

            whole = page(limit=100)
            assert len(whole) == SIZE
            assert page(limit=5) + page(limit=5, offset=5) + page(limit=5, offset=10) == whole
            for place in (0, 5, 11):
                number = whole[place]
                assert page(limit=5, after=number) == whole[place + 1 : place + 6], column.key
                assert page(limit=5, before=number) == whole[max(0, place - 5) : place], column.key

    @pytest.mark.parametrize("direction", ["", "-"])
    def test_has_rows_without_a_value_last(self, register, direction):
        for key in ("staff_count", "established_on", "stage", "grade", "kind"):
            selection = Selection(sort=direction + key, columns=("name", key))

            rows = list_page(register, selection, may_read_personal=True, limit=100)

            blank = [row.values[key] is None for row in rows]
            assert blank == sorted(blank), key
            assert any(blank), key

    def test_follows_the_ladder_of_stages_and_the_life_of_standings(self, register):
        def values(key):
            selection = Selection(sort=key, columns=("name", key))
            rows = list_page(register, selection, may_read_personal=True, limit=100)
            return [row.values[key] for row in rows if row.values[key] is not None]

        assert [stage.value for stage in values("stage")] == ["growing"] * 4 + ["mature"] * 4
        standings = values("standing")
        assert standings == sorted(standings, key=list(Standing).index)

    def test_starts_anew_after_a_row_that_is_gone(self, register):
        first = list_page(register, Selection(), may_read_personal=True, limit=3)

        again = list_page(register, Selection(), may_read_personal=True, limit=3, after=999_999)

        assert again == first


class TestStreamRows:
    def test_gives_what_the_list_shows_in_its_order(self, session, monkeypatch):
        monkeypatch.setattr("app.register.queries.BLOCK", 2)
        for number in range(5):
            OrganizationFactory.create(name=f"{'丙乙甲丁戊'[number]}社", staff_count=number)
        here, selection = look(), Selection(sort="-staff_count", columns=("name", "staff_count"))

        blocks = list(
            stream_rows(here, selection, selection.shown(COLUMNS), may_read_personal=True)
        )

        streamed = [row for block in blocks for row in block]
        assert streamed == list_page(here, selection, may_read_personal=True, limit=100)
        assert len(blocks) == 3


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(max_size=12),
    values=st.lists(st.text(max_size=6), min_size=1, max_size=2),
    key=st.sampled_from([column.key for column in COLUMNS if column.match]),
)
def test_no_filter_whatever_it_says_breaks_the_list(session, text, values, key):
    selection = Selection(choices={key: tuple(values)}, text=text.strip())

    assert names(look(viewer=1), selection) == []
