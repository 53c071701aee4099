import pytest

from app.exchange.layout import RowKind
from app.exchange.records import Group
from app.exchange.register.ledger import REGISTER
from app.exchange.tables import find_table
from tests.exchange.sheets import fields, names, sheet, table


def groups_of(text: str) -> dict[str, list[str]]:
    return {row.values["name"]: [group.label for group in row.groups] for row in table(text).rows}


class TestMergedCells:
    def test_are_filled_down_and_merely_empty_ones_are_not(self):
        found = table("""
            社区 | 组织名称 | 负责人
            晴湾社区 | 甲社 | 甲
            ^ | 乙社 | 乙
             | 丙社 | 丙
            柳浪社区 | 丁社 | 丁
        """)
        assert [row.values["community"] for row in found.rows] == [
            "晴湾社区", "晴湾社区", None, "柳浪社区"
        ]  # fmt: skip

    def test_are_not_filled_to_the_right(self):
        found = table("组织名称 | 地址 | 备注\n甲社 | 某路 | <\n乙社 | 某巷 | 有")

        assert [row.values["remark"] for row in found.rows] == [None, "有"]

    def test_make_no_record_of_a_row_that_has_nothing_else(self):
        found = table("""
            序号 | 组织名称 | 负责人
            1 | 甲社 | 甲
            ^ | ^ | ^
            2 | 乙社 | 乙
        """)
        assert names(found) == ["甲社", "乙社"]
        assert found.left_out[RowKind.BLANK] == (3,)

    def test_a_header_merged_to_the_right_heads_one_column(self):
        found = table("组织名称 | < | 负责人\n甲社 | < | 甲")

        assert fields(found) == {"组织名称": "name", "负责人": "leader_name"}

    def test_what_is_hidden_below_a_merged_cell_is_not_seen(self):
        given = sheet("社区 | 组织名称 | 负责人\n晴湾 | 甲社 | 甲\n^ | 乙社 | 乙")
        given.rows[2][0] = "柳浪"

        found = find_table(given, REGISTER)

        assert [row.values["community"] for row in found.rows] == ["晴湾", "晴湾"]
        assert given.rows[2][0] == "柳浪"


class TestGroups:
    @pytest.mark.parametrize(
        "heading", ["晴湾社区（2家） | < | <", "晴湾社区", " | 晴湾社区（2家）", " | 晴湾社区 | < "]
    )
    def test_hold_until_the_next_one(self, heading):
        text = f"""
            序号 | 组织名称 | 负责人
            {heading}
            1 | 甲社 | 甲
            2 | 乙社 | 乙
            柳浪社区 | < | <
            3 | 丙社 | 丙
        """
        assert groups_of(text) == {"甲社": ["晴湾社区"], "乙社": ["晴湾社区"], "丙社": ["柳浪社区"]}

    def test_may_have_their_numeral_in_the_column_of_running_numbers(self):
        text = """
            序号 | 组织名称 | 负责人
            一 | 社会团体（2家） |
            1 | 甲协会 | 甲
            2 | 乙协会 | 乙
            二 | 社会服务机构 |
            1 | 丙中心 | 丙
        """
        assert groups_of(text) == {
            "甲协会": ["社会团体"],
            "乙协会": ["社会团体"],
            "丙中心": ["社会服务机构"],
        }

    def test_the_running_numbers_may_stand_behind_the_community(self):
        found = table("""
            社区 | 序号 | 组织名称 | 负责人
            晴湾 | 一 | 社会团体 |
            ^ | 1 | 甲协会 | 甲
            ^ | 2 | 乙协会 |
             | 二 | 民非 |
             | 3 | 丙中心 | 丙
        """)
        assert names(found)[-3:] == ["甲协会", "乙协会", "丙中心"]
        assert found.rows[-1].groups[-1].label == "民非"

    def test_numerals_that_number_the_records_head_nothing(self):
        found = table("序号 | 组织名称 | 负责人\n一 | 甲社 |\n二 | 乙社 | 乙\n三 | 丙社 |")

        assert names(found) == ["甲社", "乙社", "丙社"]

    @pytest.mark.parametrize(
        ("outer", "inner", "next_inner", "next_outer"),
        [
            ("一、社会团体", "（一）晴湾社区", "（二）柳浪社区", "二、基金会"),
            ("一、社会团体", "晴湾社区", "柳浪社区", "二、基金会"),
            ("晴湾社区", "一、社会团体", "二、基金会", "柳浪社区"),
        ],
    )
    def test_one_ends_those_of_its_own_style_and_below(self, outer, inner, next_inner, next_outer):
        found = table(f"""
            组织名称 | 负责人
            {outer}
            {inner}
            甲社 | 甲
            {next_inner}
            乙社 | 乙
            {next_outer}
            丙社 | 丙
        """)
        assert [[group.text for group in row.groups] for row in found.rows] == [
            [outer, inner], [outer, next_inner], [next_outer]
        ]  # fmt: skip

    def test_a_place_with_how_many_it_has_is_one(self):
        assert groups_of("社区 | 组织名称 | 负责人\n晴湾社区 | 21家 |\n | 甲社 | 甲") == {
            "甲社": ["晴湾社区"]
        }

    def test_without_records_below_it_is_a_note(self):
        found = table("组织名称 | 负责人\n甲社 | 甲\n柳浪社区（0家）")

        assert found.left_out == {RowKind.NOTE: (3,)}

    def test_a_kind_alone_heads_the_records_below(self):
        text = "组织名称 | 负责人\n社会团体\n甲协会 | 甲\n社会服务机构\n乙中心 | 乙"

        assert groups_of(text) == {"甲协会": ["社会团体"], "乙中心": ["社会服务机构"]}

    @pytest.mark.parametrize(
        ("text", "label"),
        [
            ("晴湾社区（21家）", "晴湾社区"), ("一、社会团体", "社会团体"), ("（一）柳浪社区", "柳浪社区"),
            ("二、民非：共12个", "民非"),
            ("（一）晴湾社区（21家，其中登记5家）", "晴湾社区"), ("晴湾社区 21家", "晴湾社区"), ("第一部分 已登记", "已登记"), ("晴湾社区", "晴湾社区"),
        ],
    )  # fmt: skip
    def test_their_label_is_without_numeral_and_count(self, text, label):
        assert Group(1, text).label == label


class TestExtra:
    def test_columns_that_are_no_field_are_kept_but_for_the_running_number(self):
        found = table("序号 | 组织名称 | 负责人 | 网址 | 传真\n1 | 甲社 | 甲 | a.cn |")

        assert found.rows[0].extra == {"网址": "a.cn"}
        assert [column.header for column in found.unmapped] == ["网址", "传真"]

    def test_a_column_without_a_header_has_its_letter(self):
        found = table("组织名称 | | 负责人\n甲社 | 新增 | 甲")

        assert found.rows[0].extra == {"B": "新增"}

    def test_headers_that_occur_twice_are_told_apart(self):
        found = table("组织名称 | 负责人 | 附注 | 附注\n甲社 | 甲 | 一 | 二")

        assert found.rows[0].extra == {"附注": "一", "附注（D）": "二"}
