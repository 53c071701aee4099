import pytest

from app.exchange.grid import Grid
from app.exchange.headers import header_parts, unit_of
from app.workbooks.cells import UnknownCell
from tests.exchange.sheets import data_rows, fields, refusal, sheet, table


def joined(text: str, top: int, bottom: int) -> list[str]:
    grid = Grid(sheet(text))
    return ["/".join(header_parts(grid, top, bottom, c)) for c in range(1, grid.width + 1)]


class TestHeaderParts:
    def test_merged_groups_head_all_their_columns(self):
        text = """
            序号 | 备案 | <    | 备注
            ^    | 编号 | 日期 | ^
        """
        assert joined(text, 1, 2) == ["序号", "备案/编号", "备案/日期", "备注"]

    def test_a_group_left_blank_to_the_right_heads_them_too(self):
        text = """
            序号 | 备案 |      |      | 备注
                 | 编号 | 日期 | 机关 |
        """
        assert joined(text, 1, 2) == ["序号", "备案/编号", "备案/日期", "备案/机关", "备注"]

    def test_a_single_header_is_no_group_for_the_column_beside_it(self):
        text = """
            序号 |      | 备注
                 | 名称 |
        """
        assert joined(text, 1, 2) == ["序号", "名称", "备注"]

    def test_a_merged_group_ends_where_its_merge_ends(self):
        text = """
            备案 | <    |      | 备注
            编号 | 日期 | 名称 | ^
        """
        assert joined(text, 1, 2) == ["备案/编号", "备案/日期", "名称", "备注"]

    def test_three_rows_are_joined_from_the_top(self):
        text = """
            基本 | <    | <
            名称 | 备案 | <
            ^    | 编号 | 日期
        """
        assert joined(text, 1, 3) == ["基本/名称", "基本/备案/编号", "基本/备案/日期"]

    def test_a_text_repeated_downwards_is_said_once(self):
        assert joined("序 号\n序号", 1, 2) == ["序号"]

    def test_texts_are_as_written_but_on_one_line(self):
        assert joined("开办资金（元） | ５A*", 1, 1) == ["开办资金（元）", "５A*"]
        grid = Grid(sheet("x"))
        grid.rows[0][0] = "联系\n电话"
        assert header_parts(grid, 1, 1, 1) == ("联系电话",)

    def test_an_error_in_a_header_is_shown_as_it_stands(self):
        grid = Grid(sheet("组织名称 | x"))
        grid.rows[0][1] = UnknownCell("#REF!")
        assert header_parts(grid, 1, 1, 2) == ("#REF!",)


class TestUnit:
    @pytest.mark.parametrize(
        ("parts", "unit"),
        [
            (("注册资金（万元）",), "万元"),
            (("注册资金(元)",), "元"),
            (("注册资金（单位：万元）",), "万元"),
            (("注册资金（人民币万元）",), "万元"),
            (("注册资金（万）",), "万元"),
            (("注册资金/万元",), "万元"),
            (("注册资金万元",), "万元"),
            (("资金（亿元）", "注册"), "亿元"),
            (("资金（亿元）", "注册（元）"), "元"),
            (("注册资金",), None),
            (("服务类型（多元）",), None),
            (("党员（人）",), None),
        ],
    )
    def test_is_the_unit_of_money_in_the_header(self, parts, unit):
        assert unit_of(parts) == unit

    def test_a_line_above_the_table_gives_it_to_headers_without_one(self):
        found = table("""
            名册 | < | <
            单位：万元 | |
            组织名称 | 注册资金 | 活动资金（元）
            甲社 | 3 | 4
        """)
        assert [column.unit for column in found.columns] == ["万元", "万元", "元"]

    def test_a_row_of_units_under_the_header_gives_it(self):
        found = table("""
            组织名称 | 注册资金 | 会员数
                     | （万元） | （人）
            甲社 | 3 | 4
        """)
        assert found.header_rows == (1, 2)
        assert found.column("fund").unit == "万元"
        assert data_rows(found) == [3]


class TestWhereTheHeaderIs:
    def test_titles_form_lines_and_blank_rows_may_stand_above(self):
        found = table("""
            附件1
            晴川街道社会组织台账 | < | <
            填报单位：晴川街道 | | 填报日期：2025年12月31日
            -
            序号 | 组织名称 | 负责人
            1 | 甲社 | 甲
        """)
        assert found.header_rows == (5,)
        assert found.titles == ("附件1", "晴川街道社会组织台账")

    def test_the_table_may_start_in_any_column(self):
        found = table("""
            | | 名册
            | | 组织名称 | 负责人
            | | 甲社 | 甲
        """)
        assert found.letters == {"name": "C", "leader_name": "D"}

    @pytest.mark.parametrize("blank", ["", "<"])
    def test_two_rows_with_and_without_merges(self, blank):
        down = "^" if blank else ""
        found = table(f"""
            晴川街道社会组织台账 | {blank} | {blank} | {blank} | {blank}
            序号 | 组织名称 | 备案 | {blank} | 负责人
            {down} | {down} | 编号 | 日期 | {down}
            1 | 甲社 | 晴社备1号 | 2019 | 甲
        """)
        assert found.header_rows == (2, 3)
        assert fields(found)["备案/编号"] == "filing_number"

    def test_three_rows(self):
        found = table("""
            基本信息 | <        | 备案登记信息 | < | < | < | 联系方式 | <
            序号     | 组织名称 | 备案 | <    | 登记 | <    | 负责人 | <
            ^        | ^        | 编号 | 时间 | 证号 | 时间 | 姓名   | 手机
            1        | 甲社     | 1    | 2    | 3    | 4    | 甲     | 138
        """)
        assert found.header_rows == (1, 2, 3)
        assert found.letters == {
            "name": "B", "filing_number": "C", "filed_on": "D", "registration_number": "E",
            "registered_on": "F", "leader_name": "G", "phone": "H",
        }  # fmt: skip

    def test_group_headers_count_even_where_they_change_no_field(self):
        found = table("""
            基本情况 | < | 联系 | <
            组织名称 | 类别 | 地址 | 联系电话
            甲社 | 文体 | 某路 | 138
        """)
        assert found.header_rows == (1, 2)

    def test_all_headers_merged_over_two_rows(self):
        found = table("""
            组织名称 | 负责人
            ^ | ^
            甲社 | 甲
        """)
        assert (found.header_rows, data_rows(found)) == ((1, 2), [3])

    def test_a_title_beside_another_text_is_no_group(self):
        found = table("""
            附件1 | 晴川街道社会组织台账 | <
            组织名称 | 负责人 | 联系电话
            甲社 | 甲 | 138
        """)
        assert found.header_rows == (2,)

    def test_field_codes_and_column_numbers_belong_to_it(self):
        above = table("A | B | C\n组织名称 | 负责人 | 类别\n甲社 | 甲 | 文体")
        codes = table("组织名称 | 负责人 | 类别\nba_cn | ba_ldr | ba_cat\n甲社 | 甲 | 文体")
        numbers = table("组织名称 | 负责人 | 类别 | 地址\n甲 | 1 | 2 | 3\n甲社 | 甲 | 文体 | 某路")

        assert (above.header_rows, data_rows(above)) == ((1, 2), [3])
        assert (codes.header_rows, data_rows(codes)) == ((1, 2), [3])
        assert (numbers.header_rows, data_rows(numbers)) == ((1, 2), [3])

    def test_english_below_the_chinese_belongs_to_it(self):
        found = table(
            "组织名称 | 负责人 | 联系电话\nName | Head (person) | Phone No.\n甲社 | 甲 | 138"
        )

        assert (found.header_rows, data_rows(found)) == ((1, 2), [3])

    def test_of_two_tables_the_first_with_names_counts(self):
        found = table("""
            社区 | 总数 | 已登记
            晴湾 | 3 | 1
            -
            组织名称 | 负责人 | 联系电话
            甲社 | 甲 | 138
        """)
        assert found.header_rows == (4,)

    def test_a_contact_line_above_is_not_mistaken_for_it(self):
        found = table("""
            单位名称 | 晴川街道服务中心 | 联系电话 | 138
            -
            组织名称 | 负责人 | 网址
            甲社 | 甲 | 无
        """)
        assert found.header_rows == (3,)

    def test_a_header_alone_is_a_table_without_rows(self):
        assert table("名册 | <\n组织名称 | 负责人").rows == ()

    def test_a_column_of_names_alone_is_a_table(self):
        assert data_rows(table("组织名称\n甲社\n乙社")) == [2, 3]

    @pytest.mark.parametrize(
        "text",
        [
            "1 | 2\n3 | 4",
            "组织名称",
            "甲社 | 甲 | 138\n乙社 | 乙 | 139",
            "社区 | 类别 | 状态\n晴湾 | 文体 | 登记",
            "组织名称 | 甲社 | 类别 | 文体\n负责人 | 甲 | 联系电话 | 138\n地址 | 路 | 成立时间 | 2019",
        ],
    )
    def test_without_a_header_over_rows_there_is_no_table(self, text):
        assert refusal(text) == "not_a_table"

    def test_values_that_are_also_headers_make_no_form_of_it(self):
        found = table("""
            组织名称 | 党组织 | 负责人
            甲社 | 党支部 | 甲
            乙社 | 党支部 | 乙
            丙社 | 党支部 | 丙
        """)
        assert len(found.rows) == 3
