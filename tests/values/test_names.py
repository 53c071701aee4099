import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.names import fold, grams, match_key, pinyin_keys, sort_key

CHINESE = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12
)


class TestMatchKey:
    @pytest.mark.parametrize(
        "name",
        [
            "晴川街道“石榴籽”e家亲（非营利）",
            " 晴川街道\n“石榴籽” E家亲(非营利) ",
            '晴川街道"石榴籽"ｅ家亲〔非营利〕',
            "晴川街道「石榴籽」e家亲【非营利】",
            "晴川街道\u200b„石榴籽‟e家亲[非营利]",
        ],
    )
    def test_is_one_for_all_notations(self, name):
        assert match_key(name) == '晴川街道"石榴籽"e家亲(非营利)'

    def test_keeps_what_tells_names_apart(self):
        assert match_key("晴川合唱团（筹）") != match_key("晴川合唱团")
        assert match_key("晴川合唱团（男声）") != match_key("晴川合唱团（女声）")

    @given(st.text())
    def test_is_its_own_key(self, name):
        assert match_key(match_key(name)) == match_key(name)


class TestFold:
    @given(st.text())
    def test_folds_nothing_twice(self, text):
        folded = fold(text)

        assert fold(folded) == folded
        assert not any(character.isspace() for character in folded)


class TestGrams:
    def test_are_single_characters_and_neighbors(self):
        assert grams("晴川 Ａ") == {"晴", "川", "a", "晴川", "川a"}
        assert grams("") == frozenset()

    @given(st.text(), st.integers(0, 20), st.integers(1, 20))
    def test_of_a_fragment_are_among_those_of_the_whole(self, text, start, length):
        folded = fold(text)

        assert (
            grams(folded[start : start + length]) <= grams(text)
            or fold(folded[start : start + length]) != (folded[start : start + length])
        )


class TestPinyinKeys:
    def test_are_full_and_initials_in_all_readings(self):
        assert set(pinyin_keys("单县ABC社")) == {
            "danxianabcshe", "chanxianabcshe", "shanxianabcshe", "dxabcs", "cxabcs", "sxabcs",
        }  # fmt: skip

    def test_begin_with_the_usual_reading(self):
        assert pinyin_keys("重庆")[0] == "chongqing"
        assert (
            pinyin_keys("晴川街道禾苗阅读推广中心")[0]
            == "qingchuanjiedaohemiaoyuedutuiguangzhongxin"
        )

    @pytest.mark.parametrize(
        ("name", "typed"), [("曾", "zeng"), ("仇", "qiu"), ("长宁", "changning"), ("长宁", "cn")]
    )
    def test_know_readings_that_names_take(self, name, typed):
        assert typed in pinyin_keys(name)

    def test_know_one_rare_reading_in_a_long_name(self):
        keys = pinyin_keys("上海市长宁区育才教育培训中心")

        assert any("changningquyucaijiaoyupeixun" in key for key in keys)
        assert len(keys) <= 32

    def test_leave_out_signs_and_blanks(self):
        assert pinyin_keys("晴川 “石榴籽”")[0] == "qingchuanshiliuzi"
        assert pinyin_keys("（）") == ()
        assert pinyin_keys("") == ()

    def test_keep_what_is_not_chinese(self):
        assert "ejq2h" in pinyin_keys("E家亲2号")
        assert pinyin_keys("Rotary Club") == ("rotaryclub",)

    @given(CHINESE)
    def test_are_at_most_sixteen_of_each_kind(self, name):
        assert 1 <= len(pinyin_keys(name)) <= 32

    @given(st.text())
    def test_have_no_blank_in_them(self, name):
        assert all(fold(key) == key for key in pinyin_keys(name))


class TestSortKey:
    def test_orders_by_pinyin(self):
        names = ["春晓", "安徽", "晴川", "昂", "鹅", "桂花", "安"]

        assert sorted(names, key=sort_key) == ["安", "安徽", "昂", "春晓", "鹅", "桂花", "晴川"]

    def test_keeps_names_with_one_first_character_together(self):
        assert sorted(["李丁", "黎丙", "李乙", "黎甲"], key=sort_key) in (
            ["李丁", "李乙", "黎丙", "黎甲"],
            ["黎丙", "黎甲", "李丁", "李乙"],
        )

    def test_is_of_ordinary_characters_only(self):
        assert sort_key("e家亲 “石榴籽”\n2号").isprintable()

    @given(CHINESE, CHINESE)
    def test_tells_different_names_apart(self, one, other):
        assert (sort_key(one) == sort_key(other)) == (fold(one) == fold(other))
