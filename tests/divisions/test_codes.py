import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.divisions.codes import WHOLE, code_range, contains, is_code

CODES = st.builds(
    lambda parts: "".join(parts).ljust(12, "0"),
    st.integers(0, 5).flatmap(
        lambda depth: st.tuples(
            *[
                st.integers(1, 10**width - 1).map(lambda n, width=width: f"{n:0{width}}")
                for width in (2, 2, 2, 3, 3)[:depth]
            ]
        )
    ),
)


class TestContains:
    @pytest.mark.parametrize(
        ("outer", "inner", "expected"),
        [
            ("330199000000", "330199001000", True),
            ("330199001000", "330199001012", True),
            ("330199001000", "330199002000", False),
            ("330199001000", "330199000000", False),
            ("330100000000", "330199001001", True),
            ("441900000000", "441900003000", True),  # 东莞 has no districts
            (WHOLE, "330199001001", True),
        ],
    )
    def test_reaches_down_the_tree_and_no_further(self, outer, inner, expected):
        assert contains(outer, inner) is expected

    @given(outer=CODES, inner=CODES)
    def test_is_being_the_same_or_beginning_with_its_meaningful_part(self, outer, inner):
        meaningful = outer
        for width in (3, 3, 2, 2, 2):
            if meaningful.endswith("0" * width):
                meaningful = meaningful[:-width]
            else:
                break

        assert contains(outer, inner) is inner.startswith(meaningful)

    @given(code=CODES)
    def test_a_range_holds_its_own_code_first(self, code):
        assert code_range(code)[0] == code


@pytest.mark.parametrize(
    "text", ["33019900100", "3301990010000", "33019900100a", "３３０１９９００１０００"]
)
def test_is_code_wants_twelve_plain_digits(text):
    assert not is_code(text)
