from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Undefined

from app.values.dates import PartialDate, Precision
from app.web import formatting

DAY = date(2024, 5, 6)


@pytest.fixture(autouse=True)
def in_a_request(web_app):
    """Texts are translated, which needs a language to translate into."""
    with web_app.test_request_context(headers={"Accept-Language": "zh"}):
        yield


class TestDay:
    @pytest.mark.parametrize(
        ("precision", "short", "long"),
        [
            ("day", "2024-05-06", "2024年5月6日"),
            ("month", "2024-05", "2024年5月"),
            ("year", "2024", "2024年"),
        ],
    )
    def test_says_no_more_than_is_known(self, precision, short, long):
        partial = PartialDate(DAY, Precision(precision))

        assert formatting.day(partial) == formatting.day(DAY, precision) == short
        assert formatting.long_day(partial) == formatting.long_day(DAY, precision) == long

    def test_takes_a_day_without_precision_as_a_day(self):
        assert formatting.day(DAY) == "2024-05-06"

    def test_has_a_dash_for_none(self):
        assert formatting.day(None) == formatting.long_day(None) == "—"


class TestMoment:
    def test_is_told_by_the_clock_of_the_office(self):
        assert formatting.moment(datetime(2026, 12, 31, 16, 5, tzinfo=UTC)) == "2027-01-01 00:05"

    def test_has_a_dash_for_none(self):
        assert formatting.moment(None) == "—"


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "places", "text"),
        [
            (0, 0, "0"), (1234567, 0, "1,234,567"), (-1234, 0, "-1,234"), (2.5, 0, "3"),
            (0.125, 2, "0.13"), (Decimal("1234.5"), 2, "1,234.50"), (None, 0, "—"), (2.675, 2, "2.68"),
        ],
    )  # fmt: skip
    def test_has_thousands_and_the_places_asked_for(self, value, places, text):
        assert formatting.number(value, places) == text

    @given(st.integers(min_value=-(10**15), max_value=10**15))
    def test_loses_nothing(self, value):
        assert int(formatting.number(value).replace(",", "")) == value


class TestTenThousands:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (9999, "9,999"), (10_000, "1万"), (12_345, "1.2万"), (1_234_567, "123.5万"),
            (-12_000, "-1.2万"), (123_456_789, "12,345.7万"), (None, "—"), (200_000, "20万"),
        ],
    )  # fmt: skip
    def test_shortens_from_ten_thousand_on(self, value, text):
        assert formatting.ten_thousands(value) == text


class TestSigned:
    @pytest.mark.parametrize(
        ("value", "text"), [(5, "+5"), (-3, "−3"), (0, "0"), (None, "—"), (1200, "+1,200")]
    )
    def test_shows_which_way(self, value, text):
        assert formatting.signed(value) == text


class TestPercent:
    @pytest.mark.parametrize(
        ("share", "text"), [(0.856, "85.6%"), (0, "0.0%"), (1, "100.0%"), (None, "—")]
    )
    def test_is_of_a_hundred(self, share, text):
        assert formatting.percent(share) == text


class TestDuration:
    @pytest.mark.parametrize(
        ("days", "text"),
        [
            (0, "0天"), (30, "30天"), (31, "1个月"), (364, "11个月"), (365, "1年"), (730, "2年"),
            (822, "2年3个月"), (1460, "3年11个月"), (1461, "4年"), (None, "—"),
        ],
    )  # fmt: skip
    def test_is_told_in_years_and_months(self, days, text):
        assert formatting.duration(days) == text

    @given(st.dates(date(1990, 3, 1), date(2060, 1, 1)), st.integers(1, 12))
    def test_counts_the_years_of_the_calendar_to_a_day_or_two(self, since, years):
        until = since.replace(year=since.year + years, day=min(since.day, 28))
        days = (until - since).days

        assert formatting.duration(days + 5).startswith(f"{years}年")
        assert not formatting.duration(days - 5).startswith(f"{years}年")

    def test_never_shrinks(self):
        def months(days):
            years, months, _rest = formatting._years_months_days(days)
            return years * 12 + months

        counted = [months(days) for days in range(20_000)]
        assert counted == sorted(counted)


class TestFileSize:
    @pytest.mark.parametrize(
        ("octets", "text"),
        [
            (0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (3481, "3.4 KB"), (12 * 1024**2, "12 MB"),
            (10 * 1024, "10 KB"), (3 * 1024**3, "3 GB"), (5 * 1024**4, "5120 GB"), (None, "—"),
        ],
    )  # fmt: skip
    def test_is_what_a_file_manager_shows(self, octets, text):
        assert formatting.file_size(octets) == text


class TestOrDash:
    @pytest.mark.parametrize(
        ("value", "shown"), [(None, "—"), ("", "—"), (Undefined(), "—"), (0, 0), ("无", "无")]
    )
    def test_has_a_dash_only_for_nothing(self, value, shown):
        assert formatting.or_dash(value) == shown
