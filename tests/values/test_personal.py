import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.personal import (
    is_masked,
    mask_email,
    mask_id_number,
    mask_name,
    mask_phone,
    mask_within,
    parse_personal_text,
)
from app.workbooks.cells import UnknownCell
from tests.values.cells import RAW, code_of, read
from tests.values.test_phones import PHONES


class TestMasks:
    @pytest.mark.parametrize(
        ("name", "masked"),
        [("甲丑", "甲*"), ("甲丑子", "甲**"), ("甲丑子寅", "甲**"), ("甲", "甲*"), ("", "")],
    )
    def test_leave_the_first_character_of_a_name(self, name, masked):
        assert mask_name(name) == masked

    @pytest.mark.parametrize(
        ("phones", "masked"),
        [
            ("13800001039", "138****1039"),
            ("0571-81234567", "0571-******67"),
            ("0571-81234567-801", "0571-******67"),
            ("010-12345678", "010-******78"),
            ("81234567-801", "******67"),
            ("8123456", "*****56"),
            ("13800001039、0571-81234567", "138****1039、0571-******67"),
            ("", ""),
        ],
    )
    def test_leave_ends_of_phone_numbers(self, phones, masked):
        assert mask_phone(phones) == masked

    def test_leave_ends_of_identity_numbers_and_addresses(self):
        assert mask_id_number("440301199001011234") == "4403**********1234"
        assert mask_id_number("123456789") == "1234*6789"
        assert mask_id_number("12345678") == "****"
        assert mask_email("zhang@example.com") == "z****@example.com"

    def test_find_personal_data_in_a_text(self):
        text = "联系人13800001039，证件440301199001011234，zhang@example.com，备案2020002号"

        assert (
            mask_within(text)
            == "联系人138****1039，证件4403**********1234，z****@example.com，备案2020002号"
        )

    def test_leave_codes_alone(self):
        assert mask_within("52330199MJ0010830K") == "52330199MJ0010830K"
        assert mask_within("a" * 30_000) == "a" * 30_000

    @given(PHONES)
    def test_hide_at_least_four_digits_of_every_phone(self, phone):
        assert mask_phone(phone).count("*") >= 4


class TestIsMasked:
    @pytest.mark.parametrize(
        "text", ["138****0000", "138xxxx0000", "甲*", "甲××", "甲＊＊", "z****@example.com"]
    )
    def test_knows_what_was_hidden(self, text):
        assert is_masked(text)

    @pytest.mark.parametrize("text", ["13800001039", "甲丑子", "晴川×滨河联合会", "Max"])
    def test_leaves_other_texts_alone(self, text):
        assert not is_masked(text)

    @given(PHONES)
    def test_knows_every_phone_that_was_masked_here(self, phone):
        assert is_masked(mask_phone(phone))


class TestParsePersonalText:
    @pytest.mark.parametrize("raw", ["甲丑子", "甲 丑子", "甲丑子 ", "甲　丑子", "甲丑\n子"])
    def test_gives_a_name_on_one_line(self, raw):
        assert parse_personal_text(raw) == "甲丑子"

    def test_keeps_the_blank_of_a_foreign_name(self):
        assert parse_personal_text("John  Smith ") == "John Smith"

    @pytest.mark.parametrize("raw", [None, "", "无", "/", "暂无"])
    def test_takes_a_word_for_nothing_as_nothing(self, raw):
        assert parse_personal_text(raw) is None

    def test_refuses_what_was_hidden_and_what_is_unknown(self):
        assert code_of(parse_personal_text, "甲**") == "masked_value"
        assert code_of(parse_personal_text, UnknownCell("#REF!")) == "unknown_value"

    @given(st.one_of(RAW))
    def test_reads_what_it_gives(self, raw):
        text = read(parse_personal_text, raw)

        assert text is None or parse_personal_text(text) == text
