from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.money import in_yuan, parse_money, show_money, unit_of_header
from app.workbooks.cells import UnknownCell
from tests.values.cells import RAW, code_of, read

UNITS = st.sampled_from([None, "元", "千元", "万元", "亿元"])
FEN = st.integers(0, 10**15 - 1)


class TestParseMoney:
    @pytest.mark.parametrize(
        "written",
        [
            "3万", "3万元", "3.0万", "30000", "30,000", "30，000元", "￥30,000", "¥30000.00", "30000元整",
            "叁万元整", "三万元", "3 万 元", "人民币叁万圆整", "人民币（大写）：叁万元整", "RMB30000",
            "3（万元）", "3w", "３万元", "30千元", "三万", "0.03百万元", "30000.00 元", "'30000", 30000, 30000.0,
        ],
    )  # fmt: skip
    def test_reads_every_way_of_writing_thirty_thousand_yuan(self, written):
        assert parse_money(written) == 3_000_000

    @pytest.mark.parametrize(
        ("written", "yuan"),
        [
            ("2000000.00元", 2_000_000),
            ("￥2,000,000", 2_000_000),
            ("0.2万元", 2_000),
            ("3.5万", 35_000),
            ("伍仟元整", 5_000),
            ("贰佰万元整", 2_000_000),
            ("壹拾万元整", 100_000),
            ("十万元", 100_000),
            ("叁万零伍佰元整", 30_500),
            ("三万五千元", 35_000),
            ("5000.00 万元", 50_000_000),
            ("11,000万元", 110_000_000),
            ("1.5亿", 150_000_000),
            ("0", 0),
            ("零元", 0),
        ],
    )
    def test_reads_other_amounts(self, written, yuan):
        assert parse_money(written) == yuan * 100

    def test_reads_jiao_and_fen(self):
        assert parse_money("壹佰贰拾叁元肆角伍分") == 12_345
        assert parse_money("叁元零伍分") == 305
        assert parse_money("12.34元") == 1_234
        assert parse_money(0.1 + 0.2) == 30

    @pytest.mark.parametrize(
        ("written", "unit", "yuan"),
        [
            (3, "万元", 30_000),
            (4.8, "万元", 48_000),
            ("3", "万元", 30_000),
            ("￥3", "万元", 30_000),
            ("三十", "万元", 300_000),
            ("30000元", "万元", 30_000),
            ("叁万元整", "万元", 30_000),
            ("3万", "万元", 30_000),
            ("5千", "万元", 5_000),
            ("3万元", "千元", 30_000),
            (50, "千元", 50_000),
            (2, "亿元", 200_000_000),
            ("3万元", "美元", 30_000),
        ],
    )
    def test_takes_the_cells_unit_then_the_headers(self, written, unit, yuan):
        assert parse_money(written, unit) == yuan * 100

    @pytest.mark.parametrize(
        "written",
        [
            "三万五", "3美元", "USD 300", "$300", "12.345元", 0.001, "-5", -5, "约3万元", "20-30万", "万元", "元",
            "20,00", "2.0E+6", "3万元/4万元", "30000元(叁万元整)", 1e20, float("nan"), float("inf"), True,
            date(2023, 5, 1), UnknownCell("#VALUE!"), "99999999999999元", "见备注",
        ],
    )  # fmt: skip
    def test_refuses_what_is_not_one_amount_of_whole_fen(self, written):
        assert code_of(parse_money, written) == "unparsable_number"

    @pytest.mark.parametrize(
        ("written", "unit"),
        [("三百", "万元"), (3, "美元"), ("3", "万美元"), ("3万", "美元"), ("￥3", "件")],
    )
    def test_refuses_an_amount_whose_unit_cannot_be_told(self, written, unit):
        assert code_of(parse_money, written, unit) == "unparsable_number"

    @pytest.mark.parametrize("written", [None, "", " ", "无", "—", "/", "暂无"])
    def test_takes_a_word_for_nothing_as_nothing(self, written):
        assert parse_money(written, "万元") is None

    @given(RAW, UNITS)
    def test_gives_whole_fen_or_refuses(self, raw, unit):
        fen = read(lambda cell: parse_money(cell, unit), raw)

        assert fen is None or (isinstance(fen, int) and 0 <= fen < 10**15)

    @given(FEN)
    def test_reads_yuan_with_two_decimals(self, fen):
        assert parse_money(f"{in_yuan(fen):,.2f}元", "万元") == fen
        assert parse_money(str(in_yuan(fen))) == fen

    @given(st.integers(0, 10**9))
    def test_reads_a_number_as_the_headers_unit(self, number):
        assert parse_money(number, "千元") == parse_money(str(number), "千元") == number * 100_000


class TestUnitOfHeader:
    @pytest.mark.parametrize(
        ("header", "unit"),
        [
            ("开办资金（万元）", "万元"),
            ("开办资金\n（万元）", "万元"),
            ("注册资金(万)", "万元"),
            ("注册资金万元", "万元"),
            ("资金/万元", "万元"),
            ("单位：万元", "万元"),
            ("（单位：万元人民币）", "万元"),
            ("金额（人民币：千元）", "千元"),
            ("注册资金（万圆）", "万元"),
            ("开办资金（元）", "元"),
            ("单位:元", "元"),
            ("总额（亿元）", "亿元"),
            ("注册资金（万美元）", "万美元"),
            ("开办资金", None),
            ("资金来源", None),
            ("所属单元", None),
            ("原始基金数额", None),
            ("万人评议", None),
            ("", None),
        ],
    )
    def test_finds_the_unit_a_header_names(self, header, unit):
        assert unit_of_header(header) == unit


class TestShownMoney:
    @pytest.mark.parametrize(
        ("fen", "shown"),
        [
            (0, "0元"),
            (5, "0.05元"),
            (500_000, "5,000元"),
            (3_000_000, "3万元"),
            (5_500_000, "5.5万元"),
            (3_050_000, "3.05万元"),
            (999_900, "9,999元"),
            (1_000_000, "1万元"),
            (10_000_000_000, "1亿元"),
            (3_000_100, "30,001元"),
            (200_000_000, "200万元"),
            (123_450, "1,234.50元"),
            (12_000_000_000, "1.2亿元"),
            (11_000_000_000_00, "110亿元"),
        ],
    )
    def test_is_short_and_exact(self, fen, shown):
        assert show_money(fen) == shown

    @given(FEN)
    def test_is_read_again_as_the_same_amount(self, fen):
        assert parse_money(show_money(fen), "万元") == fen

    def test_is_calculated_with_in_yuan(self):
        assert in_yuan(123) == Decimal("1.23")
