from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.phones import parse_phones, tails
from app.workbooks.cells import UnknownCell
from tests.values.cells import OFFICE_TEXTS, RAW, code_of, read

MOBILES = st.integers(13_000_000_000, 19_999_999_999).map(str)
LANDLINES = st.builds(
    "{}-{}{}".format,
    st.sampled_from(["010", "021", "0571", "0311"]),
    st.integers(2_000_000, 89_999_999),
    st.sampled_from(["", "-8", "-801", "-8001"]),
)
LOCALS = st.one_of(st.integers(2_000_000, 9_999_999), st.integers(20_000_000, 89_999_999)).map(str)
PHONES = st.one_of(MOBILES, LANDLINES, LOCALS)


class TestParsePhones:
    @pytest.mark.parametrize(
        "written",
        [
            "13800001039", "138 0000 1039", "138-0000-1039", "1380000 1039", " 13800001039 ", "１３８００００１０３９", "+86 13800001039",
            "8613800001039", "0086-13800001039", "+86-138-0000-1039", "手机：13800001039", "'13800001039", "138.0000.1039",
            "13800001039;13800001039", "13800001039、", "1.3800001039E+10", 13800001039, 13800001039.0,
        ],
    )  # fmt: skip
    def test_reads_every_way_of_writing_a_mobile_number(self, written):
        assert parse_phones(written) == "13800001039"

    @pytest.mark.parametrize(
        "written",
        [
            "0571-81234567", "0571 81234567", "057181234567", "（0571）81234567", "0571－81234567", "0571—8123 4567", "0571/81234567",
            "+86-571-81234567", "86 571 8123 4567", "电话:0571-81234567", 57181234567,
        ],
    )  # fmt: skip
    def test_reads_every_way_of_writing_a_landline(self, written):
        assert parse_phones(written) == "0571-81234567"

    @pytest.mark.parametrize(
        ("written", "phones"),
        [
            ("0571-81234567-801", "0571-81234567-801"),
            ("0571-81234567转801", "0571-81234567-801"),
            ("0571-8123456-801", "0571-8123456-801"),
            ("010-12345678", "010-12345678"),
            (1012345678, "010-12345678"),
            ("81234567", "81234567"),
            ("8123456", "8123456"),
            ("86123456", "86123456"),
            ("400-123-4567", "4001234567"),
            (4001234567, "4001234567"),
        ],
    )
    def test_reads_extensions_local_numbers_and_hotlines(self, written, phones):
        assert parse_phones(written) == phones

    @pytest.mark.parametrize(
        "between", ["/", "、", "，", ",", ";", "；", " ", "\n", "  ", " 或 ", " / "]
    )
    def test_reads_two_numbers(self, between):
        assert parse_phones(f"13800001039{between}138 0000 1040") == "13800001039、13800001040"
        assert parse_phones(f"0571-81234567{between}13800001039") == "0571-81234567、13800001039"
        assert parse_phones(f"13800001039{between}0571-81234567") == "13800001039、0571-81234567"

    @pytest.mark.parametrize(
        "written",
        [
            "138****0000",
            "138＊＊＊＊0000",
            "138xxxx0000",
            "13800001039、138****0000",
            "0571-******67",
        ],
    )
    def test_knows_a_masked_number(self, written):
        assert code_of(parse_phones, written) == "masked_value"

    @pytest.mark.parametrize(
        "written",
        [
            "1380000103", "138000010399", "12345", "张三13800001039", "1.38E+10", "0571-81234567/68", "见备注", "12800001039",
            1380000103, 1.5, -13800001039, 0, 1e300, 10**400, float("nan"), float("inf"), True, date(2023, 5, 1), UnknownCell("#N/A"),
        ],
    )  # fmt: skip
    def test_refuses_what_is_not_only_phone_numbers(self, written):
        assert code_of(parse_phones, written) == "unparsable_phone"

    @pytest.mark.parametrize("written", [None, "", " ", "无", "—", "/", "暂无"])
    def test_takes_a_word_for_nothing_as_nothing(self, written):
        assert parse_phones(written) is None

    @given(
        st.lists(PHONES, min_size=1, max_size=3, unique=True),
        st.sampled_from(["、", "/", ",", "\n"]),
    )
    def test_keeps_every_number_in_its_order(self, phones, between):
        assert parse_phones(between.join(phones)) == "、".join(phones)

    @given(st.one_of(RAW, OFFICE_TEXTS))
    def test_reads_what_it_gives(self, raw):
        phones = read(parse_phones, raw)

        assert phones is None or parse_phones(phones) == phones


class TestTails:
    @pytest.mark.parametrize(
        ("phones", "expected"),
        [
            ("13800001039", ("1039",)),
            ("13800001039、0571-81234567-801", ("1039", "4567")),
            ("81234567-801", ("4567",)),
            ("4001234567", ("4567",)),
            ("13800001039、13900001039", ("1039",)),
            ("", ()),
            (None, ()),
        ],
    )
    def test_are_the_last_four_digits_of_each_number(self, phones, expected):
        assert tails(phones) == expected
