"""Counts at any day and instant, and money, against a naive replay of random histories."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.metrics.queries import counts_by, numbers
from app.projects.metrics import ACCEPTED, ENDED, GRANTED, METRICS, TOTAL
from app.projects.words import ENDED as ENDING
from app.projects.words import Decision, Level
from app.standpoint import make_standpoint
from tests.conftest import undone
from tests.factories import AccountFactory, example_divisions
from tests.factories.projects import ProjectFactory

FIRST = date(2025, 1, 1)
KEYS = ("applied", "reviewed", "confirmed", "running", "accepted")
PLACES = ("330199001001", "330199001002", "330199002001")
step = st.tuples(st.sampled_from(KEYS), st.sampled_from([None, *Decision]))
history = st.dictionaries(st.integers(0, 60), step, min_size=1, max_size=4)
project = st.tuples(
    history,
    st.sampled_from(PLACES),
    st.sampled_from([None, *Level]),
    st.none() | st.integers(0, 10**9),
    st.none() | st.integers(0, 10**9),
)


@given(projects=st.lists(project, max_size=8), day=st.integers(0, 70))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_counts_equal_a_naive_replay(app, projects, day):
    on = FIRST + timedelta(day)
    with undone(app):
        example_divisions()
        viewer = AccountFactory.create().id
        for steps, place, level, requested, granted in projects:
            ProjectFactory.create(
                division_code=place,
                detail={"level": level, "requested": requested, "granted": granted},
                steps=[(FIRST + timedelta(n), *told) for n, told in sorted(steps.items())],
            )
        standing = [
            (steps[max(n for n in steps if n <= day)], place, level, requested, granted)
            for steps, place, level, requested, granted in projects
            if min(steps) <= day
        ]
        counted = [item for item in standing if item[0][1] not in ENDING]
        here = make_standpoint({"on": on.isoformat()}, viewer=viewer, division="330199000000")

        found = numbers(here, METRICS)

        assert found[TOTAL.key] == len(counted)
        assert found[ENDED.key] == len(standing) - len(counted)
        assert found[ACCEPTED.key] == sum(item[0][0] == "accepted" for item in counted)
        amounts = [item[4] if item[4] is not None else item[3] or 0 for item in counted]
        assert found[GRANTED.key] == (sum(amounts) + 50) // 100
        by_step = counts_by(here, TOTAL, lambda s: s.step.step, lambda s: s.detail.level)
        assert by_step == Counter((item[0][0], item[2]) for item in counted)
        streets = [
            numbers(
                make_standpoint({"on": on.isoformat()}, viewer=viewer, division=street), [TOTAL]
            )[TOTAL.key]
            for street in ("330199001000", "330199002000")
        ]
        assert sum(streets) == found[TOTAL.key]
