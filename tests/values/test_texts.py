from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.texts import (
    clean_line,
    clean_text,
    is_blank,
    parse_boolean,
    plain_text,
    says_nothing,
    squeeze,
)
from app.workbooks.cells import UnknownCell
from tests.values.cells import RAW, code_of, read


class TestPlainText:
    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            (None, ""),
            (12, "12"),
            (12.0, "12"),
            (1e20, "100000000000000000000"),
            (1e-7, "0.0000001"),
            (0.96, "0.96"),
            (True, "TRUE"),
            (date(2025, 1, 6), "2025-01-06"),
            (datetime(2025, 1, 6, 13, 7), "2025-01-06 13:07:00"),  # noqa: DTZ001
            (time(13, 7), "13:07:00"),
            (" 晴川 ", " 晴川 "),
        ],
    )
    def test_is_what_a_person_sees(self, raw, text):
        assert plain_text(raw) == text

    @pytest.mark.parametrize(
        "raw", [UnknownCell("#REF!"), UnknownCell(""), float("nan"), float("inf")]
    )
    def test_is_unknown_for_an_error(self, raw):
        assert code_of(plain_text, raw) == "unknown_value"


class TestCleanText:
    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            ("　示例区民政局\xa0 ", "示例区民政局"),
            ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
            ("a\tb\x00c\x1bd\ufeff\u200be", "a bcde"),
            ("Ａ（一）", "Ａ（一）"),
            ("=HYPERLINK(1)", "=HYPERLINK(1)"),
            ("\ud800晴", "晴"),
            ("\u200b \x00", None),
            ("", None),
            (None, None),
            (5000.0, "5000"),
        ],
    )
    def test_keeps_what_is_written_and_nothing_invisible(self, raw, text):
        assert clean_text(raw) == text

    @given(RAW)
    def test_cleans_nothing_twice_and_can_be_stored(self, raw):
        text = read(clean_text, raw)

        if text is not None:
            assert clean_text(text) == text
            assert text.encode()
            assert "\x00" not in text


class TestCleanLine:
    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            ("晴\n湾\n社\n区", "晴湾社区"),
            ("晴川街道青藤\n公益发展中心", "晴川街道青藤公益发展中心"),
            ("晴川 “石榴籽” 中心", "晴川“石榴籽”中心"),
            ("Rotary \n Club", "Rotary Club"),
            ("a　 b", "a b"),
            ("e家亲 Club", "e家亲Club"),
            (" ", None),
            (12.0, "12"),
            ("a" + " " * 30_000 + "b", "a b"),
        ],
    )
    def test_is_one_line_without_blanks_beside_chinese(self, raw, text):
        assert clean_line(raw) == text

    @given(RAW)
    def test_cleans_nothing_twice(self, raw):
        text = read(clean_line, raw)

        assert text is None or (clean_line(text) == text and "\n" not in text)


class TestBlanks:
    @pytest.mark.parametrize("raw", [None, "", " ", "\n", "　", "\xa0", "\u200b"])
    def test_are_white_space_only(self, raw):
        assert is_blank(raw)
        assert says_nothing(raw)

    @pytest.mark.parametrize(
        "raw",
        ["—", "-", "/", "\\", "——", "－", "…", "无", "暂 无", "不详", "N/A", "Null", "待补充"],
    )
    def test_are_not_words_for_nothing(self, raw):
        assert not is_blank(raw)
        assert says_nothing(raw)

    @pytest.mark.parametrize(
        "raw", [0, 0.0, False, "0", "无锡商会", UnknownCell(""), "***", date(2023, 5, 1)]
    )
    def test_are_not_values_and_errors(self, raw):
        assert not is_blank(raw)
        assert not says_nothing(raw)


class TestSqueeze:
    def test_is_narrow_and_without_white_space(self):
        assert squeeze(" ５ Ａ（级）\n\u200b") == "5A(级)"

    @given(st.text())
    def test_squeezes_nothing_twice(self, text):
        assert squeeze(squeeze(text)) == squeeze(text)


class TestParseBoolean:
    @pytest.mark.parametrize(
        "raw", ["是", "有", "√", "✓", "1", 1, 1.0, "Y", "yes", "○", True, " 是 "]
    )
    def test_knows_a_yes(self, raw):
        assert parse_boolean(raw) is True

    @pytest.mark.parametrize("raw", ["否", "无", "×", "0", 0, "N", "no", False, "没有"])
    def test_knows_a_no(self, raw):
        assert parse_boolean(raw) is False

    @pytest.mark.parametrize("raw", [None, "", " ", "—", "/", "不详"])
    def test_takes_a_word_for_nothing_as_nothing(self, raw):
        assert parse_boolean(raw) is None

    @pytest.mark.parametrize(
        "raw", ["也许", 2, date(2023, 5, 1), UnknownCell("#N/A"), float("nan")]
    )
    def test_refuses_anything_else(self, raw):
        assert code_of(parse_boolean, raw) == "unknown_value"

    @given(RAW)
    def test_gives_yes_no_nothing_or_refuses(self, raw):
        assert read(parse_boolean, raw) in (True, False, None)
