import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.values.number_patterns import NumberPattern, PatternError, Reading, next_sequence

USUAL = NumberPattern("{area}{street}社备〔{yyyy}〕{seq:3}号", "示", "晴")


class TestPattern:
    def test_writes_a_number(self):
        assert USUAL.render(2026, 7) == "示晴社备〔2026〕007号"
        assert USUAL.render(2026, 1234) == "示晴社备〔2026〕1234号"
        assert NumberPattern("{yy}-{seq}").render(2026, 7) == "26-7"

    @pytest.mark.parametrize(
        "number",
        [
            "示晴社备〔2026〕007号",
            "示晴社备[2026]007号",
            "示晴社备（2026） 007 号",
            "示晴社备【２０２６】００７号",
        ],
    )
    def test_reads_a_number_however_it_is_written(self, number):
        assert USUAL.read(number) == Reading(2026, 7)

    @pytest.mark.parametrize(
        "number",
        ["示云社备〔2026〕007号", "示晴社备〔2026〕07号", "示晴社备〔26〕007号", "2026007", ""],
    )
    def test_reads_no_other(self, number):
        assert USUAL.read(number) is None

    def test_counts_each_year_anew_only_where_it_writes_the_year(self):
        assert USUAL.has_year
        assert not NumberPattern("备{seq:6}").has_year

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("社备〔{yyyy}〕号", "no_sequence"),
            ("{seq}-{seq:3}", "two_sequences"),
            ("{city}{seq}", "unknown_slot"),
            ("{}{seq}", "unknown_slot"),
            ("{seq:0}", "unknown_slot"),
            ("{seq:99}", "unknown_slot"),
            ("{seq!r}", "unknown_slot"),
            ("{seq", "stray_brace"),
            ("}{seq}", "stray_brace"),
            ("备" * 60 + "{seq}", "too_long"),
        ],
    )
    def test_is_checked(self, text, problem):
        with pytest.raises(PatternError) as refused:
            NumberPattern(text)

        assert refused.value.problem == problem

    def test_says_which_names_it_lacks(self):
        assert NumberPattern("{area}{street}{seq}", street="晴").missing_names() == ["area"]


SEPARATORS = st.sampled_from(["", "社备", "〔", "〕", "-", "号", "第", "("])
NAMES = st.text("示晴川云栖ABC", min_size=1, max_size=4)


@st.composite
def patterns(draw):
    slots = draw(
        st.permutations(
            ["{area}", "{street}", "{yyyy}", draw(st.sampled_from(["{seq}", "{seq:3}"]))]
        )
    )
    text = "".join(draw(SEPARATORS) + slot for slot in slots) + draw(SEPARATORS)
    return NumberPattern(text, draw(NAMES), draw(NAMES))


class TestAnyPattern:
    @settings(max_examples=50)
    @given(patterns(), st.integers(1990, 2099), st.integers(1, 99_999))
    def test_reads_what_it_writes(self, pattern, year, sequence):
        number = pattern.render(year, sequence)

        assert pattern.read(number) == Reading(year, sequence)

    @settings(max_examples=50)
    @given(patterns(), st.integers(1990, 2099), st.integers(1, 999), st.integers(1, 999))
    def test_never_writes_two_alike(self, pattern, year, one, other):
        assert (pattern.render(year, one) == pattern.render(year, other)) == (one == other)


class TestNextSequence:
    @settings(max_examples=50)
    @given(st.sets(st.integers(1, 500)), st.integers(1, 300))
    def test_is_after_all_taken_and_not_before_the_first(self, taken, first):
        following = next_sequence(taken, first)

        assert following >= first
        assert all(number < following for number in taken)

    def test_leaves_gaps_alone(self):
        assert next_sequence([1, 5]) == 6
        assert next_sequence([], 40) == 40
