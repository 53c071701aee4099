import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.layout import RowKind
from tests.exchange.sheets import data_rows, names, table

HEADER = "序号 | 所属社区 | 组织名称 | 类别 | 负责人 | 会员数"


def kinds_of(*rows: str, header: str = HEADER) -> list[RowKind]:
    """Return what the rows below a header are."""
    found = table("\n".join([header, *rows]))
    kinds = {number: kind for kind, numbers in found.left_out.items() for number in numbers}
    kinds |= dict.fromkeys(data_rows(found), RowKind.DATA)
    return [kinds[number] for number in range(2, len(rows) + 2)]


def kind_between(row: str) -> RowKind:
    """Return what a row between two records is."""
    return kinds_of("1 | 晴湾 | 甲社 | 文体 | 甲 | 3", row, "2 | 晴湾 | 乙社 | 文体 | 乙 | 4")[1]


def kind_at_the_end(*rows: str) -> RowKind:
    return kinds_of("1 | 晴湾 | 甲社 | 文体 | 甲 | 3", *rows)[-1]


class TestTotals:
    @pytest.mark.parametrize(
        "row",
        [
            "小计 | | 30家 | | | 124",
            " | 小计 | 30家 | | | 124",
            " | | 小计 | | | 124",
            "小 计 | | | | | 124",
            "晴湾社区小计 | | | | | 124",
            " | 晴湾社区小计 | | | | 124",
            " | 晴湾社区 | 小计 | | | 124",
            " | 晴湾社区 | 晴湾社区小计 | | | 124",
            "晴湾社区合计 | < | < | | | 124",
            " | | 小计（家） | 30 | |",
            " | 小计：30家 | | | |",
            " | 本社区共30家 | | | |",
        ],
    )
    def test_a_subtotal_may_stand_in_any_of_the_first_columns(self, row):
        assert kind_between(row) is RowKind.SUBTOTAL

    @pytest.mark.parametrize(
        "row",
        [
            "合计 | < | 279家 | | | 1240", "总 计 | | 279 | | |", "共计 | | | | | 3", "合计：2家 | | | | |",
            " | | 合计 | | | 7", "累计 | | 2家 | | |", " | | | 合计 | | 7",
        ],
    )  # fmt: skip
    def test_a_total_is_one(self, row):
        assert kind_at_the_end(row) is RowKind.TOTAL

    @pytest.mark.parametrize(
        "name",
        [
            "总商会",
            "合计会计服务中心",
            "注协街道分会",
            "说明书协会",
            "小计算机兴趣组",
            "共计公益社",
            "备注书店读书会",
            "累计公益总会",
        ],
    )
    def test_a_name_that_holds_such_a_word_is_a_record(self, name):
        assert kind_between(f"2 | 晴湾 | {name} | 文体 | 乙 | 4") is RowKind.DATA
        assert kind_between(f" | | {name} | | |") is RowKind.DATA

    @pytest.mark.parametrize(
        "row",
        [
            "2 | 晴湾 | 众益合计 | 文体 | 乙 | 4",
            "2 | | 众益合计 | | |",
            " | 晴湾 | 众益合计 | 文体 | | 4",
        ],
    )
    def test_a_name_that_ends_like_a_total_is_a_record(self, row):
        assert kind_between(row) is RowKind.DATA


class TestNotes:
    @pytest.mark.parametrize(
        "row",
        [
            "注：本表一式两份。", "备注：1.本表由各社区填报。", "说明：以年底为准 | < | < | <", "填表说明：见附件",
            "填表人：甲          审核人：乙          联系电话：138", "填表人：甲 | | 审核人：乙 | | 联系电话：138",
            "填表人 | 甲 | | 审核人 | 乙", "单位负责人（签字）： | | | 填报日期：2025年12月31日",
            "（以下空白）", "第1页 共2页", "续表", "※带星的为新增", "本表由街道汇总，情况以各社区上报为准。 | < | <",
            "数据来源：各社区", "暂无",
        ],
    )  # fmt: skip
    def test_below_the_table(self, row):
        assert kind_at_the_end(row) is RowKind.NOTE

    def test_numbered_lines_after_a_note_belong_to_it(self):
        rows = ["注：1.一式两份。", "2.以元计 | < | <", "      3.以公告为准。"]

        assert kinds_of("1 | 晴湾 | 甲社 | 文体 | 甲 | 3", *rows)[1:] == [RowKind.NOTE] * 3

    def test_a_note_may_stand_under_the_header(self):
        kinds = kinds_of("注：红色必填", "2.日期到日", "1 | 晴湾 | 甲社 | 文体 | 甲 | 3")

        assert kinds == [RowKind.NOTE, RowKind.NOTE, RowKind.DATA]

    @pytest.mark.parametrize(
        "row", ["示例区民政局", "2025年12月31日", " | | 晴川街道办事处", " | | | | | 2025-12-31"]
    )
    def test_who_signs_and_when_is_no_record(self, row):
        assert kind_at_the_end("-", row) is RowKind.NOTE

    @pytest.mark.parametrize("note", ["注：以下为新增。", "说明：以下未备案", "续表"])
    def test_may_stand_between_the_records_in_the_column_of_names(self, note):
        kinds = kinds_of("甲社 | 甲", note, "乙社 | 乙", header="组织名称 | 负责人")

        assert kinds == [RowKind.DATA, RowKind.NOTE, RowKind.DATA]

    @pytest.mark.parametrize(
        "row",
        [
            "总计：279家，其中登记63家",
            "截至年底共有社会组织279家。",
            "科室负责人：甲",
            "（盖章）",
            "分管领导（签字）：",
        ],
    )
    def test_below_the_names_are_no_record(self, row):
        kinds = kinds_of("甲社 | 甲", row, header="组织名称 | 负责人")

        assert kinds[0] is RowKind.DATA
        assert kinds[1] in {RowKind.NOTE, RowKind.TOTAL}

    def test_a_remark_in_front_of_a_name_is_no_note(self):
        kinds = kinds_of("说明：已注销 | 甲社 | 甲", header="备注 | 组织名称 | 负责人")

        assert kinds == [RowKind.DATA]

    def test_a_name_with_a_star_is_a_record(self):
        assert kinds_of("*甲社 | 甲", header="组织名称 | 负责人") == [RowKind.DATA]


class TestBlankRows:
    @pytest.mark.parametrize("row", ["-", "\u3000 | \xa0 | ", "2 | | | | |", "（2） | | | | |"])
    def test_nothing_or_only_a_running_number_is_blank(self, row):
        assert kind_between(row) is RowKind.BLANK

    def test_a_number_by_its_values_counts_as_running_number(self):
        header = "编号 | 组织名称 | 负责人"
        rows = ["1 | 甲社 | 甲", "2 | 乙社 | 乙", "3 | 丙社 | 丙", "4 | 丁社 | 丁", "5 | |"]

        assert kinds_of(*rows, header=header)[-1] is RowKind.BLANK


class TestRecords:
    @pytest.mark.parametrize(
        "row",
        [
            " | | | | 乙 |",
            "2 | | | 文体 | 乙 | 4",
            "2 | 晴湾社区 | | | |",
            " | | | | | 4",
            " | | 乙社 | | |",
            "2 | | 乙社 | | |",
            "9 | | 无名小组 | | |",
        ],
    )
    def test_what_holds_anything_else_stays_a_record(self, row):
        assert kind_between(row) is RowKind.DATA

    def test_gaps_in_the_running_numbers_do_not_matter(self):
        kinds = kinds_of("1 | | 甲社 | | 甲", "7 | | 乙社 | | 甲", " | | 丙社 | | 甲")

        assert kinds == [RowKind.DATA] * 3

    def test_records_with_nothing_but_names(self):
        kinds = kinds_of("甲社", "乙社", "合计：2家", header="组织名称 | 备注")

        assert kinds == [RowKind.DATA, RowKind.DATA, RowKind.TOTAL]


class TestExamples:
    @pytest.mark.parametrize(
        "row",
        [
            "示例 | 晴湾 | 甲社 | 文体 | 甲 | 3",
            "例： | | 甲社 | | |",
            "1 | 晴湾 | 示例：甲社 | | 甲 |",
            "1 | | 甲社（示例） | | 甲 |",
            "1 | | 【示例】甲社 | | 甲 |",
        ],
    )
    def test_the_row_of_a_template_is_left_out(self, row):
        assert kind_between(row) is RowKind.EXAMPLE

    def test_the_district_of_the_examples_is_none(self):
        assert kind_between("2 | 晴湾 | 示例区晴川街道商会 | 文体 | 甲 | 3") is RowKind.DATA


class TestRepeatedHeaders:
    def test_every_row_of_the_header_may_come_again(self):
        found = table("""
            序号 | 组织名称 | 备案 | <    | 负责人
            ^    | ^        | 编号 | 日期 | ^
            1    | 甲社     | 1    | 2    | 甲
            序号 | 组织名称 | 备案 | <    | 负责人
            ^    | ^        | 编号 | 日期 | ^
            2    | 乙社     | 1    | 2    | 乙
        """)
        assert found.left_out[RowKind.REPEATED_HEADER] == (4, 5)
        assert names(found) == ["甲社", "乙社"]

    def test_a_title_may_come_again_with_it(self):
        title = "晴川街道社会组织台账 | < | <"
        lines = [title, "组织名称 | 负责人 | 电话", "甲社 | 甲 | 1"]
        found = table("\n".join([*lines, *lines]))

        assert found.left_out[RowKind.TITLE] == (1, 4)
        assert len(found.rows) == 2

    def test_another_word_for_the_same_field_is_the_same_header(self):
        kinds = kinds_of(
            "1 | 晴湾 | 甲社 | 文体 | 甲 | 3",
            "序号 | 社区 | 组织名称 | 类别 | 负责人 | 会员数",
            "2 | 晴湾 | 乙社 | 文体 | 乙 | 4",
        )
        assert kinds[1:] == [RowKind.REPEATED_HEADER, RowKind.DATA]


class TestSecondTables:
    def test_figures_below_are_left_out(self):
        found = table("""
            序号 | 组织名称 | 社区 | 负责人
            1 | 甲社 | 晴湾 | 甲
            -
            各社区数量
            序号 | 社区 | 数量
            1 | 晴湾 | 3
            合计 | | 3
        """)
        assert names(found) == ["甲社"]
        assert found.left_out[RowKind.SECOND_TABLE] == (5, 6, 7)

    def test_a_list_with_other_columns_below_is_left_out(self):
        found = table("""
            序号 | 组织名称 | 负责人 | 联系电话
            1 | 甲社 | 甲 | 138
            注销组织
            序号 | 组织名称 | 注销时间 | 注销原因
            1 | 乙社 | 2019 | 无
        """)
        assert names(found) == ["甲社"]

    def test_a_section_under_the_same_header_is_not(self):
        found = table("""
            一、已登记
            序号 | 组织名称 | 负责人
            1 | 甲社 | 甲
            二、已备案
            序号 | 组织名称 | 负责人
            1 | 乙社 | 乙
        """)
        assert [(row.values["name"], row.groups[0].label) for row in found.rows] == [
            ("甲社", "已登记"),
            ("乙社", "已备案"),
        ]

    @pytest.mark.parametrize("right", [" | 社区 | 数量", " | 序号 | 组织名称", " | 年份 | 经费"])
    def test_a_table_to_the_right_is_left_out(self, right):
        found = table(f"""
            序号 | 组织名称 | 社区 | 负责人 | {right}
            1 | 甲社 | 晴湾 | 甲 | | 晴湾 | 3
            2 | 乙社 | 晴湾 | 甲 | | 柳浪 | 3
             | | | | | 合计 | 6
        """)
        assert [column.number for column in found.columns] == [1, 2, 3, 4]
        assert data_rows(found) == [2, 3]

    def test_what_stands_right_of_another_table_is_left_out_with_it(self):
        found = table("组织名称 | 负责人 | | 社区 | 数量 | | 备注\n甲社 | 甲 | | 晴湾 | 3 | | 无")

        assert [column.header for column in found.columns] == ["组织名称", "负责人"]

    def test_one_right_beside_it_begins_with_its_own_numbers(self):
        found = table(
            "序号 | 组织名称 | 负责人 | 序号 | 组织名称 | 负责人\n1 | 甲社 | 甲 | 2 | 乙社 | 乙"
        )

        assert [column.number for column in found.columns] == [1, 2, 3]

    def test_an_empty_column_inside_a_table_is_only_a_gap(self):
        found = table("序号 | 组织名称 | | 负责人 | 联系电话\n1 | 甲社 | | 甲 | 138")

        assert found.letters == {"name": "B", "leader_name": "D", "phone": "E"}


BETWEEN = (
    "-",
    "\u3000",
    "注：见附件。",
    "2.以元计。",
    "小计 | | 2家 | | | 9",
    "晴湾社区（2家） | < | < | <",
    HEADER,
    "续表",
    "7 | | | | |",
)
ABOVE = (
    "晴川街道社会组织台账 | < | < | < | < | <",
    "-",
    "填报单位：晴川街道 | | | 填报日期：2025年12月31日",
    "附件1",
)


class TestInsertedRows:
    @given(
        st.lists(st.sampled_from(ABOVE), max_size=4),
        st.lists(st.lists(st.sampled_from(BETWEEN), max_size=3), min_size=4, max_size=4),
    )
    def test_never_change_the_records_found(self, above, between):
        records = [
            f"{n} | 晴湾 | {name}社 | 文体 | 甲 | {n}" for n, name in enumerate("甲乙丙丁", 1)
        ]
        lines = [*above, HEADER]
        for inserted, record in zip(between, records, strict=True):
            lines += [*inserted, record]

        found = table("\n".join(lines))

        assert found.header_rows == (len(above) + 1,)
        assert names(found) == ["甲社", "乙社", "丙社", "丁社"]
        assert [lines[row.number - 1] for row in found.rows] == records
        left_out = sum(map(len, found.left_out.values()))
        assert left_out + len(found.rows) + 1 == len(lines)
