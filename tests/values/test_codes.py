from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.codes import (
    CreditCode,
    code_key,
    has_valid_check_character,
    normalize_code,
    parse_credit_code,
    parse_number_text,
    suggest,
)
from app.workbooks.cells import UnknownCell
from tests.values.cells import RAW, code_of, read

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def check_character(code):
    """The rule of GB 32100-2015 in its own words, beside the library's."""
    total = sum(ALPHABET.index(sign) * weight for sign, weight in zip(code, WEIGHTS, strict=False))
    return ALPHABET[(31 - total % 31) % 31]


BODIES = st.builds(
    "{}{:06}{}".format,
    st.sampled_from(["51", "52", "53", "59"]),
    st.integers(110_000, 659_999),
    st.text(ALPHABET, min_size=9, max_size=9),
)


class TestCheckCharacter:
    @pytest.mark.parametrize(
        "code",
        [
            "91350100M000100Y43", "91512081MA62K0260E", "51330113MJ0000018M", "52330113MJ0000018J", "53330113MJ0000018F",
            "51100000500002862F", "53100000500021676K", "523301995023039174",
        ],
    )  # fmt: skip
    def test_is_right_in_true_codes(self, code):
        assert has_valid_check_character(code)

    @pytest.mark.parametrize(
        "code",
        [
            "91350211M0000XUF46",
            "91350203M0001FUE2P",
            "91350100M0001TGQXM",
            "53440300MJL0167883",
            "52330199MJ0014532W",
            "5133",
            "",
        ],
    )
    def test_is_wrong_in_genuine_early_codes_too(self, code):
        assert not has_valid_check_character(code)

    @given(BODIES, st.sampled_from(ALPHABET))
    def test_is_one_of_thirty_one(self, body, last):
        assert has_valid_check_character(body + last) == (last == check_character(body))


class TestParseCreditCode:
    @pytest.mark.parametrize(
        "written",
        [
            "52330199MJ0010830K", "52330199mj0010830k", "５２３３０１９９ＭＪ００１０８３０Ｋ", "523301 99MJ0010 830K", " 52330199MJ0010830K ",
            "52330199MJ\n0010830K", "52330199-MJ0010830-K", "'52330199MJ0010830K", "52330199MJ0010830K\u200b",
        ],
    )  # fmt: skip
    def test_reads_every_notation(self, written):
        assert parse_credit_code(written) == CreditCode("52330199MJ0010830K")

    def test_keeps_a_code_whose_check_character_is_wrong(self):
        code = parse_credit_code("52330199MJ0014532W")

        assert code.text == "52330199MJ0014532W"
        assert not code.is_check_good
        assert code.suggestion is None

    def test_suggests_digits_for_letters_that_look_like_them(self):
        code = parse_credit_code("5233o199MJOOIO83OK")

        assert code.text == "5233O199MJOOIO83OK"
        assert not code.is_check_good
        assert code.suggestion == "52330199MJ0010830K"

    def test_suggests_nothing_for_a_good_code_or_a_wrong_one(self):
        assert suggest("52330199MJ0010830K") is None
        assert suggest("52330199MJOO10830L") is None

    @pytest.mark.parametrize(
        ("code", "digit"),
        [
            ("51330113MJ0000018M", "1"),
            ("53330113MJ0000018F", "3"),
            ("91350100M000100Y43", None),
            ("54330113MJ0000018", None),
        ],
    )
    def test_tells_the_kind_civil_affairs_gave(self, code, digit):
        assert parse_credit_code(code).kind_digit == digit

    @pytest.mark.parametrize(
        "raw",
        [
            5.23301995023012e17,
            9.13e17,
            10**15,
            523301995023039174,
            "9.13E+17",
            "9.13e+17",
            "５．２E+17",
            "523301995023039000",
        ],
    )
    def test_refuses_a_code_that_lost_its_digits(self, raw):
        assert code_of(parse_credit_code, raw) == "digits_lost"

    def test_keeps_a_text_of_digits_alone(self):
        assert parse_credit_code("523301995023039174").is_check_good

    @pytest.mark.parametrize(
        "raw",
        [
            "正在办理",
            "见备注",
            "123",
            12.5,
            True,
            date(2020, 1, 1),
            UnknownCell("#REF!"),
            "ABCDEFGHJKLM",
            float("nan"),
        ],
    )
    def test_refuses_what_cannot_be_a_code(self, raw):
        assert code_of(parse_credit_code, raw) == "unknown_value"

    @pytest.mark.parametrize("raw", [None, "", " ", "无", "—", "/", "暂无", "待补"])
    def test_takes_a_word_for_nothing_as_nothing(self, raw):
        assert parse_credit_code(raw) is None

    @given(RAW)
    def test_reads_what_it_gives(self, raw):
        code = read(normalize_code, raw)

        assert code is None or normalize_code(code) == code


class TestParseNumberText:
    @pytest.mark.parametrize(
        "number",
        [
            "示晴社备〔2020〕002号",
            "(琼)登记批准基字[2010]第201202号",
            "66875408-0",
            "社备字〔二〇二〇〕二号",
        ],
    )
    def test_keeps_a_number_as_written(self, number):
        assert parse_number_text(f" {number}\n") == number

    def test_reads_numbers(self):
        assert parse_number_text(330113001) == parse_number_text(330113001.0) == "330113001"

    def test_refuses_lost_digits(self):
        assert code_of(parse_number_text, 1e20) == "digits_lost"
        assert code_of(parse_number_text, "2.01E+17") == "digits_lost"

    @pytest.mark.parametrize(
        "raw", ["正在办理", "未备案", True, date(2020, 1, 1), UnknownCell("#REF!")]
    )
    def test_refuses_what_is_no_number(self, raw):
        assert code_of(parse_number_text, raw) == "unknown_value"

    @pytest.mark.parametrize("raw", [None, "", "　", "无", "—"])
    def test_takes_a_word_for_nothing_as_nothing(self, raw):
        assert parse_number_text(raw) is None

    @given(RAW)
    def test_reads_what_it_gives(self, raw):
        number = read(parse_number_text, raw)

        assert number is None or parse_number_text(number) == number


class TestCodeKey:
    @pytest.mark.parametrize(
        "number",
        [
            "示晴社备[2020]002号",
            "示晴社备（2020）002号",
            "示晴社备 〔２０２０〕 002号",
            "示晴社备【2020】002号",
        ],
    )
    def test_is_one_for_all_notations(self, number):
        assert code_key(number) == code_key("示晴社备〔2020〕002号")

    def test_tells_other_numbers_apart(self):
        assert code_key("示晴社备〔2020〕002号") != code_key("示晴社备〔2020〕003号")

    @given(st.text())
    def test_is_its_own_key(self, text):
        assert code_key(code_key(text)) == code_key(text)
