"""How long something took, as people write it."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.values.durations import parse_minutes, unit_in
from app.values.unreadable import UnreadableValueError


@pytest.mark.parametrize(
    ("raw", "unit", "minutes"),
    [
        ("1.5小时", None, 90),
        ("２ 小时", "minutes", 120),
        ("90分钟", "hours", 90),
        ("90分", None, 90),
        ("1小时30分钟", None, 90),
        ("1小时半", None, 90),
        ("一个半小时", None, 90),
        ("约2h", None, 120),
        ("1:30", None, 90),
        ("半小时", None, 30),
        (180, None, 180),
        (1.5, None, 90),
        (2, "hours", 120),
        ("45", "minutes", 45),
        (5, "minutes", 5),
        (time(1, 30), None, 90),
        (0, "hours", 0),
        ("无", None, None),
        (None, "hours", None),
    ],
)
def test_is_read_in_minutes(raw, unit, minutes):
    assert parse_minutes(raw, unit) == minutes


@pytest.mark.parametrize("raw", [2, "3", "两课时", "半天", "若干", True, float("inf"), -5, "1e9"])
def test_is_not_guessed(raw):
    with pytest.raises(UnreadableValueError, match="unparsable_number"):
        parse_minutes(raw)


@pytest.mark.parametrize(
    ("header", "unit"),
    [("时长（小时）", "hours"), ("时长(分钟)", "minutes"), ("服务时长", None)],
)
def test_headers_may_name_the_unit(header, unit):
    assert unit_in(header) == unit


@settings(max_examples=50)
@given(st.integers(0, 23), st.integers(0, 59))
def test_hours_and_minutes_add_up(hours, minutes):
    assert parse_minutes(f"{hours}小时{minutes}分钟") == hours * 60 + minutes


@settings(max_examples=50)
@given(st.text(max_size=12), st.sampled_from([None, "hours", "minutes"]))
def test_any_text_is_a_number_nothing_or_refused(text, unit):
    try:
        minutes = parse_minutes(text, unit)
    except UnreadableValueError:
        return
    assert minutes is None or minutes >= 0
