from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trainings.models import Presence
from app.trainings.sessions.numbers import next_number
from app.trainings.sessions.repeating import Repeat, repeated_days
from app.trainings.sessions.typed import read_people


class TestNumbers:
    @pytest.mark.parametrize(
        ("taken", "expected"),
        [
            ([], "PX-2026-01"),
            (["PX-2026-01", "PX-2026-09"], "PX-2026-10"),
            (["PX-2026-120", "PX-2025-300", "PX-2026-x", "一"], "PX-2026-121"),
        ],
    )
    def test_follow_the_highest(self, taken, expected):
        assert next_number(2026, taken) == expected


class TestRepeating:
    @pytest.mark.parametrize(
        ("first", "repeat", "expected"),
        [
            (date(2026, 3, 3), Repeat.WEEKLY, [date(2026, 3, 10), date(2026, 3, 17)]),
            (date(2026, 1, 31), Repeat.MONTHLY_DAY, [date(2026, 2, 28), date(2026, 3, 31)]),
            (date(2026, 11, 10), Repeat.MONTHLY_WEEKDAY, [date(2026, 12, 8), date(2027, 1, 12)]),
            (date(2026, 3, 30), Repeat.MONTHLY_WEEKDAY, [date(2026, 4, 27), date(2026, 5, 25)]),
        ],
    )
    def test_goes_on_by_week_or_month(self, first, repeat, expected):
        assert repeated_days(first, repeat, 3) == [first, *expected]

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(Repeat))
    def test_gives_as_many_days_in_order(self, first, repeat):
        days = repeated_days(first, repeat, 24)

        assert days[0] == first
        assert sorted(set(days)) == list(days)
        if repeat is not Repeat.MONTHLY_DAY:
            assert {day.weekday() for day in days} == {first.weekday()}


class TestTyped:
    def test_people_one_a_line(self):
        first, second = read_people("甲子丑 晴湾棋社 13800000001\n\n乙丑寅,请假\n")

        assert (first.name, first.organization, first.phone) == (
            "甲子丑",
            "晴湾棋社",
            "13800000001",
        )
        assert (second.organization, second.presence) == (None, Presence.EXCUSED)

    @given(st.text(max_size=60))
    def test_anything_is_read_without_an_error(self, text):
        assert all(person.name for person in read_people(text))
