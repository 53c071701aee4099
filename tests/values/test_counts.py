from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.counts import Count, parse_count
from app.workbooks.cells import UnknownCell
from tests.values.cells import OFFICE_TEXTS, RAW, code_of, read

QUALIFIERS = [None, "约", "近", "超", "超过", "余", "多", "以上", "左右", "至少", "不足", "≥"]


class TestParseCount:
    @pytest.mark.parametrize(
        "written",
        [
            12,
            12.0,
            "12",
            " 12 ",
            "12.0",
            "１２",
            "12人",
            "12 名",
            "12场",
            "十二",
            "十二名",
            "共12人",
            "12名社工",
            "12人。",
            "'12",
            "12支",
        ],
    )
    def test_reads_every_way_of_writing_twelve(self, written):
        assert parse_count(written) == Count(12)

    @pytest.mark.parametrize(
        ("written", "number"),
        [
            ("1,280", 1_280),
            ("两百人", 200),
            ("二〇〇人", 200),
            ("1.8万人次", 18_000),
            ("3万5千人", 35_000),
            ("一千零五十人", 1_050),
            ("一百二十", 120),
            ("0人", 0),
            (" 0 ", 0),
            ("廿五人", 25),
            ("百人", 100),
        ],
    )
    def test_reads_other_numbers(self, written, number):
        assert parse_count(written) == Count(number)

    @pytest.mark.parametrize(
        ("written", "number", "qualifier"),
        [
            ("350余", 350, "余"),
            ("30余人", 30, "余"),
            ("600余起", 600, "余"),
            ("三万余份", 30_000, "余"),
            ("10余万人次", 100_000, "余"),
            ("1万多人次", 10_000, "多"),
            ("百余人", 100, "余"),
            ("超400", 400, "超"),
            ("超1.8万人次", 18_000, "超"),
            ("近10万", 100_000, "近"),
            ("近2000人次", 2_000, "近"),
            ("近百人", 100, "近"),
            ("近千人", 1_000, "近"),
            ("约50人", 50, "约"),
            ("约30余人", 30, "约"),
            ("50人以上", 50, "以上"),
            ("50人左右", 50, "左右"),
            ("累计超过3000人次", 3_000, "超过"),
            ("100+", 100, "+"),
            ("≥10", 10, "≥"),
        ],
    )
    def test_keeps_the_word_that_makes_it_vague(self, written, number, qualifier):
        assert parse_count(written) == Count(number, qualifier)

    @pytest.mark.parametrize(
        "written",
        [
            2.5, -1, 1e300, float("nan"), float("inf"), True, date(2023, 5, 1), UnknownCell(""), "1.5小时", "3个月", "98%",
            "98%以上", "5万元", "三五人", "数十人", "若干", "专职3人，兼职5人", "10-20人", "三百五", "人", "2025年", "1000000000",
        ],
    )  # fmt: skip
    def test_refuses_what_is_not_one_whole_number(self, written):
        assert code_of(parse_count, written) == "unparsable_number"

    @pytest.mark.parametrize("written", [None, "", " ", "无", "—", "/", "不详"])
    def test_takes_a_word_for_nothing_as_nothing(self, written):
        assert parse_count(written) is None

    @given(RAW)
    def test_gives_a_whole_number_or_refuses(self, raw):
        count = read(parse_count, raw)

        assert count is None or 0 <= count.number < 10**9

    @given(st.integers(0, 10**9 - 1), st.sampled_from(QUALIFIERS))
    def test_reads_again_what_it_writes(self, number, qualifier):
        count = Count(number, qualifier)

        assert parse_count(str(count)) == count

    @given(OFFICE_TEXTS)
    def test_reads_what_it_gives(self, text):
        count = read(parse_count, text)

        assert count is None or parse_count(str(count)) == count
