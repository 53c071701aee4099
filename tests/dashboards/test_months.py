import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.dashboards.months import MONTHS, months_up_to
from app.standpoint import Standpoint


@given(on=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_months_follow_each_other_without_a_gap_and_end_with_the_day(on):
    months = months_up_to(Standpoint(1, "330199000000", on, on.replace(month=1, day=1)))

    assert len(months) == MONTHS
    assert months[-1].on == on
    assert all(month.since.day == 1 and month.since <= month.on for month in months)
    assert all(
        (later.since - earlier.on).days == 1 for earlier, later in itertools.pairwise(months)
    )
