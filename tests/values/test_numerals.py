from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.numerals import read_number

DIGITS = "零一二三四五六七八九"
CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def write_below_ten_thousand(number):
    """Write as a Chinese clerk does: 1050 is 一千零五十."""
    written, skipped = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += ("零" if skipped and written else "") + DIGITS[digit] + sign
        skipped = not digit
    return written


def write(number):
    high, low = divmod(number, 10_000)
    zero = "零" if high and 0 < low < 1000 else ""
    return (
        (write_below_ten_thousand(high) + "万" if high else "")
        + zero
        + write_below_ten_thousand(low)
    )


class TestReadNumber:
    @given(st.integers(1, 99_999_999))
    def test_reads_what_a_clerk_writes(self, number):
        assert read_number(write(number)) == number
        assert read_number(write(number).translate(CAPITALS)) == number

    @given(st.integers(0, 10**14), st.sampled_from(["{}", "{:,}", "{}.00"]))
    def test_reads_arabic_digits(self, number, form):
        assert read_number(form.format(number)) == number

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("3.5万", 35_000),
            ("3万5千", 35_000),
            ("3万5000", 35_000),
            ("二〇二四", 2024),
            ("十", 10),
            ("一百十五", 115),
            ("两千", 2000),
            ("3万亿", 3 * 10**12),
            ("20,0000", 200_000),
            ("叁萬", 30_000),
        ],
    )
    def test_reads_mixtures(self, text, number):
        assert read_number(text) == Decimal(number)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "万",
            "三万五",
            "三百五",
            "一二",
            "三万三万",
            "1,28",
            "五元",
            "1.2.3",
            "3万10000",
            "3万950",
            "十五十",
            "一万亿万",
        ],
    )
    def test_leaves_out_what_is_no_number_or_could_be_two(self, text):
        assert read_number(text) is None
