"""What rows of a ledger would do to the register: matching, comparing, dates, duplicates."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest

from app.organizations.grades import Grade
from app.organizations.models import Stage
from app.organizations.standings import Standing
from app.standpoint import today
from tests.exchange.hub import book, outcomes, problems_of
from tests.factories import OrganizationFactory

YEAR_END = date(2024, 12, 31)
CODE, OTHER_CODE = "52330199MJ00100998", "52330199MJ0012318C"


def changes(plan):
    return [{key: tuple(map(str, pair)) for key, pair in row.changes.items()} for row in plan.rows]


class TestStanding:
    def test_follows_from_the_numbers_and_is_said_once_of_the_sheet(self, hub):
        plan = hub.plan(
            book(
                ["组织名称", "统一社会信用代码", "备案编号"],
                ["晴湾服务中心", CODE, None],
                ["晴湾合唱团", None, "晴备1号"],
                ["晴湾棋友会", None, None],
            )
        )

        assert problems_of(plan) == [(None, None, "standing_assumed")]
        message = plan.problems[0].message
        assert "未备案1家、已备案1家、已登记1家" in message
        moves = [row.work.registration.standings[0].to for row in plan.rows]
        assert moves == [Standing.REGISTERED, Standing.FILED, Standing.UNFILED]

    def test_is_said_of_the_row_where_its_cell_is_empty(self, hub):
        plan = hub.plan(
            book(
                ["组织名称", "状态", "备案编号"],
                ["晴湾合唱团", None, "晴备1号"],
                ["晴湾队", "已备案", "晴备2号"],
            )
        )

        assert problems_of(plan) == [(2, "standing", "standing_assumed")]

    def test_of_sheets_is_said_of_each(self, hub):
        plan = hub.plan(book(["组织名称", "负责人"], ["晴湾合唱团", "甲子丑"]))

        [sheet] = plan.sheets
        assert [item.code for item in plan.all_problems(sheet)] == ["standing_assumed"]

    def test_has_two_points_where_both_days_are_given(self, hub):
        hub.apply(
            book(
                ["组织名称", "状态", "备案日期", "登记日期"],
                ["晴湾服务中心", "已登记", "2019-05", "2021-03-01"],
            )
        )

        values = hub.one()
        assert values["filed_on"] == {"date": "2019-05-01", "precision": "month"}
        assert values["registered_on"] == "2021-03-01"

    def test_never_begins_in_the_future(self, hub):
        tomorrow = today() + timedelta(days=1)
        plan = hub.plan(book(["组织名称", "状态", "备案日期"], ["晴湾合唱团", "已备案", tomorrow]))

        assert problems_of(plan) == [(2, "filed_on", "future_date")]


class TestMatching:
    @pytest.fixture
    def known(self, hub):
        return OrganizationFactory.create(
            division_code=hub.divisions["晴湾社区"],
            name="晴湾合唱团",
            credit_code=CODE,
            filing_number="晴备〔2020〕1号",
        )

    def test_goes_by_code_then_number_then_name(self, hub, known):
        plan = hub.plan(
            book(
                ["组织名称", "信用代码", "备案编号", "状态"],
                ["晴湾合唱艺术团", CODE.lower(), None, "已备案"],
            )
        )
        by_number = hub.plan(book(["组织名称", "备案编号"], ["晴湾合唱艺术团", "晴备(2020)1号"]))
        by_name = hub.plan(book(["组织名称", "负责人"], ["晴湾 合唱团", "甲子丑"]))

        for found in (plan, by_number, by_name):
            assert [row.organization_id for row in found.rows] == [known.id]

    def test_of_one_name_in_another_community_is_another_organization(self, hub, known):
        plan = hub.plan(book(["组织名称", "所属社区"], ["晴湾合唱团", "柳浪社区"]))

        assert outcomes(plan) == ["new"]

    def test_does_not_move_an_organization_from_its_community_to_the_street(self, hub, known):
        plan = hub.plan(
            book(["组织名称", "所属街道", "负责人"], ["晴湾合唱团", "晴川街道", "甲子丑"])
        )

        assert outcomes(plan) == ["changed"]
        assert changes(plan) == [{"leader_name": ("None", "甲子丑")}]

    def test_of_a_code_held_outside_the_division_is_an_error_that_names_nothing(self, hub):
        OrganizationFactory.create(
            division_code=hub.divisions["云溪社区"], name="云栖棋友会", credit_code=CODE
        )
        plan = hub.plan(book(["组织名称", "信用代码"], ["晴湾服务中心", CODE]))

        [problem] = plan.rows[0].problems
        assert (outcomes(plan), problem.code) == (["error"], "outside_division")
        assert "云栖" not in problem.message

    def test_by_a_former_name_keeps_the_name(self, hub, known):
        hub.apply(book(["组织名称", "信用代码"], ["晴湾艺术团", CODE]))
        plan = hub.plan(book(["组织名称", "负责人"], ["晴湾合唱团", "甲子丑"]))

        assert problems_of(plan) == [(2, "name", "former_name")]
        assert changes(plan) == [{"leader_name": ("None", "甲子丑")}]

    def test_of_two_that_fit_is_an_error(self, hub):
        for _ in range(2):
            OrganizationFactory.create(division_code=hub.divisions["晴湾社区"], name="晴湾合唱团")

        assert problems_of(hub.plan(book(["组织名称", "负责人"], ["晴湾合唱团", "甲"]))) == [
            (2, "name", "ambiguous_match")
        ]


class TestDuplicates:
    def test_name_the_sheet_of_the_first_where_it_is_another(self, hub):
        workbook = openpyxl.Workbook()
        for sheet in (workbook.active, workbook.create_sheet()):
            sheet.append(["组织名称", "负责人", "状态"])
            sheet.append(["晴湾合唱团", "甲子丑", "已备案"])
        content = BytesIO()
        workbook.save(content)

        plan = hub.plan(content.getvalue())
        assert outcomes(plan) == ["new", "skipped"]
        assert plan.rows[1].problems[0].message == "与“Sheet”表第2行完全相同，只导入一次。"

    def test_that_differ_are_an_error_of_the_later_row(self, hub):
        plan = hub.plan(
            book(
                ["组织名称", "负责人", "状态"],
                ["晴湾合唱团", "甲子丑", "已备案"],
                ["晴湾合唱团", "乙丑寅", "已备案"],
            )
        )

        assert outcomes(plan) == ["new", "error"]
        assert problems_of(plan) == [(3, None, "duplicate_conflict")]


class TestEarlierLedgers:
    """A ledger of an earlier day, after one that gave no days of its own."""

    HEADER = ("组织名称", "状态", "发展阶段")

    def test_says_that_it_was_so_earlier_than_was_known(self, hub):
        hub.apply(book(self.HEADER, ["晴湾合唱团", "已备案", "初创期"]))
        hub.apply(book(self.HEADER, ["晴湾合唱团", "已备案", "初创期"]), effective_on=YEAR_END)

        assert (hub.one()["filed_on"], hub.one()["stage_since"]) == ("2024-12-31", "2024-12-31")

    def test_gives_what_was_before(self, hub):
        hub.apply(book(self.HEADER, ["晴湾合唱团", "已备案", "成长期"]))
        hub.apply(book(self.HEADER, ["晴湾合唱团", "未备案", "初创期"]), effective_on=YEAR_END)

        [then] = hub.register(on=YEAR_END).values()
        assert (then["standing"], then["stage"]) == ("unfiled", "starting")
        assert (hub.one()["standing"], hub.one()["stage"]) == ("filed", "growing")

    def test_supersedes_what_was_recorded_of_its_day(self, hub):
        hub.apply(book(self.HEADER, ["晴湾合唱团", "已备案", "初创期"]))
        hub.apply(book(self.HEADER, ["晴湾合唱团", "已登记", "成长期"]))

        assert (hub.one()["standing"], hub.one()["stage"]) == ("registered", "growing")
        assert hub.one()["filed_on"] is None

    def test_that_cannot_be_true_is_an_error_of_the_row(self, hub):
        hub.apply(book(self.HEADER, ["晴湾合唱团", "已备案", None]))
        plan = hub.plan(book(self.HEADER, ["晴湾合唱团", "已登记", None]), effective_on=YEAR_END)

        assert outcomes(plan) == ["error"]
        assert problems_of(plan) == [(2, "standing", "history_conflict")]

    def test_moves_two_days_whatever_their_order(self, hub):
        dated = ["组织名称", "状态", "备案日期", "登记日期"]
        hub.apply(book(dated, ["晴湾服务中心", "已登记", "2019-01-01", "2020-01-01"]))
        for days in (["2021-01-01", "2022-01-01"], ["2015-01-01", "2016-01-01"]):
            hub.apply(book(dated, ["晴湾服务中心", "已登记", *days]))

            assert [hub.one()["filed_on"], hub.one()["registered_on"]] == days

    def test_files_anew_what_had_ended(self, hub):
        dated = ["组织名称", "状态", "备案日期"]
        hub.apply(book(dated, ["晴湾合唱团", "已备案", "2015-01-01"]), effective_on=YEAR_END)
        hub.apply(book(dated, ["晴湾合唱团", "已注销", None]), effective_on=YEAR_END)
        hub.apply(book(dated, ["晴湾合唱团", "已备案", "2025-03-01"]))

        [then] = hub.register(on=YEAR_END).values()
        assert (then["standing"], hub.one()["standing"]) == ("deregistered", "filed")
        assert hub.one()["filed_on"] == "2025-03-01"


class TestComparing:
    @pytest.fixture
    def known(self, hub):
        return OrganizationFactory.create(
            division_code=hub.divisions["晴湾社区"],
            name="晴湾服务中心",
            credit_code=CODE,
            phone="13800000001",
            fund=3_000_000,
            histories__standing=Standing.REGISTERED,
            histories__stage="starting",
            histories__grade=Grade.A3,
            histories__expires_on=date(2030, 12, 31),
        )

    @pytest.mark.parametrize(
        ("header", "value"),
        [
            ("联系电话", "138 0000 0001"),
            ("开办资金（万元）", 3),
            ("评估等级", "AAA"),
            ("等级有效期止", "2030-12"),
            ("发展阶段", "初创"),
            ("状态", "正常"),
            ("联系电话", "138****0001"),
            ("备注", "　"),
        ],
    )
    def test_the_same_in_other_notation_is_no_change(self, hub, known, header, value):
        plan = hub.plan(
            book(["组织名称", "信用代码", header, "负责人"], ["晴湾服务中心", CODE, value, None])
        )

        assert outcomes(plan) == ["unchanged"]

    def test_a_blank_clears_nothing(self, hub, known):
        hub.apply(
            book(
                ["组织名称", "信用代码", "联系电话", "评估等级"], ["晴湾服务中心", CODE, None, "无"]
            )
        )

        assert (hub.one()["phone"], hub.one()["grade"]) == ("13800000001", "3A")

    def test_a_coarser_day_that_holds_the_stored_one_is_no_change(self, hub, known):
        plan = hub.plan(
            book(["组织名称", "信用代码", "登记日期"], ["晴湾服务中心", CODE, "2020-01"])
        )

        assert outcomes(plan) == ["unchanged"]

    def test_another_day_of_registration_is_a_correction(self, hub, known):
        hub.apply(book(["组织名称", "信用代码", "登记日期"], ["晴湾服务中心", CODE, "2019-06-01"]))

        assert hub.one()["registered_on"] == "2019-06-01"

    def test_a_stage_begins_on_the_day_of_effect(self, hub, known):
        hub.apply(
            book(["组织名称", "发展阶段"], ["晴湾服务中心", "成长期"]),
            effective_on=date(2024, 3, 1),
        )

        assert hub.one()["stage_since"] == "2024-03-01"
        assert next(iter(hub.register(on=date(2024, 2, 29)).values()))["stage"] == "starting"

    def test_a_stage_that_is_retired_is_no_longer_entered(self, hub, known, session):
        session.get(Stage, "growing").is_retired = True
        session.commit()
        rows = [["晴湾服务中心", "成长期"], ["柳浪棋友会", "成长期"]]

        plan = hub.plan(book(["组织名称", "发展阶段"], *rows))
        assert outcomes(plan) == ["unchanged", "new"]
        assert [code for _row, field, code in problems_of(plan) if field] == ["retired_stage"] * 2

    def test_a_grade_needs_a_registration(self, hub):
        plan = hub.plan(book(["组织名称", "状态", "评估等级"], ["晴湾合唱团", "已备案", "3A"]))

        assert problems_of(plan) == [(2, "grade", "grade_not_allowed")]
        assert outcomes(plan) == ["new"]
