from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.projects.assessments.open_points import Assessed, OpenPoint, open_points
from app.projects.assessments.ranking_sheet import shown_average
from app.projects.assessments.scoring import (
    Candidate,
    ExpertScores,
    average_of,
    outcome,
    ranked,
    sheet_of,
)
from app.projects.words import AssessmentKind, Result

SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)
FINAL, AUDIT = AssessmentKind.FINAL, AssessmentKind.AUDIT


class TestSheet:
    def test_is_that_of_the_round_else_a_single_line(self):
        sheet = sheet_of(
            {"lines": [{"text": "需求", "points": 60}], "bonus": 10, "pass_line": 60}, "综合评分"
        )
        assert [(line.text, line.points) for line in sheet.lines] == [("需求", 60)]
        assert (sheet.full, sheet.bonus, sheet.pass_line) == (60, 10, 60)
        assert sheet_of({}, "综合评分").full == 100


class TestAverage:
    def test_is_that_of_totals_with_bonus_without_the_recused(self):
        experts = [
            ExpertScores("甲子丑", points={"需求": 60, "方案": 40}, bonus=5),
            ExpertScores("乙寅卯", points={"需求": 50, "方案": 31}),
            ExpertScores("丙辰巳", is_recused=True),
        ]
        assert average_of(experts) == 93
        assert experts[0].total == 105
        assert average_of(experts[2:]) is None

    @pytest.mark.parametrize(
        ("average", "shown"),
        [
            (None, ""),
            (Fraction(93), "93.00"),
            (Fraction(250, 3), "83.33"),
            (Fraction(1, 200), "0.01"),
        ],
    )
    def test_is_shown_with_two_places(self, average, shown):
        assert shown_average(average) == shown


class TestOutcome:
    @pytest.mark.parametrize(
        ("result", "average", "line", "came_to"),
        [
            (None, Fraction(60), 60, Result.PASSED),
            (None, Fraction(119, 2), 60, Result.FAILED),
            (Result.EXCELLENT, Fraction(59), 60, Result.FAILED),
            (Result.EXCELLENT, Fraction(90), 60, Result.EXCELLENT),
            (Result.FAILED, Fraction(90), 60, Result.FAILED),
            (Result.GOOD, None, 60, Result.GOOD),
            (None, Fraction(90), None, None),
        ],
    )
    def test_follows_the_points_below_the_line(self, result, average, line, came_to):
        assert outcome(result, average, line) is came_to


candidates = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 50),
        sort_key=st.sampled_from("abc"),
        average=st.none() | st.fractions(0, 3, max_denominator=2),
    ),
    unique_by=lambda item: item.id,
    max_size=12,
)


class TestRanking:
    def test_shares_places_and_stands_by_name(self):
        rows = [
            Candidate(1, "c", Fraction(80)),
            Candidate(2, "b", Fraction(90)),
            Candidate(3, "a", Fraction(80)),
            Candidate(4, "a", None),
            Candidate(5, "z", Fraction(70)),
        ]
        assert [(place, item.id) for place, item in ranked(rows)] == [
            (1, 2),
            (2, 3),
            (2, 1),
            (4, 5),
            (None, 4),
        ]

    @settings(max_examples=50)
    @given(candidates, st.randoms())
    def test_is_the_same_in_whatever_order_they_come(self, rows, random):
        shuffled = list(rows)
        random.shuffle(shuffled)
        found = ranked(rows)
        assert ranked(shuffled) == found
        for place, item in found:
            if item.average is not None:
                better = [row for row in rows if (row.average or -1) > item.average]
                assert place == len(better) + 1


class TestOpenPoints:
    def test_asks_for_a_final_assessment_only_where_the_way_has_one(self):
        assert open_points([], SUMMER, needs_final=False) == []
        assert open_points([], SUMMER, needs_final=True) == [OpenPoint.NO_FINAL]
        passed = Assessed(FINAL, SPRING, Result.GOOD)
        assert open_points([passed], SUMMER, needs_final=True) == []
        assert open_points([passed], date(2026, 2, 1), needs_final=True) == [OpenPoint.NO_FINAL]
        undecided = Assessed(FINAL, SPRING)
        assert open_points([undecided], SUMMER, needs_final=True) == [OpenPoint.NO_FINAL]

    def test_the_last_final_assessment_counts(self):
        failed, again = Assessed(FINAL, SPRING, Result.FAILED), Assessed(FINAL, SUMMER, Result.GOOD)
        assert open_points([failed], SUMMER, needs_final=False) == [OpenPoint.FINAL_FAILED]
        assert open_points([again, failed], SUMMER, needs_final=True) == []

    def test_what_is_to_be_put_right_is_open_until_the_day_it_is_done(self):
        found = Assessed(AUDIT, SPRING, rectify_by=SUMMER, rectified_on=date(2026, 5, 2))
        assert open_points([found], date(2026, 5, 1), needs_final=False) == [
            OpenPoint.RECTIFICATION
        ]
        assert open_points([found], date(2026, 5, 2), needs_final=False) == []
