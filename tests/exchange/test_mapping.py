import pytest

from app.definitions.fields import Field
from app.exchange.fields import Ledger
from app.exchange.register.ledger import REGISTER
from app.exchange.tables import find_table
from app.exchange.vocabulary import Vocabulary, is_ordinal, vocabulary
from app.workbooks.cells import UnknownCell
from tests.exchange.sheets import fields, sheet, table


def key_of(*parts: str) -> str | None:
    """Return the field that a header means by itself."""
    readings = [item for item in vocabulary(REGISTER).read(parts) if not item.needs_proof]
    return readings[0].key if readings else None


# Domain, §7, "Header synonyms".
DOMAIN = {
    "name": "社会组织名称 单位名称 组织名称 机构名称 名称 社团名称 单位组织名称",
    "credit_code": "统一社会信用代码 社会信用代码 信用代码 统一代码 统一社会信用代码(18位)",
    "registration_number": "登记证号 部门登记证号 证书号",
    "filing_number": "备案号 备案编号 备案证号",
    "kind": "社会组织类型 组织类型 性质 组织性质 单位性质 种类 类型 机构类型",
    "category": "类别 业务类别 分类 领域",
    "standing": "登记状态 登记备案状态 状态 备案情况",
    "established_on": "成立日期 成立时间 创办时间",
    "registered_on": "登记日期 登记时间 成立登记日期 注册日期",
    "filed_on": "备案日期 备案时间",
    "leader_name": "法定代表人 法人 负责人 法人代表 法定代表人姓名 单位负责人",
    "phone": "联系电话 电话 手机 手机号码 联系方式",
    "registrar": "登记管理机关 登记机关 登记部门",
    "supervisor": "业务主管单位 主管单位 业务主管部门 主管部门",
    "fund": "注册资金 开办资金 注册资金(万元) 活动资金 原始基金",
    "grade": "评估等级 等级 等级评估 评估结果 社会组织等级",
    "address": "住所 地址 活动场所 办公地点 场所",
    "community": "所属社区 社区 村社",
    "member_count": "成员人数 会员数 成员数",
    "staff_count": "从业人数 专职人数",
    "party_member_count": "党员数",
    "business_scope": "业务范围",
    "remark": "备注",
}


class TestOneHeader:
    @pytest.mark.parametrize(
        ("header", "key"), [(text, key) for key, texts in DOMAIN.items() for text in texts.split()]
    )
    def test_synonyms_of_the_field(self, header, key):
        assert key_of(header) == key

    @pytest.mark.parametrize(
        "header",
        [
            "发证日期", "组织机构代码", "基金会类型", "证书有效期", "曾用名", "项目名称", "网址", "联系人",
            "登记备案日期", "登记（备案）日期", "登记/备案编号", "社会组织总数", "社区数量", "年检结论", "身份证号",
            "培训主题", "单位会员数", "区县", "省份",
        ],
    )  # fmt: skip
    def test_what_is_another_fact_is_no_field(self, header):
        assert key_of(header) is None

    @pytest.mark.parametrize(
        "header",
        [
            "*组织名称",
            "组织 名称",
            "组织\n名称",
            "组织名称（必填）",
            "组织名称：",
            "１.组织名称",
            "【必填】组织名称",
            "组织名称必填",
        ],
    )
    def test_marks_hints_and_width_do_not_matter(self, header):
        assert key_of(header) == "name"

    @pytest.mark.parametrize(
        ("header", "key"),
        [
            ("注册资金（单位：万元）", "fund"),
            ("会员数（人）", "member_count"),
            ("其中：党员", "party_member_count"),
            ("现有会员", "member_count"),
            ("地址/住所", "address"),
            ("会员/成员数", "member_count"),
            ("负责人、法定代表人", "leader_name"),
            ("登记/备案状态", "standing"),
            ("机构地址", "address"),
            ("社会组织负责人", "leader_name"),
            ("编号（备案编号）", "filing_number"),
        ],
    )
    def test_other_ways_of_writing(self, header, key):
        assert key_of(header) == key


class TestRunningNumbers:
    @pytest.mark.parametrize(
        "header",
        [
            "序号",
            "序 号",
            "序号（必填）",
            "*序号",
            "No.",
            "NO．",
            "No.（必填）",
            "#",
            "顺序号",
            "项次",
        ],
    )
    def test_headers_of_them(self, header):
        assert is_ordinal(header)

    @pytest.mark.parametrize("header", ["编号", "备案序号", "组织名称", "号", ""])
    def test_other_headers(self, header):
        assert not is_ordinal(header)


class TestGroups:
    @pytest.mark.parametrize(
        ("group", "leaf", "key"),
        [
            ("备案", "编号", "filing_number"),
            ("备案情况", "日期", "filed_on"),
            ("登记", "证号", "registration_number"),
            ("登记信息", "日期", "registered_on"),
            ("登记", "机关", "registrar"),
            ("负责人", "姓名", "leader_name"),
            ("负责人信息", "电话", "phone"),
            ("法定代表人", "手机号码", "phone"),
            ("等级评估", "等级", "grade"),
            ("评估", "结果", "grade"),
            ("评估", "有效期起", "grade_since"),
            ("评估等级", "有效期至", "grade_until"),
            ("人员情况", "从业人员", "staff_count"),
            ("人员情况", "社工", "social_worker_count"),
            ("人员情况", "志愿者", "volunteer_count"),
            ("人员情况", "会员（成员）", "member_count"),
            ("人员情况", "党员", "party_member_count"),
            ("统一社会信用代码", "（18位）", "credit_code"),
        ],
    )
    def test_tell_what_a_general_header_means(self, group, leaf, key):
        assert key_of(group, leaf) == key

    @pytest.mark.parametrize(
        ("group", "leaf"),
        [
            ("财务负责人", "电话"), ("党支部书记", "姓名"), ("党建情况", "成立时间"), ("年检", "结果"),
            ("登记备案", "日期"), ("变更", "日期"), ("印章", "编号"), ("项目", "名称"), ("登记证书", "有效期止"),
        ],
    )  # fmt: skip
    def test_tell_that_it_is_about_something_else(self, group, leaf):
        assert key_of(group, leaf) is None

    @pytest.mark.parametrize(
        ("leaf", "key"),
        [
            ("登记证号", "registration_number"),
            ("备案编号", "filing_number"),
            ("登记日期", "registered_on"),
            ("备案日期", "filed_on"),
        ],
    )
    def test_a_plain_header_under_a_mixed_group_keeps_its_meaning(self, leaf, key):
        assert key_of("登记备案情况", leaf) == key

    def test_the_nearest_of_several_counts(self):
        assert key_of("备案登记信息", "登记", "日期") == "registered_on"

    def test_a_header_to_the_left_counts_where_there_is_no_group(self):
        found = table("""
            组织名称 | 负责人 | 评估等级 | 有效期起 | 有效期止 | 日期
            甲社 | 甲 | 5A | 2020-01-01 | 2024-12-31 | 2025-01-01
        """)
        assert found.letters["grade_since"] == "D"
        assert found.letters["grade_until"] == "E"
        assert fields(found)["日期"] is None


class TestOfTwoColumns:
    def test_the_one_that_says_it_better_wins_and_the_other_is_kept(self):
        found = table("""
            组织名称 | 法定代表人 | 负责人 | 负责人电话 | 联系电话
            甲社 | 甲 | 乙 | 138 | 139
        """)
        assert (found.letters["leader_name"], found.letters["phone"]) == ("C", "E")
        assert found.rows[0].extra == {"法定代表人": "甲", "负责人电话": 138}

    def test_an_empty_one_gives_way(self):
        found = table("组织名称 | 负责人 | 法定代表人\n甲社 | | 甲")

        assert found.letters["leader_name"] == "C"

    def test_the_same_header_twice_keeps_both(self):
        found = table("组织名称 | 备注 | 备注\n甲社 | 一 | 二")

        assert found.rows[0].values["remark"] == "一"
        assert found.rows[0].extra == {"备注": "二"}


class TestByValues:
    def test_type_and_category_are_told_by_their_values(self):
        usual = table("组织名称 | 类型 | 类别\n甲社 | 民非 | 文体类\n乙社 | 社团 | 公益慈善类")
        crossed = table("组织名称 | 类型 | 类别\n甲社 | 文体类 | 民非\n乙社 | 公益慈善类 | 社团")

        assert (usual.letters["kind"], usual.letters["category"]) == ("B", "C")
        assert (crossed.letters["kind"], crossed.letters["category"]) == ("C", "B")

    def test_one_of_them_alone_is_what_its_values_are(self):
        assert fields(table("组织名称 | 类型\n甲社 | 文体类"))["类型"] == "category"
        assert fields(table("组织名称 | 类别\n甲社 | 社会团体"))["类别"] == "kind"

    def test_without_rows_the_words_themselves_decide(self):
        assert fields(table("组织名称 | 类型 | 类别"))["类型"] == "kind"

    def test_an_organization_code_is_a_credit_code_only_with_18_characters(self):
        old = table("组织名称 | 组织机构代码\n甲社 | 66875408-0")
        new = table("组织名称 | 组织机构代码\n甲社 | 52330199MJ0010830K")

        assert fields(old)["组织机构代码"] is None
        assert fields(new)["组织机构代码"] == "credit_code"

    def test_a_number_is_whose_its_values_are(self):
        found = table("组织名称 | 编号 | 登记证号\n甲社 | 晴社备〔2019〕1号 | 52330199MJ0010830K")

        assert fields(found) == {
            "组织名称": "name",
            "编号": "filing_number",
            "登记证号": "credit_code",
        }

    def test_a_type_that_says_how_they_stand_is_the_standing(self):
        assert fields(table("组织名称 | 类型\n甲社 | 登记\n乙社 | 备案"))["类型"] == "standing"

    def test_wrong_values_do_not_unmap_a_plain_header(self):
        assert fields(table("组织名称 | 成立日期\n甲社 | 不详"))["成立日期"] == "established_on"

    def test_error_cells_count_as_values(self):
        given = sheet("组织名称 | 负责人 | 法定代表人\n甲社 | x | ")
        given.rows[1][1] = UnknownCell("#REF!")

        found = find_table(given, REGISTER)

        assert found.rows[0].values["leader_name"] == UnknownCell("#REF!")

    def test_a_header_repeated_more_often_than_there_are_rows_tells_nothing(self):
        found = table("""
            组织名称 | 组织类型
            银龄互助会 | 社会团体
            组织名称 | 组织类型
            组织名称 | 组织类型
            总商会 | 社会团体
            组织名称 | 组织类型
        """)

        assert fields(found) == {"组织名称": "name", "组织类型": "kind"}


class TestOtherLedgers:
    """The engine knows nothing of organizations but what the register's fields tell it."""

    SESSIONS = Ledger(
        fields=(
            Field("session", "期次", ("场次",)),
            Field("title", "主题", short=("名称",), within=("课程",)),
            Field("level", "等级", ("级别",), looks_right=lambda raw: str(raw).endswith("级")),
            Field("count", "人数", ("级别",), looks_right=lambda raw: isinstance(raw, int)),
        ),
        required="session",
        subjects=("培训",),
    )

    @pytest.mark.parametrize(
        ("parts", "key"),
        [
            (("期次",), "session"),
            (("培训主题",), "title"),
            (("课程", "名称"), "title"),
            (("名称",), None),
        ],
    )
    def test_fields_are_found_by_their_own_words(self, parts, key):
        readings = Vocabulary(self.SESSIONS).read(parts)

        assert [item.key for item in readings[:1]] == ([key] if key else [])

    def test_shared_words_are_told_by_values(self):
        found = find_table(sheet("期次 | 级别\n一 | 3\n二 | 4"), self.SESSIONS)

        assert fields(found) == {"期次": "session", "级别": "count"}
