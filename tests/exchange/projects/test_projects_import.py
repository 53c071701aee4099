"""Project ledgers through the engine: ways of writing, what is recognized, changed, refused."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.exchange.plans import RefusedFileError
from app.extensions import db
from app.projects.models import (
    Indicator,
    Payment,
    Project,
    ProjectDetail,
    ProjectOrganization,
    ProjectStep,
    Recognition,
)
from app.projects.words import Decision, Level
from tests.exchange.hub import outcomes, problems_of
from tests.exchange.projects.conftest import project
from tests.factories import OrganizationFactory


def live(model):
    statement = sa.select(model).where(model.superseded_at.is_(None)).order_by(model.id)
    return list(db.session.scalars(statement))


def codes(plan):
    return [item.code for item in plan.all_problems()]


def steps():
    return [(item.step, item.since.isoformat()) for item in live(ProjectStep)]


@pytest.mark.usefixtures("choir")
class TestNewRows:
    def test_are_recorded_with_all_they_say(self, ledgers, hub):
        plan = ledgers.apply(project(status="已验收", brand="市级"))

        assert (outcomes(plan), problems_of(plan)) == (["new"], [])
        [row], [detail] = live(Project), live(ProjectDetail)
        assert row.division_code == hub.divisions["晴湾社区"]
        assert (detail.name, detail.kind, detail.level) == (
            "邻里食堂",
            "民生微实事",
            Level.DISTRICT,
        )
        assert (detail.granted, detail.requested) == (3_000_000, None)
        assert (detail.leader_name, detail.leader_phone) == ("甲子丑", "13800001111")
        assert steps() == [("applied", "2025-04-01"), ("accepted", "2025-12-28")]
        [payment], [indicator], [brand] = live(Payment), live(Indicator), live(Recognition)
        assert (payment.amount, payment.on, payment.note) == (1_500_000, date(2025, 12, 28), "台账")
        assert (indicator.value, indicator.qualifier) == (2000, "近")
        assert indicator.as_written == "近2000人次"
        assert (brand.level, brand.awarded_on) == (Level.CITY, date(2025, 12, 28))
        assert plan.rows[0].subject_id == row.id

    def test_only_ask_for_money_until_it_is_granted(self, ledgers):
        ledgers.apply(project(status="申报中"))

        [detail] = live(ProjectDetail)
        assert (detail.granted, detail.requested) == (None, 3_000_000)

    def test_go_the_way_that_has_all_the_words_of_their_kind(self, ledgers):
        ledgers.apply(
            project(kind="公益创投", status="初筛"),
            project(kind="公益创投", status="结项", name="乙"),
            project(kind="政府购买服务", status="实施", name="丙"),
        )

        assert [item.pipeline_key for item in live(Project)] == ["venture", "venture", "default"]
        assert [key for key, _day in steps()] == ["screened", "called", "closed", "running"]

    def test_that_ended_say_so(self, ledgers):
        ledgers.apply(project(status="终止"), project(name="乙", status="未立项"))

        found = [(item.step, item.decision) for item in live(ProjectStep)]
        assert found == [("running", Decision.TERMINATE), ("applied", Decision.DECLINE)]

    def test_name_several_organizations_known_and_unknown(self, ledgers, choir):
        plan = ledgers.apply(project(organization="晴湾合唱团、没有的组织"))

        carriers = live(ProjectOrganization)
        found = [(item.organization_id, item.organization_text) for item in carriers]
        assert found == [(choir.id, None), (None, "没有的组织")]
        assert codes(plan) == ["unknown_value"]

    def test_without_a_day_begin_on_the_day_of_effect_or_in_their_year(self, ledgers):
        header = ["项目名称", "项目资金", "状态", "年度"]
        ledgers.apply(["甲", "3万", "实施", None], ["乙", "3万", "实施", 2024], header=header)

        days = [day for _step, day in steps()]
        assert days[1] == "2024-01-01"
        assert days[0] > "2025"

    def test_stand_under_headings_that_say_their_kind(self, ledgers):
        header = ["项目名称", "实施单位", "项目资金", "状态"]
        ledgers.apply(
            ["一、公益创投（1个）", None, None, None],
            ["甲", "晴湾合唱团", "3万", "实施"],
            ["小计", None, "3万", None],
            header=header,
        )

        assert [item.kind for item in live(ProjectDetail)] == ["公益创投"]


@pytest.mark.usefixtures("choir")
class TestProblems:
    @pytest.mark.parametrize(
        ("cells", "code", "severity"),
        [
            ({"amount": "-3万"}, "negative_money", "error"),
            ({"amount": 1234.567}, "money_decimals", "warning"),
            ({"amount": "三万多"}, "unparsable_number", "warning"),
            ({"period": "2025.4.1-2025.3.1"}, "end_before_start", "error"),
            ({"period": "不定"}, "unparsable_date", "warning"),
            ({"level": "乱"}, "unknown_value", "warning"),
            ({"status": "奇怪"}, "unknown_value", "warning"),
            ({"name": None}, "missing_name", "error"),
            ({"brand": "是", "level": None}, "brand_without_level", "warning"),
            ({"paid": 4}, "paid_over_granted", "warning"),
            ({"phone": "138****1111"}, "masked_value", "warning"),
        ],
    )
    def test_are_told_by_a_code(self, ledgers, cells, code, severity):
        plan = ledgers.apply(project(**cells))

        [problem] = plan.all_problems()
        assert (problem.code, problem.severity) == (code, severity)
        assert outcomes(plan) == ["error" if severity == "error" else "new"]

    def test_of_a_number_that_another_project_has(self, ledgers):
        plan = ledgers.apply(project(number="A-1"), project(number="A-1", name="乙"))

        assert codes(plan) == ["number_taken"]
        assert [item.number for item in live(Project)] == ["A-1", None]

    def test_of_rows_that_say_the_same_project_twice(self, ledgers):
        plan = ledgers.apply(project(), project(), project(amount="4万"))

        assert outcomes(plan) == ["new", "skipped", "error"]
        assert codes(plan) == ["duplicate_identical", "duplicate_conflict"]

    def test_of_a_sheet_that_is_none(self, ledgers):
        with pytest.raises(RefusedFileError) as error:
            ledgers.plan(["甲", "女", "13800001111"], header=["姓名", "性别", "手机号"])
        assert error.value.problem.code == "other_ledger"


@pytest.mark.usefixtures("choir")
class TestKnownProjects:
    def test_stay_as_they_are(self, ledgers):
        ledgers.apply(project(brand="是", number="A-1"))

        assert outcomes(ledgers.apply(project(brand="是", number="A-1"))) == ["unchanged"]
        assert outcomes(ledgers.apply(project(amount=None, paid=None))) == ["unchanged"]

    def test_change_where_the_row_says_otherwise(self, ledgers):
        ledgers.apply(project())

        plan = ledgers.apply(
            project(amount="4万", paid=2, beneficiaries=2100, brand="是", status="已验收")
        )

        assert set(plan.rows[0].changes) == {"amount", "paid", "beneficiaries", "brand", "status"}
        assert [item.granted for item in live(ProjectDetail)] == [4_000_000]
        assert [item.amount for item in live(Payment)] == [1_500_000, 500_000]
        assert [item.value for item in live(Indicator)] == [2100]
        assert steps() == [("running", "2025-04-01"), ("accepted", "2025-12-28")]

    def test_that_were_paid_less_lose_what_ledgers_said(self, ledgers):
        ledgers.apply(project())

        ledgers.apply(project(paid=1))

        assert [item.amount for item in live(Payment)] == [1_000_000]

    def test_do_not_go_back_by_a_ledger(self, ledgers):
        ledgers.apply(project(status="已验收"))

        plan = ledgers.apply(project(status="实施中"))

        assert codes(plan) == ["status_not_taken"]
        assert outcomes(plan) == ["unchanged"]

    def test_are_found_by_number_where_the_name_changed(self, ledgers):
        ledgers.apply(project(number="A-1"))

        plan = ledgers.apply(project(number="A-1", name="邻里大食堂"))

        assert outcomes(plan) == ["changed"]
        assert [item.name for item in live(ProjectDetail)] == ["邻里大食堂"]

    def test_of_an_organization_that_was_unknown_are_found_once_it_is_known(self, ledgers, hub):
        ledgers.apply(project(organization="晴湾书画社"))
        OrganizationFactory.create(name="晴湾书画社", division_code=hub.divisions["晴湾社区"])

        plan = ledgers.apply(project(organization="晴湾书画社"))

        assert outcomes(plan) == ["changed"]
        assert [item.organization_text for item in live(ProjectOrganization)] == [None]

    def test_again_in_another_year_are_others(self, ledgers):
        ledgers.apply(project())

        plan = ledgers.apply(project(period="2026年1月至2026年3月"))

        assert outcomes(plan) == ["new"]

    def test_of_another_street_are_not_touched(self, ledgers):
        ledgers.apply(project())

        plan = ledgers.plan(project(amount="5万"), division="云栖街道")

        assert outcomes(plan) == ["new"]


def test_the_header_is_read_in_other_words(ledgers, choir):
    header = [
        "序号", "立项编号", "申报项目", "承接机构", "类别", "级别", "品牌级别", "批复金额（万元）", "拨付金额（万元）",
        "开始日期", "结束日期", "服务人次", "项目进度", "负责人", "联系电话", "备注",
    ]  # fmt: skip
    rows = [
        [1, "CT-01", "甲", "晴湾合唱团", "公益创投", "市级", "市级", 3, 1.5, "2025-03-01",
         "2025-11-30", "超1.8万人次", "已立项", "甲子丑", "13800001111", None],
    ]  # fmt: skip

    plan = ledgers.apply(*rows, header=header)

    assert (outcomes(plan), problems_of(plan)) == (["new"], [])
    assert len(plan.sheets[0].columns) == len(header) - 1
    assert [item.value for item in live(Indicator)] == [18000]
