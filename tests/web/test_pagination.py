from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.pagination import COUNTED_UP_TO, SIZES, Page, checked_number, checked_size


class TestPage:
    def test_counts_its_pages(self):
        assert [Page(1, 20, total).last for total in (0, 1, 20, 21, 279)] == [1, 1, 1, 2, 14]

    def test_says_how_many_rows_stand_before_it(self):
        assert Page(3, 20, 279).offset == 40

    def test_leads_to_its_neighbors(self):
        assert Page(1, 20, 279).previous() is None
        assert Page(2, 20, 279).previous() == {"page": 1}
        assert Page(13, 20, 279).next() == {"page": 14}
        assert Page(14, 20, 279).next() is None

    def test_is_exact_up_to_the_limit(self):
        assert Page(1, 20, COUNTED_UP_TO).total_text == "10,000"
        assert Page(1, 20, COUNTED_UP_TO + 1).total_text == "10000+"

    def test_is_walked_by_keys_beyond(self):
        page = Page(1, 20, COUNTED_UP_TO + 1, after_this="k9", before_this="k1")

        assert (page.previous(), page.next()) == ({"before": "k1"}, {"after": "k9"})
        assert page.offset == 0

    def test_ends_by_keys_where_none_is_left(self):
        page = Page(1, 20, COUNTED_UP_TO + 1)

        assert (page.previous(), page.next()) == (None, None)

    @pytest.mark.parametrize(
        ("number", "total", "numbers"),
        [
            (1, 0, [1]),
            (1, 100, [1, 2, 3, 4, 5]),
            (3, 100, [1, 2, 3, 4, 5]),
            (1, 280, [1, 2, 3, None, 14]),
            (4, 280, [1, 2, 3, 4, 5, 6, None, 14]),
            (7, 280, [1, None, 5, 6, 7, 8, 9, None, 14]),
            (14, 280, [1, None, 12, 13, 14]),
        ],
    )
    def test_offers_both_ends_and_those_around(self, number, total, numbers):
        assert Page(number, 20, total).numbers() == numbers

    @given(st.integers(1, 500), st.integers(0, COUNTED_UP_TO))
    def test_offers_only_pages_there_are_in_order_and_itself(self, number, total):
        page = Page(checked_number(str(number), last=Page(1, 20, total).last), 20, total)
        offered = [one for one in page.numbers() if one is not None]

        assert offered == sorted(set(offered))
        assert {1, page.number, page.last} <= set(offered)
        assert offered[-1] == page.last

    @given(st.integers(1, 500), st.integers(0, COUNTED_UP_TO))
    def test_has_a_gap_only_where_two_pages_or_more_are_left_out(self, number, total):
        page = Page(checked_number(str(number), last=Page(1, 20, total).last), 20, total)
        numbers = page.numbers()

        for before, one, after in zip(numbers, numbers[1:], numbers[2:], strict=False):
            if one is None:
                assert after - before > 2
        assert all(b - a == 1 for a, b in pairwise(numbers) if a is not None and b is not None)


class TestCheckedSize:
    @pytest.mark.parametrize("size", SIZES)
    def test_takes_what_is_offered(self, size):
        assert checked_size(str(size)) == size

    @pytest.mark.parametrize("text", [None, "", "7", "1000000", "-20", "20.0", "二十"])
    def test_takes_the_usual_size_for_anything_else(self, text):
        assert checked_size(text) == 20


class TestCheckedNumber:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("3", 3),
            ("99", 14),
            ("0", 1),
            ("-1", 1),
            (None, 1),
            ("a", 1),
            ("٣", 1),
            ("9" * 5000, 14),
        ],
    )
    def test_takes_the_nearest_page_there_is(self, text, number):
        assert checked_number(text, last=14) == number
