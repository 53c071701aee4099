from datetime import date

import pytest

from app.exchange.register.ledger import REGISTER
from app.exchange.tables import Table, find_table, find_tables, refusal_of
from app.workbooks.cells import Merge, Sheet
from tests.exchange.sheets import refusal, sheet, table

ROSTER = "组织名称 | 负责人 | 联系电话\n甲社 | 甲 | 138"
SUMMARY = "社区名称 | 社会组织总数 | 其中：已登记\n晴湾社区 | 3 | 1\n合计 | 3 | 1"


class TestSheets:
    def test_every_visible_roster_counts(self):
        found = find_tables(
            [sheet(SUMMARY, name="汇总"), sheet(ROSTER, name="甲"), sheet(ROSTER, name="乙")],
            REGISTER,
        )

        assert [isinstance(item, Table) for item in found] == [False, True, True]
        assert refusal_of(found) is None

    def test_a_hidden_one_is_left_out_beside_a_visible_one(self):
        found = find_tables([sheet(ROSTER), sheet(ROSTER, name="旧", is_visible=False)], REGISTER)

        assert found[1].code == "hidden_sheet"

    def test_a_hidden_one_counts_where_there_is_no_other(self):
        found = find_tables([sheet(SUMMARY), sheet(ROSTER, is_visible=False)], REGISTER)

        assert isinstance(found[1], Table)

    def test_the_file_is_refused_for_the_most_telling_reason(self):
        attendance = "期次 | 姓名 | 签到时间\n1 | 甲 | 2"

        assert (
            refusal_of(find_tables([sheet(SUMMARY), sheet(attendance)], REGISTER)) == "other_ledger"
        )
        assert refusal_of(find_tables([sheet(SUMMARY)], REGISTER)) == "not_a_table"
        assert refusal_of([]) == "not_a_table"

    def test_a_sheet_without_anything_is_no_table(self):
        empty = Sheet("Sheet1", is_visible=True, rows=[], merges=())

        assert refusal_of(find_tables([empty], REGISTER)) == "not_a_table"

    def test_merges_beyond_the_rows_do_no_harm(self):
        given = sheet(ROSTER)
        given = Sheet(
            given.name, True, given.rows, (Merge(3, 1, 1_048_576, 16_384), Merge(1, 9, 2, 12))
        )

        assert len(find_table(given, REGISTER).rows) == 1


class TestForm:
    def test_labels_and_values_above_the_table_are_read(self):
        found = table("""
            台账 | < | <
            填报单位（盖章）：晴川街道    填报日期：2025年12月31日 | |
            组织名称 | 负责人 | 联系电话
            甲社 | 甲 | 138
        """)
        assert [(entry.label, entry.value) for entry in found.form] == [
            ("填报单位", "晴川街道"),
            ("填报日期", "2025年12月31日"),
        ]

    def test_a_value_may_stand_in_the_next_cell(self):
        given = sheet("填报日期： | | |\n组织名称 | 负责人 | 联系电话 |\n甲社 | 甲 | 138 |")
        given.rows[0][1] = date(2025, 12, 31)

        [entry] = find_table(given, REGISTER).form

        assert (entry.row, entry.label, entry.value) == (1, "填报日期", date(2025, 12, 31))

    def test_a_day_may_stand_alone(self):
        found = table(f"名册 | <\n（截至2025年12月31日） |\n{ROSTER}")

        assert [entry.value for entry in found.form] == ["（截至2025年12月31日）"]


class TestRatingLists:
    @pytest.mark.parametrize(
        "text",
        [
            "公告\n5A级（3家）\n甲社\n乙社\n4A级（1家）\n丙社",
            "一、AAAAA级社会组织\n甲社\n乙社",
            "序号 | 社会组织名称 | 评估等级\n1 | 甲社 | AAAAA\n2 | 乙社 | ^",
            "社会组织名称 | 评估等级 | 有效期起 | 有效期止\n甲社 | 5A | 2020 | 2024",
            "名称 | 信用代码 | 类型 | 登记机关 | 等级 | 有效期 | 公告文号 | 证书号\n甲社 | 1 | 社团 | 局 | 5A | 2 | 3 | 4",
            "2025年度社会组织评估结果 | <\n序号 | 社会组织名称\n1 | 甲社",
            "序号 | 社会组织名称\n5A级（1家） | <\n1 | 甲社\n4A级（1家） | <\n2 | 乙社",
        ],
    )
    def test_are_refused_as_such(self, text):
        assert refusal(text) == "rating_list"

    @pytest.mark.parametrize(
        "text",
        [
            "组织名称 | 统一社会信用代码 | 状态 | 评估等级\n甲社 | 1 | 已登记 | 5A",
            "社会组织等级评估培育台账 | < | <\n组织名称 | 负责人 | 评估等级\n甲社 | 甲 | 5A",
            "组织名称 | 统一社会信用代码 | 评估等级\n甲社 | 52330199MJ0010830K | 5A",
            "组织名称 | 评估等级 | 备注\n甲社 | 5A |\n乙社 | 无 |\n丙社 | | 新",
            "组织名称 | 登记机关 | 评估等级 | 证书有效期\n甲社 | 局 | 5A | 2024",
        ],
    )
    def test_a_roster_with_grades_is_none(self, text):
        assert table(text)


class TestOtherLedgers:
    @pytest.mark.parametrize(
        "text",
        [
            "期次 | 姓名 | 所属组织 | 手机号 | 签到时间\n1 | 甲 | 甲社 | 138 | 2",
            "期次 | 姓名 | 组织名称 | 手机号 | 签到时间\n1 | 甲 | 甲社 | 138 | 2",
            "序号 | 姓名 | 性别 | 单位名称 | 职务 | 联系电话\n1 | 甲 | 男 | 甲社 | 会长 | 138",
            "培训主题 | 日期 | 讲师 | 计划人数 | 备注\n甲 | 1 | 乙 | 3 |",
            "项目名称 | 申报单位 | 申报金额（万元） | 实施周期\n甲 | 甲社 | 3 | 一年",
            "序号 | 项目名称 | 单位名称 | 负责人 | 联系电话 | 申报金额 | 已拨付\n1 | 甲 | 甲社 | 乙 | 138 | 3 | 1",
        ],
    )
    def test_are_refused_as_such(self, text):
        assert refusal(text) == "other_ledger"

    def test_a_roster_may_have_such_columns_too(self):
        assert table("""
            组织名称 | 备案编号 | 备案日期 | 负责人 | 性别 | 身份证号 | 项目名称 | 资金来源 | 成立时间
            甲社 | 1 | 2 | 甲 | 男 | 3 | 银龄 | 自筹 | 2019
        """)


class TestSummaries:
    @pytest.mark.parametrize(
        "text",
        [
            SUMMARY,
            "单位名称 | 社会组织总数 | 已登记 | 平均成员数\n晴湾社区 | 3 | 1 | 2",
            "单位名称 | 社会组织总数 | 平均成员数\n甲 | 3 | 2",
            "单位名称 | 备注 | 社会组织总数 | 平均成员数\n甲片 | 无 | 3 | 2",
            "单位 | 备注 | 社会组织\n晴湾社区 | 无 | 3",
            "单位名称 | 联系电话 | 备注\n晴湾社区 | 138 |\n柳浪社区 | 139 |",
        ],
    )
    def test_are_no_table_of_organizations(self, text):
        assert refusal(text) == "not_a_table"
