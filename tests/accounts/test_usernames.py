import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.usernames import is_username, normalize_username


class TestNormalizeUsername:
    @pytest.mark.parametrize(
        "text", ["Zhang.San", " zhang.san ", "ｚｈａｎｇ．ｓａｎ", "ZHANG.SAN　"]
    )
    def test_makes_one_name_of_all_ways_to_type_it(self, text):
        assert normalize_username(text) == "zhang.san"

    @given(st.from_regex(r"[A-Za-z0-9一-龥][A-Za-z0-9一-龥._@-]*", fullmatch=True))
    def test_changes_nothing_the_second_time(self, text):
        once = normalize_username(text)

        assert normalize_username(once) == once


class TestIsUsername:
    @pytest.mark.parametrize("text", ["zhangsan", "张三", "zhang.san-2", "a@b", "7", "x" * 32])
    def test_takes(self, text):
        assert is_username(text)

    @pytest.mark.parametrize(
        "text", ["", "x" * 33, "zhang san", ".zhang", "a/b", "a\nb", "zhangsan\n", "<b>", "a\x00"]
    )
    def test_refuses(self, text):
        assert not is_username(text)
