from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.standpoint import OFFICE_ZONE
from app.trainings.public.windows import Timetable, feedback_window, sign_in_window

DAY = date(2026, 3, 1)
NEXT = date(2026, 3, 2)


def at(day, text):
    return datetime.combine(day, time.fromisoformat(text), OFFICE_ZONE)


@pytest.mark.parametrize(
    ("timetable", "opens", "closes"),
    [
        (Timetable(DAY, DAY, time(14), 90), at(DAY, "13:00"), at(DAY, "16:30")),
        (Timetable(DAY, DAY), at(DAY, "00:00"), at(NEXT, "00:00")),
        (Timetable(DAY, DAY, time(14)), at(DAY, "13:00"), at(NEXT, "00:00")),
        (Timetable(DAY, NEXT, time(9), 600), at(DAY, "08:00"), at(date(2026, 3, 3), "00:00")),
        (Timetable(DAY, DAY, time(0, 30), 60), at(DAY, "00:00"), at(DAY, "02:30")),
        (Timetable(DAY, DAY, time(23), 60), at(DAY, "22:00"), at(NEXT, "01:00")),
    ],
)
def test_sign_in_is_open_an_hour_around_the_session(timetable, opens, closes):
    window = sign_in_window(timetable)

    assert (window.opens, window.closes) == (opens, closes)
    assert window.holds(opens)
    assert not window.holds(opens - timedelta(seconds=1))
    assert not window.holds(closes)


def test_feedback_is_open_seven_days_longer():
    window = feedback_window(Timetable(DAY, DAY, time(14), 90))

    assert (window.opens, window.closes) == (at(DAY, "13:00"), at(date(2026, 3, 9), "00:00"))


@settings(max_examples=50)
@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 5),
    st.none() | st.times(),
    st.none() | st.integers(1, 1440),
)
def test_every_session_is_in_its_windows(day, days, starts_at, minutes):
    timetable = Timetable(day, day + timedelta(days=days), starts_at, minutes)
    begins = datetime.combine(day, starts_at or time.min, OFFICE_ZONE)

    assert sign_in_window(timetable).holds(begins)
    assert feedback_window(timetable).holds(begins)
    assert feedback_window(timetable).closes > sign_in_window(timetable).closes
