import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workbooks.names import column_letter, column_number


class TestColumnLetter:
    @pytest.mark.parametrize(
        ("number", "letters"),
        [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (16384, "XFD")],
    )
    def test_counts_as_sheets_do(self, number, letters):
        assert column_letter(number) == letters

    def test_knows_no_column_before_the_first(self):
        with pytest.raises(ValueError, match="0"):
            column_letter(0)


class TestColumnNumber:
    @given(st.integers(1, 1_000_000))
    def test_is_the_way_back(self, number):
        assert column_number(column_letter(number)) == number

    def test_takes_small_letters(self):
        assert column_number("xfd") == 16384

    @pytest.mark.parametrize("letters", ["", "A1", "Ä", "列"])
    def test_refuses_what_names_no_column(self, letters):
        with pytest.raises(ValueError, match=f"^{letters}$"):
            column_number(letters)
