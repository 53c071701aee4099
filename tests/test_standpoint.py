from datetime import UTC, date, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from app.standpoint import Standpoint, StandpointError, as_query, make_standpoint, today

NOW = date(2026, 11, 21)
STREET = "330199001000"


def make(**values):
    given = {key.replace("_", "-"): value for key, value in values.items()}
    return make_standpoint(given, viewer=1, division=STREET, now=NOW)


class TestMakeStandpoint:
    def test_looks_at_today_and_this_year_by_default(self):
        assert make() == Standpoint(1, STREET, NOW, date(2026, 1, 1))

    def test_begins_the_period_with_the_year_of_its_day(self):
        assert make(on="2024-06-30").since == date(2024, 1, 1)

    @pytest.mark.parametrize("on", ["2026-11-22", "2026-02-30", "yesterday", "20261"])
    def test_refuses_a_day_that_is_none_or_yet_to_come(self, on):
        with pytest.raises(StandpointError) as caught:
            make(on=on)

        assert caught.value.key == "on"

    def test_refuses_a_period_that_ends_before_it_begins(self):
        with pytest.raises(StandpointError):
            make(on="2025-01-01", since="2025-01-02")

    @pytest.mark.parametrize(
        "text", ["2026-01-01T08:00:00+08:00", "2026-01-01T08:00:00 08:00", "2026-01-01 08:00"]
    )
    def test_reads_an_instant_with_or_without_its_zone(self, text):
        assert make(known_at=text).known_at == datetime(2026, 1, 1, tzinfo=UTC)


class TestToday:
    @time_machine.travel(datetime(2026, 1, 1, 16, 30, tzinfo=UTC), tick=False)
    def test_is_the_day_in_the_office_not_in_greenwich(self):
        assert today() == date(2026, 1, 2)


class TestAYearEarlier:
    def test_takes_the_28th_for_the_29th_of_february(self):
        point = Standpoint(1, STREET, date(2024, 2, 29), date(2024, 1, 1)).a_year_earlier()

        assert (point.on, point.since) == (date(2023, 2, 28), date(2023, 1, 1))


@time_machine.travel(datetime(2026, 11, 21, 4, tzinfo=UTC), tick=False)
@given(
    on=st.dates(date(1950, 1, 1), NOW),
    known_at=st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    days=st.integers(0, 800),
)
def test_travels_in_a_link_unchanged(on, known_at, days):
    instant = None if known_at is None else known_at.replace(tzinfo=UTC)
    since = date.fromordinal(on.toordinal() - days)
    point = Standpoint(1, "330199001001", on, since, instant)

    query = as_query(point, own_division=STREET)

    assert make_standpoint(query, viewer=1, division=STREET) == point
