import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.passwords import Weakness, find_weakness, generate_password


class TestFindWeakness:
    @pytest.mark.parametrize(
        ("password", "weakness"),
        [
            ("", Weakness.TOO_SHORT),
            ("Aq1!xyz", Weakness.TOO_SHORT),
            ("Aq1!xyzw", None),
            ("Aq1!" + "x" * 124, None),
            ("Aq1!" + "x" * 125, Weakness.TOO_LONG),
        ],
    )
    def test_wants_8_to_128_characters(self, password, weakness):
        assert find_weakness(password, "zhangsan") is weakness

    @pytest.mark.parametrize(
        ("password", "weakness"),
        [
            ("kvtrmwqz", Weakness.TOO_PLAIN),
            ("kvtrmwq7", Weakness.TOO_PLAIN),
            ("KVTRMWQ7", Weakness.TOO_PLAIN),
            ("27394-8561", Weakness.TOO_PLAIN),
            ("Kvtrmwq7", None),
            ("kvtrmw-7", None),
            ("KVTRMW-7", None),
            ("Kvtrm-wq", None),
            ("苗圃Kvtrmwq", None),
        ],
    )
    def test_wants_three_of_capitals_small_letters_digits_and_others(self, password, weakness):
        assert find_weakness(password, "zhangsan") is weakness

    @pytest.mark.parametrize(
        ("password", "username"),
        [
            ("Zhangsan-71", "zhangsan"),
            ("71-zHANGSAN", "ZhangSan"),
            ("ｚｈａｎｇｓａｎ-71A", "zhangsan"),
        ],
    )
    def test_refuses_the_name_of_the_account_however_written(self, password, username):
        assert find_weakness(password, username) is Weakness.HOLDS_NAME

    def test_looks_for_no_name_of_two_letters(self):
        assert find_weakness("Oliven-71", "li") is None

    @pytest.mark.parametrize(
        "password",
        ["Password1!", "P@ssw0rd", "Admin@2024", "Woaini1314", "1qaz@WSX", "Aa123456", "Qwer!234"],
    )
    def test_refuses_what_everybody_tries_first(self, password):
        assert find_weakness(password, "zhangsan") is Weakness.COMMON


class TestGeneratePassword:
    @given(st.text(max_size=10))
    def test_meets_the_rule_for_any_name(self, username):
        assert find_weakness(generate_password(username), username) is None

    def test_has_nothing_that_is_misread_on_paper(self):
        drawn = "".join(generate_password("zhangsan") for _ in range(200))

        assert not set(drawn) & set("0Oo1lIi")

    def test_is_another_each_time(self):
        assert len({generate_password("zhangsan") for _ in range(100)}) == 100
