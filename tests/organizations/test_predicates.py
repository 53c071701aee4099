from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.definitions.columns import Choice, Column, ColumnKind
from app.organizations.columns import GradeShown
from app.organizations.grades import Grade
from app.organizations.predicates import (
    FITTING,
    Look,
    Operator,
    Rule,
    RuleError,
    can_answer,
    check_rule,
    find_out,
    months_later,
    read_rule,
)
from app.values.counts import Count
from app.values.dates import PartialDate, Precision

ON = date(2026, 11, 21)


def column(kind, **options):
    return Column(key="x", label="某项", kind=kind, select=lambda _s: (), **options)


COUNT, MONEY = column(ColumnKind.COUNT), column(ColumnKind.MONEY)
TEXT, DAY = column(ColumnKind.TEXT), column(ColumnKind.DATE)
YES = column(ColumnKind.BOOLEAN)
STATE = column(
    ColumnKind.CHOICE,
    choices=lambda: [Choice("filed", "已备案"), Choice("unfiled", "未备案")],
)


def answer(operator, value, about, found, turns_on=None):
    return find_out(Rule("x", operator, value), about, found, Look(ON, turns_on))


@pytest.mark.usefixtures("session")
class TestAnswer:
    @pytest.mark.parametrize(
        ("operator", "wanted", "about", "found", "is_met"),
        [
            (Operator.PRESENT, None, TEXT, "党支部", True),
            (Operator.PRESENT, None, TEXT, None, False),
            (Operator.PRESENT, None, TEXT, "", False),
            (Operator.PRESENT, None, COUNT, 0, True),
            (Operator.IS_YES, None, YES, True, True),
            (Operator.IS_YES, None, YES, False, False),
            (Operator.IS_YES, None, YES, None, False),
            (Operator.ONE_OF, ["filed"], STATE, "filed", True),
            (Operator.ONE_OF, ["filed"], STATE, "unfiled", False),
            (Operator.ONE_OF, ["filed"], STATE, None, False),
            (Operator.AT_LEAST, 10, COUNT, 10, True),
            (Operator.AT_LEAST, 10, COUNT, 9, False),
            (Operator.AT_LEAST, 10, COUNT, None, False),
            (Operator.AT_LEAST, 10, COUNT, Count(23, "约"), True),
            (Operator.AT_LEAST, 10, MONEY, 1000, True),  # fen
            (Operator.AT_LEAST, 10, MONEY, 999, False),
            (Operator.HELD_FOR_MONTHS, 24, DAY, PartialDate(date(2024, 11, 21)), True),
            (Operator.HELD_FOR_MONTHS, 24, DAY, PartialDate(date(2024, 11, 22)), False),
            (Operator.HELD_FOR_MONTHS, 24, DAY, None, False),
        ],
    )
    def test_says_whether_it_is_met(self, operator, wanted, about, found, is_met):
        assert answer(operator, wanted, about, found).is_met is is_met

    def test_shows_the_fact(self):
        assert answer(Operator.AT_LEAST, 10, COUNT, 23).fact == "某项 23"
        assert answer(Operator.AT_LEAST, 10, COUNT, None).fact == "某项未填写"

    def test_keeps_to_itself_what_is_personal(self):
        personal = replace(TEXT, is_personal=True)

        assert answer(Operator.PRESENT, None, personal, "13800000001").fact == "某项已填写"

    def test_a_grade_that_ran_out_no_longer_counts(self):
        grade = column(ColumnKind.CHOICE, plain=lambda item: item.grade)

        def is_met(is_over):
            return answer(Operator.ONE_OF, ["3A"], grade, GradeShown(Grade.A3, is_over)).is_met

        assert (is_met(is_over=False), is_met(is_over=True)) == (True, False)

    def test_names_the_day_on_which_it_becomes_true(self):
        since = PartialDate(date(2024, 12, 31), Precision.DAY)

        assert answer(Operator.HELD_FOR_MONTHS, 24, DAY, since).changes_on == date(2026, 12, 31)

    def test_names_no_day_once_it_is_true(self):
        since = PartialDate(date(2020, 1, 1))

        assert answer(Operator.HELD_FOR_MONTHS, 24, DAY, since).changes_on is None

    def test_names_the_day_on_which_the_value_turns_if_that_is_earlier(self):
        since, turns_on = PartialDate(date(2024, 12, 31)), date(2026, 12, 1)

        found = answer(Operator.HELD_FOR_MONTHS, 24, DAY, since, turns_on)

        assert found.changes_on == turns_on

    @settings(max_examples=50, deadline=None)
    @given(st.dates(date(2000, 1, 1), ON), st.integers(1, 400))
    def test_held_for_months_changes_exactly_on_the_day_it_names(self, since, months):
        rule, found = Rule("x", Operator.HELD_FOR_MONTHS, months), PartialDate(since)
        now = find_out(rule, DAY, found, Look(ON))

        if now.changes_on is None:
            assert now.is_met
            return
        assert not now.is_met
        before = now.changes_on - timedelta(days=1)
        assert not find_out(rule, DAY, found, Look(before)).is_met
        assert find_out(rule, DAY, found, Look(now.changes_on)).is_met


class TestMonthsLater:
    @pytest.mark.parametrize(
        ("day", "months", "later"),
        [
            ("2024-01-31", 1, "2024-02-29"),
            ("2023-01-31", 1, "2023-02-28"),
            ("2024-12-15", 1, "2025-01-15"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-05-06", 24, "2026-05-06"),
        ],
    )
    def test_is_the_same_day_or_the_last_of_the_month(self, day, months, later):
        assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)

    def test_ends_with_the_calendar(self):
        assert months_later(date(9999, 12, 1), 1) is None


class TestRule:
    @pytest.mark.parametrize(
        "kept",
        [None, {}, {"column": "x"}, {"operator": "present"}, {"column": "x", "operator": "guess"}],
    )
    def test_that_says_nothing_sensible_is_none(self, kept):
        assert read_rule(kept) is None

    def test_is_kept_and_read_again(self):
        rule = Rule("x", Operator.AT_LEAST, 10)

        assert read_rule(rule.as_kept()) == rule

    def test_every_kind_of_column_can_be_asked_something(self):
        assert set(FITTING) == set(ColumnKind)

    @pytest.mark.parametrize(
        ("operator", "value", "about", "reason"),
        [
            (Operator.AT_LEAST, 10, TEXT, "unfitting_operator"),
            (Operator.AT_LEAST, "10", COUNT, "bad_value"),
            (Operator.AT_LEAST, True, COUNT, "bad_value"),
            (Operator.AT_LEAST, 0, COUNT, "bad_value"),
            (Operator.HELD_FOR_MONTHS, 5000, DAY, "bad_value"),
            (Operator.PRESENT, 1, TEXT, "bad_value"),
            (Operator.ONE_OF, [], STATE, "bad_value"),
            (Operator.ONE_OF, "filed", STATE, "bad_value"),
            (Operator.ONE_OF, ["gone"], STATE, "unknown_choice"),
            (Operator.ONE_OF, ["甲子丑"], replace(TEXT, is_personal=True), "unfitting_operator"),
        ],
    )
    def test_is_refused_when_it_means_nothing(self, operator, value, about, reason):
        with pytest.raises(RuleError) as refused:
            check_rule(Rule("x", operator, value), about)

        assert refused.value.reason == reason
        assert can_answer(Rule("x", operator, value), about) is (reason == "unknown_choice")
