from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.incubation.residencies.columns import STATES
from app.incubation.residencies.stays import Stay, most_taken, stays_of
from app.incubation.residencies.steps import (
    ADMISSION,
    ENDED,
    EXIT_LABELS,
    HAND_OVER_LABELS,
    NEXT,
    ROOM_KIND_LABELS,
    STEP_LABELS,
    VERDICT_LABELS,
    Exit,
    HandOverState,
    RoomKind,
    Step,
    Verdict,
    may_follow,
)
from app.standpoint import LAST_DAY

DAY = date(2024, 1, 1)


def placed(step, offset, room_id=None, desks=None):
    return SimpleNamespace(step=step, since=DAY + timedelta(offset), room_id=room_id, desks=desks)


class TestMayFollow:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (Step.APPLIED, Step.INTERVIEW),
            (Step.APPLIED, Step.ENTERED),  # all done on one day
            (Step.REVIEW, Step.DECLINED),
            (Step.AGREEMENT, Step.CALLED_OFF),
            (Step.ENTERED, Step.LEFT),
            (Step.MID_TERM, Step.RENEWED),
            (Step.RENEWED, Step.MID_TERM),
            (Step.FINAL, Step.RENEWED),
        ],
    )
    def test_goes_on_along_the_procedure(self, before, after):
        assert may_follow(before, after)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (Step.INTERVIEW, Step.APPLIED),
            (Step.APPLIED, Step.LEFT),
            (Step.AGREEMENT, Step.MID_TERM),
            (Step.ENTERED, Step.DECLINED),
            (Step.MID_TERM, Step.MID_TERM),
            (Step.LEFT, Step.ENTERED),
            (Step.CALLED_OFF, Step.INTERVIEW),
        ],
    )
    def test_never_back_nor_past_the_end(self, before, after):
        assert not may_follow(before, after)

    def test_every_step_says_what_may_follow_and_only_an_end_has_nothing(self):
        assert set(NEXT) == set(Step)
        assert {step for step, after in NEXT.items() if not after} == ENDED

    def test_every_step_can_be_reached(self):
        reached = {Step.APPLIED}.union(*NEXT.values())

        assert reached == set(Step)

    def test_every_step_is_of_one_state(self):
        steps = [step for steps in STATES.values() for step in steps]

        assert sorted(steps) == sorted(Step)
        assert set(ADMISSION) - STATES["applying"] == {Step.ENTERED}


@pytest.mark.parametrize(
    ("members", "labels"),
    [
        (Step, STEP_LABELS),
        (Exit, EXIT_LABELS),
        (Verdict, VERDICT_LABELS),
        (RoomKind, ROOM_KIND_LABELS),
        (HandOverState, HAND_OVER_LABELS),
    ],
)
def test_every_member_has_a_label(members, labels):
    assert set(labels) == set(members)


class TestStaysOf:
    def test_lasts_from_entering_until_leaving(self):
        steps = [
            placed(Step.AGREEMENT, 0, 1, 4),
            placed(Step.ENTERED, 5, 1, 4),
            placed(Step.LEFT, 9),
        ]

        assert stays_of(steps) == [Stay(1, 4, DAY + timedelta(5), DAY + timedelta(9))]

    def test_goes_on_through_an_assessment_and_past_its_term(self):
        steps = [placed(Step.ENTERED, 0, 1, 4), placed(Step.MID_TERM, 5, 1, 4)]

        assert stays_of(steps) == [Stay(1, 4, DAY, LAST_DAY)]

    def test_is_another_one_in_another_room(self):
        steps = [placed(Step.ENTERED, 0, 1, 4), placed(Step.RENEWED, 5, 2, 3)]

        assert [(stay.room_id, stay.desks) for stay in stays_of(steps)] == [(1, 4), (2, 3)]


class TestMostTaken:
    def test_counts_what_overlaps_on_the_same_day_only(self):
        stays = [
            Stay(1, 2, DAY, DAY + timedelta(5)),
            Stay(1, 3, DAY + timedelta(5), DAY + timedelta(9)),
        ]

        assert most_taken(stays, DAY, LAST_DAY) == 3
        assert most_taken(stays, DAY, DAY + timedelta(5)) == 2
        assert most_taken(stays, DAY + timedelta(9), LAST_DAY) == 0

    @settings(max_examples=50)
    @given(
        st.lists(st.tuples(st.integers(1, 5), st.integers(0, 20), st.integers(1, 10)), max_size=6),
        st.integers(0, 20),
        st.integers(1, 15),
    )
    def test_equals_a_count_day_by_day(self, rows, first, length):
        stays = [
            Stay(1, desks, DAY + timedelta(start), DAY + timedelta(start + days))
            for desks, start, days in rows
        ]
        days = [DAY + timedelta(first + offset) for offset in range(length)]

        by_day = [
            sum(stay.desks for stay in stays if stay.since <= day < stay.until) for day in days
        ]

        assert most_taken(stays, days[0], days[-1] + timedelta(1)) == max(by_day)
