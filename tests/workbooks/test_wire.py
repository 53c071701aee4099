import json
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workbooks.cells import UnknownCell
from app.workbooks.wire import unwire, wire, wire_unknown


def sent(*cells):
    return unwire(json.loads(json.dumps(wire(list(cells)))))


class TestWire:
    @given(
        st.lists(
            st.none()
            | st.booleans()
            | st.integers(-(10**14), 10**14)
            | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1)
            | st.floats(allow_nan=False, allow_infinity=False).filter(lambda n: n % 1)
            | st.dates()
            | st.datetimes().filter(lambda instant: instant.time() != time.min)
            | st.times()
        )
    )
    def test_keeps_what_it_carries(self, cells):
        given = ["" if cell is None else cell for cell in cells]

        assert sent(*given) == cells

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("", None),
            ("a\r\nb\rc", "a\nb\rc"),
            (1.0, 1),
            (-999_999_999_999_999.0, -999_999_999_999_999),
            (1e15, 1e15),
            (datetime(2024, 1, 2), date(2024, 1, 2)),  # noqa: DTZ001 as in the sheet
            (timedelta(hours=23, minutes=59), time(23, 59)),
            (timedelta(hours=24), "24:00:00"),
            (timedelta(hours=-1), "-1:00:00"),
            (float("inf"), UnknownCell("inf")),
        ],
    )
    def test_puts_in_order_what_the_parser_gives(self, given, kept):
        (cell,) = sent(given)

        assert (cell, type(cell)) == (kept, type(kept))

    def test_carries_unknown_cells(self):
        assert unwire([wire_unknown("#REF!"), None]) == [UnknownCell("#REF!"), None]
