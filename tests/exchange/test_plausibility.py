"""A file is suspicious when most of what it knows would be called otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.models import RowOutcome
from app.exchange.plans import Plan, RowPlan, SheetReading
from app.exchange.plausibility import swapped_columns

SHEET = SheetReading("名册", (1,), {"name": "B", "credit_code": "C", "phone": "D"}, ())
KEYS = ("name", "credit_code")


def row(number, changes=None, *, sheet="名册", known=True):
    return RowPlan(
        sheet=sheet,
        number=number,
        name="晴湾合唱团",
        cells={},
        outcome=RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED,
        changes=changes or {},
        organization_id=number if known else None,
    )


def swapped(rows, sheets=(SHEET,)):
    return [(item.sheet, item.column, item.field) for item in swapped_columns(sheets, rows, KEYS)]


RENAMED = {"name": ("旧名", "新名")}


class TestSwappedColumns:
    def test_are_those_in_which_most_known_rows_change(self):
        rows = [row(number, RENAMED) for number in range(4)] + [row(9)] * 3

        assert swapped(rows) == [("名册", "B", "name")]

    def test_are_not_those_in_which_half_does(self):
        assert swapped([row(n, RENAMED) for n in range(4)] + [row(9)] * 4) == []

    def test_need_more_than_two_changes(self):
        assert swapped([row(1, RENAMED), row(2, RENAMED)]) == []

    def test_do_not_count_new_rows(self):
        rows = [row(n, RENAMED) for n in range(3)] + [row(n, known=False) for n in range(50)]

        assert swapped(rows) == [("名册", "B", "name")]

    def test_do_not_count_values_where_there_was_none(self):
        coded = {"credit_code": (None, "52330199MJ00100998")}

        assert swapped([row(n, coded) for n in range(9)]) == []

    def test_are_those_that_name_an_organization(self):
        assert swapped([row(n, {"phone": ("1", "2")}) for n in range(9)]) == []

    def test_are_looked_for_sheet_by_sheet(self):
        other = SheetReading("乙", (1,), {"name": "A"}, ())
        rows = [row(n, RENAMED, sheet="乙") for n in range(3)] + [row(9)] * 50

        assert swapped(rows, (SHEET, other)) == [("乙", "A", "name")]

    @given(st.integers(0, 12), st.integers(0, 12))
    def test_follow_the_share_alone(self, renamed, same):
        rows = [row(n, RENAMED) for n in range(renamed)] + [row(50 + n) for n in range(same)]

        assert bool(swapped(rows)) == (renamed >= 3 and renamed > same)


class TestSuspiciousPlan:
    @pytest.mark.parametrize("renamed", [0, 3])
    def test_is_one_with_such_a_column(self, renamed):
        rows = [row(n, RENAMED) for n in range(renamed)]
        problems = swapped_columns([SHEET], rows, KEYS)
        plan = Plan((SHEET,), (), tuple(rows), tuple(problems))

        assert plan.is_suspicious == bool(renamed)
