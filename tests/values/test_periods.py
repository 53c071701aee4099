from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.values.periods import Period, parse_period
from app.values.unreadable import UnreadableValueError

DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025.4.1-2025.12.28", "2025-04-01", "2025-12-28"),
        ("2025-02-01至2025-10-28", "2025-02-01", "2025-10-28"),
        ("2025-02-01-2025-10-28", "2025-02-01", "2025-10-28"),
        ("2025年1月1日至2025年8月28日", "2025-01-01", "2025-08-28"),
        ("2025年4月至12月", "2025-04-01", "2025-12-31"),
        ("2025年4-12月", "2025-04-01", "2025-12-31"),
        ("2025.4-2025.12", "2025-04-01", "2025-12-31"),
        ("2025年4月1日-12月28日", "2025-04-01", "2025-12-28"),
        ("2025年10月至3月", "2025-10-01", "2026-03-31"),
        ("4月至12月", "2024-04-01", "2024-12-31"),
        ("2025年3月1日起至2025年12月31日止", "2025-03-01", "2025-12-31"),
        ("2025年3月至2025年12月（共10个月）", "2025-03-01", "2025-12-31"),
        ("2025.4.1~至今", "2025-04-01", None),
        ("自2025年4月起", "2025-04-01", None),
        ("2025年12月31日前", None, "2025-12-31"),
        ("2025-04-01", "2025-04-01", None),
        (date(2025, 4, 1), "2025-04-01", None),
        ("2025年", "2025-01-01", "2025-12-31"),
        ("2025年4月1日至2025年3月1日", "2025-04-01", "2025-03-01"),
    ],
)
def test_ways_of_writing(text, first, last):
    found = parse_period(text, 2024)

    assert found == Period(*(day and date.fromisoformat(day) for day in (first, last)))


@pytest.mark.parametrize("text", ["随便", "2025年4月至", "至", "-", "2025年13月-14月", "1" * 100])
def test_anything_else_is_unreadable_or_nothing(text):
    assert code_of(text) in {None, "unparsable_date", "ambiguous_date"}


@settings(max_examples=50)
@given(st.tuples(DAYS, DAYS).map(sorted), st.sampled_from(["至", "—", "~", "-", " 到 "]))
def test_two_days_are_read_back(days, mark):
    first, last = days

    for form in ("%Y.%m.%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y-%m-%d"):
        text = f"{first.strftime(form)}{mark}{last.strftime(form)}"
        assert parse_period(text) == Period(first, last)


@settings(max_examples=50)
@given(st.text(alphabet="0123456789年月日-.至到起止~ 自前", max_size=20))
def test_nothing_makes_it_fail_otherwise(text):
    assert code_of(text, 2025) in {None, "unparsable_date", "ambiguous_date"}


def code_of(text, year=None):
    """Return why a text cannot be read, None where it can."""
    try:
        parse_period(text, year)
    except UnreadableValueError as error:
        return error.code
    return None
