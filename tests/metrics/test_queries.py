"""Numbers equal a naive recount, whatever the histories, the day and the division."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.metrics.catalog import find_metric
from app.metrics.queries import counts_by, numbers, numbers_a_year_earlier
from app.organizations.columns import NAME
from app.organizations.metrics import TOTAL, twelve_months_after
from app.organizations.metrics import metrics as organization_metrics
from app.organizations.standings import IN_FORCE, Standing
from app.register.queries import count_rows, stream_rows
from app.register.selection import Selection
from app.standpoint import Standpoint
from tests.conftest import undone
from tests.factories import (
    GradeChangeFactory,
    OrganizationFactory,
    StageChangeFactory,
    StandingChangeFactory,
    example_divisions,
)

START = date(2022, 1, 1)
LIVES = st.lists(
    st.fixed_dictionaries(
        {
            "community": st.sampled_from(["晴湾社区", "云溪社区"]),
            "is_branch": st.sampled_from([False, False, False, True]),
            "standings": st.lists(
                st.tuples(st.integers(0, 900), st.sampled_from(list(Standing))),
                min_size=1, max_size=3, unique_by=lambda point: point[0],
            ),
            "stages": st.lists(
                st.tuples(st.integers(0, 900), st.sampled_from(["sprouting", "mature"])),
                max_size=3, unique_by=lambda point: point[0],
            ),
            "grades": st.lists(
                st.tuples(
                    st.integers(0, 900),
                    st.sampled_from(["5A", "3A", None]),
                    st.none() | st.integers(901, 2000),
                ),
                max_size=2, unique_by=lambda point: point[0],
            ),
        }
    ),
    max_size=5,
)  # fmt: skip


def at(days):
    return START + timedelta(days=days)


def in_effect(points, on):
    past = sorted(point for point in points if at(point[0]) <= on)
    return past[-1] if past else None


def recount(lives, on, since, places):
    """Count as a person with the change points on paper would."""
    found = Counter()
    for life in lives:
        standing = in_effect(life["standings"], on)
        if life["community"] not in places or standing is None or life["is_branch"]:
            continue
        for days, value in life["standings"]:
            if since <= at(days) <= on and value in {Standing.REGISTERED, Standing.FILED}:
                found[f"new {value}", id(life)] = 1
        if standing[1] not in IN_FORCE:
            continue
        found["organizations.total"] += 1
        found[f"organizations.{standing[1]}"] += 1
        found.update(growth(life, on))
    for value, key in (("registered", "newly_registered"), ("filed", "newly_filed")):
        found[f"organizations.{key}"] = sum(1 for item in found if item[0] == f"new {value}")
    return found


def growth(life, on):
    """Return what a life in force counts for by its stage and grade."""
    stage, grade = in_effect(life["stages"], on), in_effect_grade(life["grades"], on)
    keys = [f"stages.{stage[1]}"] if stage else []
    if grade:
        is_soon = grade[2] is not None and at(grade[2]) <= twelve_months_after(on)
        keys += [f"ratings.{grade[1]}", *(["ratings.expiring_within_12_months"] * is_soon)]
    return keys


def in_effect_grade(grades, on):
    past = sorted((point for point in grades if at(point[0]) <= on), key=lambda point: point[0])
    if not past or past[-1][1] is None:
        return None
    is_over = past[-1][2] is not None and at(past[-1][2]) < on
    return None if is_over else past[-1]


def enter(life, codes):
    organization = OrganizationFactory.create(
        division_code=codes[life["community"]],
        is_branch=life["is_branch"],
        histories__standing=None,
    )
    for days, standing in life["standings"]:
        StandingChangeFactory.create(
            organization_id=organization.id, since=at(days), standing=standing
        )
    for days, stage in life["stages"]:
        StageChangeFactory.create(organization_id=organization.id, since=at(days), stage=stage)
    for days, grade, until in life["grades"]:
        GradeChangeFactory.create(
            organization_id=organization.id,
            since=at(days),
            grade=grade,
            expires_on=None if until is None else at(until),
        )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lives=LIVES, day=st.integers(0, 1000), period=st.integers(0, 500))
def test_numbers_equal_a_naive_recount(app, lives, day, period):
    with undone(app):
        compare(lives, day, period)


def compare(lives, day, period):
    codes = example_divisions()
    for life in lives:
        enter(life, codes)
    on, since = at(day), at(day - period)
    for division, places in (
        (codes["示例区"], {"晴湾社区", "云溪社区"}),
        (codes["晴川街道"], {"晴湾社区"}),
    ):
        standpoint = Standpoint(1, division, on, since)
        expected = recount(lives, on, since, places)
        metrics = organization_metrics()

        found = numbers(standpoint, metrics)

        assert found == {metric.key: expected[metric.key] for metric in metrics}
        for metric in metrics:
            selection = Selection(metric=metric.key)
            rows = stream_rows(standpoint, selection, (NAME,), may_read_personal=False)
            assert sum(len(block) for block in rows) == found[metric.key], metric.key


class TestNumbersAYearEarlier:
    def test_are_unknown_where_nothing_was_recorded(self, session):
        codes = example_divisions()
        OrganizationFactory.create(
            division_code=codes["晴湾社区"], histories__since=date(2026, 3, 1)
        )
        now = Standpoint(1, codes["示例区"], date(2026, 11, 1), date(2026, 1, 1))
        total = find_metric("organizations.total")

        assert numbers(now, [total]) == {"organizations.total": 1}
        assert numbers_a_year_earlier(now, [total]) == {"organizations.total": None}

    def test_are_unknown_for_stages_recorded_only_since(self, session):
        codes = example_divisions()
        organization = OrganizationFactory.create(division_code=codes["晴湾社区"])
        StageChangeFactory.create(organization_id=organization.id, since=date(2026, 3, 1))
        now = Standpoint(1, codes["示例区"], date(2026, 11, 1), date(2026, 1, 1))
        metrics = [find_metric("organizations.total"), find_metric("stages.sprouting")]

        earlier = numbers_a_year_earlier(now, metrics)

        assert earlier == {"organizations.total": 1, "stages.sprouting": None}


class TestCountsBy:
    def test_adds_up_to_the_metric(self, session):
        codes = example_divisions()
        for stage in ("sprouting", "sprouting", "mature", None):
            OrganizationFactory.create(division_code=codes["晴湾社区"], histories__stage=stage)
        standpoint = Standpoint(1, codes["示例区"], date(2026, 11, 1), date(2026, 1, 1))

        counts = counts_by(standpoint, TOTAL, lambda sources: sources.stage.stage)

        assert counts == {("sprouting",): 2, ("mature",): 1, (None,): 1}
        assert sum(counts.values()) == count_rows(
            standpoint, Selection(), may_read_personal=False, up_to=None
        )
