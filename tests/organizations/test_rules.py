"""The pure rules: grades and their terms, standings, stages, places in a chain of days."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.organizations.chain import gap_left, place_of
from app.organizations.grades import REVISED_DECREE, is_over, proposed_validity
from app.organizations.stages import SEEDED_STAGES, is_back
from app.organizations.standings import IN_FORCE, Standing

announcements = st.dates(date(2011, 3, 1), date(2090, 12, 31))


class TestProposedValidity:
    @pytest.mark.parametrize(
        ("announced", "first", "last"),
        [
            ("2026-12-20", "2027-01-01", "2031-12-31"),
            ("2026-03-01", "2027-01-01", "2031-12-31"),
            ("2026-02-28", "2026-02-28", "2031-02-27"),
            ("2024-02-29", "2024-02-29", "2029-02-28"),
            ("2020-01-01", "2020-01-01", "2024-12-31"),
        ],
    )
    def test_follows_the_rule_of_the_day_of_announcement(self, announced, first, last):
        found = proposed_validity(date.fromisoformat(announced))

        assert found == (date.fromisoformat(first), date.fromisoformat(last))

    @given(announced=announcements)
    def test_holds_for_five_years_and_never_begins_before_the_announcement(self, announced):
        first, last = proposed_validity(announced)

        assert first >= announced
        assert 5 * 365 <= (last - first).days + 1 <= 5 * 366
        is_whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        assert is_whole_years or announced < REVISED_DECREE


class TestIsOver:
    def test_counts_the_last_valid_day_in(self):
        last = date(2025, 6, 30)

        assert not is_over(last, last)
        assert is_over(last, last + timedelta(days=1))

    def test_is_never_so_without_an_end(self):
        assert not is_over(None, date(2099, 1, 1))


class TestStanding:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("unfiled", "filed"),
            ("unfiled", "registered"),
            ("filed", "registered"),
            ("filed", "deregistered"),
            ("registered", "deregistered"),
            ("registered", "revoked"),
            ("deregistered", "filed"),
        ],
    )
    def test_may_become(self, before, after):
        assert Standing(before).may_become(Standing(after))

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("registered", "filed"),
            ("registered", "unfiled"),
            ("revoked", "registered"),
            ("unfiled", "revoked"),
        ],
    )
    def test_may_not_become(self, before, after):
        assert not Standing(before).may_become(Standing(after))

    def test_never_follows_itself(self):
        assert not any(standing.may_become(standing) for standing in Standing)

    def test_is_in_force_until_its_end(self):
        assert set(Standing) - set(IN_FORCE) == {Standing.DEREGISTERED, Standing.REVOKED}


class TestIsBack:
    def test_is_so_for_a_lower_rank_only(self):
        sprouting, starting, *_others = SEEDED_STAGES

        assert is_back(starting, sprouting)
        assert not is_back(sprouting, starting)
        assert not is_back(None, sprouting)


@dataclass(frozen=True)
class Dated:
    since: date


def day(number):
    return date(2024, 1, number)


POINTS = [Dated(day(number)) for number in (20, 5, 10)]  # in no order


class TestPlaceOf:
    def test_finds_the_neighbors_of_a_day(self):
        place = place_of(day(7), POINTS)

        assert (place.before, place.after) == (Dated(day(5)), Dated(day(10)))

    def test_counts_a_point_of_the_day_itself_as_neither(self):
        place = place_of(day(10), POINTS)

        assert (place.before, place.after) == (Dated(day(5)), Dated(day(20)))

    def test_has_nobody_beyond_the_ends(self):
        assert place_of(day(1), POINTS).before is None
        assert place_of(day(30), POINTS).after is None


class TestGapLeft:
    def test_is_between_the_neighbors_of_what_is_gone(self):
        assert gap_left(day(7), POINTS) == (Dated(day(5)), Dated(day(10)))

    def test_is_none_at_an_end(self):
        assert gap_left(day(30), POINTS) is None

    def test_is_none_while_the_point_stays_between_them(self):
        assert gap_left(day(7), POINTS, moved_to=day(8)) is None
        assert gap_left(day(7), POINTS, moved_to=day(15)) is not None
