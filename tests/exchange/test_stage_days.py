"""A stage with a day of its own: since that day, whatever the day of effect."""

from datetime import date, timedelta

import pytest

from app.organizations.standings import Standing
from app.standpoint import today
from tests.exchange.hub import book, outcomes, problems_of
from tests.factories import OrganizationFactory
from tests.factories.organizations import StageChangeFactory

HEADER = ["组织名称", "所属社区", "状态", "备案日期", "孵化阶段", "阶段起始日期"]


def ledger(stage, since, *, filed_on=None):
    return book(HEADER, ["晴湾合唱团", "晴湾社区", "已备案", filed_on, stage, since])


def of(hub, on=None):
    [values] = hub.register(on).values()
    return values["stage"], values["stage_since"]


@pytest.fixture
def known(hub):
    """Filed in 2020; starting since 2021, growing since June 2024."""
    organization = OrganizationFactory.create(
        name="晴湾合唱团",
        division_code=hub.divisions["晴湾社区"],
        histories__standing=Standing.FILED,
        histories__since=date(2020, 1, 1),
    )
    for stage, since in (("starting", date(2021, 3, 1)), ("growing", date(2024, 6, 1))):
        StageChangeFactory.create(organization_id=organization.id, stage=stage, since=since)
    return organization


class TestNewOrganizations:
    @pytest.mark.parametrize(
        ("written", "since"),
        [
            ("2024-03-15", "2024-03-15"),
            ("2024年3月", {"date": "2024-03-01", "precision": "month"}),
            ("2023", "2023-05-06"),  # the year in which it was filed
        ],
    )
    def test_are_in_their_stage_since_its_day(self, hub, written, since):
        plan = hub.apply(ledger("成长期", written, filed_on="2023-05-06"))

        assert problems_of(plan) == []
        assert of(hub) == ("growing", since)

    @pytest.mark.parametrize(
        ("stage", "written", "code"),
        [
            ("成长期", "2019-01-01", "dates_out_of_order"),
            ("成长期", (today() + timedelta(1)).isoformat(), "future_date"),
            ("成长期", "下学期", "unparsable_date"),
            (None, "2024-03-15", "day_without_stage"),
        ],
    )
    def test_with_a_day_that_cannot_be_keep_its_text(self, hub, stage, written, code):
        plan = hub.apply(ledger(stage, written, filed_on="2023-05-06"))

        assert problems_of(plan) == [(2, "stage_since", code)]
        assert of(hub) == (("growing", today().isoformat()) if stage else (None, None))
        [(_extra, as_written)] = hub.notes().values()
        assert as_written["stage_since"] == written


@pytest.mark.usefixtures("known")
class TestKnownOrganizations:
    @pytest.mark.parametrize(
        ("stage", "since"),
        [
            ("成长期", "2024-06-01"),
            ("成长期", "2024-06"),
            ("成长期", "2024"),
            ("初创期", "2021-03"),
        ],
    )
    def test_what_is_recorded_is_no_change(self, hub, stage, since):
        assert outcomes(hub.plan(ledger(stage, since))) == ["unchanged"]

    @pytest.mark.parametrize("since", ["2023-01-15", "2024-09-01"])
    def test_another_day_of_the_same_stage_is_a_correction(self, hub, since):
        plan = hub.apply(ledger("成长期", since))

        [row] = plan.rows
        assert {key: tuple(map(str, pair)) for key, pair in row.changes.items()} == {
            "stage_since": ("2024-06-01", since)
        }
        assert of(hub) == ("growing", since)
        assert of(hub, date(2022, 1, 1)) == ("starting", "2021-03-01")

    def test_a_further_stage_begins_on_its_day(self, hub):
        hub.apply(ledger("成熟期", "2025-02-03"))

        assert of(hub) == ("mature", "2025-02-03")
        assert of(hub, date(2025, 2, 2)) == ("growing", "2024-06-01")

    def test_an_earlier_stage_that_nobody_knew_of_needs_a_look(self, hub):
        plan = hub.plan(ledger("成熟期", "2022-01-01"))

        assert problems_of(plan) == [(2, "stage_since", "history_conflict")]

    def test_a_stage_before_the_one_before_or_the_organization_is_a_conflict(self, hub):
        for since in ("2020-06-01", "2018-01-01"):
            plan = hub.plan(ledger("成长期", since))
            assert problems_of(plan) == [(2, "stage_since", "history_conflict")]

    def test_the_day_of_effect_says_nothing_of_it(self, hub):
        plan = hub.apply(ledger("成长期", "2023-01-15"), effective_on=date(2024, 12, 31))

        assert outcomes(plan) == ["changed"]
        assert of(hub) == ("growing", "2023-01-15")

    def test_an_exported_register_imports_without_a_change(self, hub):
        header = ["组织名称", "所属社区", "孵化阶段", "进入现阶段日期", "现阶段天数"]
        row = ["晴湾合唱团", "晴湾社区", "成长期", "2024-06-01", 100]

        plan = hub.plan(book(header, row))

        assert (outcomes(plan), problems_of(plan)) == (["unchanged"], [])
        assert plan.sheets[0].unmapped == ()
