from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.dates import PartialDate, Precision, parse_date
from app.workbooks.cells import UnknownCell
from tests.values.cells import OFFICE_TEXTS, RAW, code_of, read

DAYS = st.dates(date(1900, 3, 1), date(2099, 12, 31))
DAY_FORMS = [
    "{0:%Y-%m-%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month} 月 {0.day} 日起",
    "{0:%Y%m%d}",
    "{0:%Y-%m-%d} 13:07",
    "{0:%Y-%m-%d} 00:00:00",
    " {0.year}．{0.month}．{0.day}　",
    "{0.year}、{0.month}、{0.day}",
    "{0.year}年{0.month}月{0.day}号（星期一）",
]
MONTH_FORMS = [
    "{0.year}年{0.month}月",
    "{0.year}.{0.month}",
    "{0.year}-{0:%m}",
    "{0.year}/{0.month}",
    "{0:%Y%m}",
    "{0.year}年{0.month}月份",
    "{0.year}年{0.month}月上旬",
]


class TestPartialDate:
    def test_is_the_first_day_of_a_month_or_year(self):
        assert PartialDate(date(2023, 4, 17), Precision.MONTH).date == date(2023, 4, 1)
        assert PartialDate(date(2023, 4, 17), Precision.YEAR).date == date(2023, 1, 1)

    @pytest.mark.parametrize(
        ("precision", "written", "last_day"),
        [
            (Precision.DAY, "2024-02-17", date(2024, 2, 17)),
            (Precision.MONTH, "2024-02", date(2024, 2, 29)),
            (Precision.YEAR, "2024", date(2024, 12, 31)),
        ],
    )
    def test_is_written_and_ends_as_exactly_as_it_is_known(self, precision, written, last_day):
        partial = PartialDate(date(2024, 2, 17), precision)

        assert str(partial) == written
        assert partial.last_day == last_day

    def test_contains_itself_and_what_is_more_exact(self):
        day = PartialDate(date(2023, 4, 1))
        month = PartialDate(day.date, Precision.MONTH)
        year = PartialDate(day.date, Precision.YEAR)

        assert year.contains(month)
        assert month.contains(day)
        assert day.contains(day)
        assert not day.contains(month)
        assert not month.contains(year)
        assert not month.contains(PartialDate(date(2023, 5, 1)))

    @given(DAYS, st.sampled_from(Precision))
    def test_is_read_again_as_it_is_written(self, day, precision):
        partial = PartialDate(day, precision)

        assert parse_date(str(partial)) == partial


class TestParseDateFromText:
    @given(DAYS, st.sampled_from(DAY_FORMS))
    def test_reads_every_way_of_writing_a_day(self, day, form):
        assert parse_date(form.format(day)) == PartialDate(day)

    @given(DAYS, st.sampled_from(MONTH_FORMS))
    def test_reads_every_way_of_writing_a_month(self, day, form):
        assert parse_date(form.format(day)) == PartialDate(day, Precision.MONTH)

    @pytest.mark.parametrize(
        "text", ["2016", "2016年", "2016年度", "二〇一六年", "约2016年", "2016年底", "16年"]
    )
    def test_reads_a_year(self, text):
        assert str(parse_date(text)) == "2016"

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("二〇二四年五月十六日", "2024-05-16"),
            ("二○二四年十二月三十一日", "2024-12-31"),
            ("二零二四年十月二十日", "2024-10-20"),
            ("二O二四年五月", "2024-05"),
            ("二〇二四年〇五月〇六日", "2024-05-06"),
            ("2023年十月二十", "2023-10-20"),
            ("2023年元月", "2023-01"),
            ("九八年五月", "1998-05"),
        ],
    )
    def test_reads_chinese_numerals(self, text, day):
        assert str(parse_date(text)) == day

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("23.5", "2023-05"),
            ("23.5.6", "2023-05-06"),
            ("98/12/1", "1998-12-01"),
            ("12年5月", "2012-05"),
            ("05.10.1", "2005-10-01"),
        ],
    )
    def test_completes_a_year_of_two_digits(self, text, day):
        assert str(parse_date(text)) == day

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("20230501起", "2023-05-01"),
            ("自2023年5月起", "2023-05"),
            ("成立于2023年5月1日", "2023-05-01"),
            ("2023.05.01.", "2023-05-01"),
            ("2023。5。6", "2023-05-06"),
            ("2023—5—6", "2023-05-06"),
            ("2023 5 1", "2023-05-01"),
            ("'2023-05-01", "2023-05-01"),
            ("2023年5.1", "2023-05-01"),
            ("2023年5月1日下午3:30", "2023-05-01"),
            ("2023年5月1日15时", "2023-05-01"),
            ("2023-05-01T16:00:00", "2023-05-01"),
            ("45047", "2023-05-01"),
            ("20230501.0", "2023-05-01"),
            ("5/16/2023", "2023-05-16"),
            ("16/5/2023", "2023-05-16"),
            ("5/5/2023", "2023-05-05"),
        ],
    )
    def test_tolerates_what_leaves_the_day_as_it_is(self, text, day):
        assert str(parse_date(text)) == day

    def test_keeps_the_zero_that_a_text_has(self):
        assert str(parse_date("2023.1")) == "2023-01"
        assert str(parse_date("2023.10")) == "2023-10"

    @pytest.mark.parametrize("text", ["12.5", "01-5", "12/5/23", "5/6/2023"])
    def test_asks_where_day_month_and_year_cannot_be_told_apart(self, text):
        assert code_of(parse_date, text) == "ambiguous_date"

    @pytest.mark.parametrize(
        "text",
        [
            "2023.2.30",
            "2023.13",
            "2023.0.5",
            "2023-05-00",
            "1899-12-31",
            "2101-01-01",
            "5月1日",
            "12月1日",
            "2023年5日",
            "2023年4-5月",
            "2023.4-5",
            "2023年4-5",
            "2025年4月20日至21日",
            "2025.4.1-2025.12.28",
            "2023年5月1日前",
            "2023-05-01T16:00:00Z",
            "98",
            "23",
            "1850",
            "2150",
            "长期",
            "正月初五",
            "#REF!",
            "起" * 30_000,
            "2023" + " " * 30_000 + "x",
        ],
    )
    def test_refuses_what_is_no_day(self, text):
        assert code_of(parse_date, text) == "unparsable_date"

    @pytest.mark.parametrize(
        "text", ["", "　", "—", "-", "/", "无", "暂无", "未知", "不详", "待定", "N/A", "n/a"]
    )
    def test_takes_a_word_for_nothing_as_nothing(self, text):
        assert parse_date(text) is None


class TestParseDateFromOtherCells:
    def test_reads_date_cells(self):
        assert parse_date(date(2023, 5, 1)) == PartialDate(date(2023, 5, 1))
        assert parse_date(datetime(2023, 5, 1, 13, 7)) == PartialDate(date(2023, 5, 1))  # noqa: DTZ001
        assert parse_date(None) is None

    @pytest.mark.parametrize(
        ("number", "day"),
        [
            (2016, "2016"),
            (1900, "1900"),
            (2100, "2100"),
            (210012, "2100-12"),
            (1900.5, "1900-05"),
            (2100.5, "2100-05"),
            (2016.0, "2016"),
            (202305, "2023-05"),
            (20230501, "2023-05-01"),
            (20230501.0, "2023-05-01"),
            (45047, "2023-05-01"),
            (45047.5625, "2023-05-01"),
            (61, "1900-03-01"),
            (2023.5, "2023-05"),
            (2023.12, "2023-12"),
            (23.5, "2023-05"),
        ],
    )
    def test_reads_numbers(self, number, day):
        assert str(parse_date(number)) == day

    @pytest.mark.parametrize("number", [2023.1, 23.1, 12.5])
    def test_asks_what_a_number_without_its_zero_means(self, number):
        assert code_of(parse_date, number) == "ambiguous_date"

    @pytest.mark.parametrize(
        "raw",
        [
            0,
            60,
            -1,
            98_765_432,
            202313,
            20230231,
            1e20,
            2023.123,
            2023.13,
            202305.5,
            float("nan"),
            float("-inf"),
            True,
            time(0),
            UnknownCell("#REF!"),
            date(1800, 1, 1),
        ],
    )
    def test_refuses_what_is_no_day(self, raw):
        assert code_of(parse_date, raw) == "unparsable_date"

    @given(DAYS)
    def test_reads_excels_number_of_a_day(self, day):
        serial = (day - date(1899, 12, 30)).days

        if not 1900 <= serial <= 2100:
            assert parse_date(serial) == PartialDate(day)

    @given(RAW)
    def test_gives_a_plausible_day_or_refuses(self, raw):
        partial = read(parse_date, raw)

        assert partial is None or 1900 <= partial.date.year <= 2100

    @given(OFFICE_TEXTS)
    def test_reads_what_it_gives(self, text):
        partial = read(parse_date, text)

        assert partial is None or parse_date(str(partial)) == partial
