from datetime import date

import pytest

from app.divisions.codes import WHOLE
from app.i18n import in_chinese
from app.incubation.criteria import operations, queries
from app.incubation.criteria.operations import SetDraft, draft_of
from app.incubation.criteria.workbook import HEADINGS, read_set, write_set
from app.organizations.predicates import Operator, Rule, RuleError
from app.organizations.rule_words import describe_rule, read_rule_texts, rule_texts
from app.standpoint import Standpoint
from tests.factories import AccountFactory
from tests.factories.criteria import CriterionSetFactory
from tests.organizations.writes import run


@pytest.fixture
def look(session):
    return Standpoint(AccountFactory.create().id, WHOLE, date(2026, 11, 21), date(2026, 1, 1))


@pytest.fixture
def sheet(session, tmp_path):
    """Return a function that reads rows under the usual heading, as a file."""

    def read(*rows, heading=HEADINGS):
        path = tmp_path / "criteria.csv"
        lines = [",".join(row) for row in (heading, *rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_set(path)

    return read


GOOD = ("一", "成长期", "所有组织", "有队伍", "成员10人及以上", "必备", "1", "名录数据", "", "", "")


class TestRoundTrip:
    def test_gives_the_same_set(self, look, tmp_path):
        shipped = queries.find_set_in_force(look)
        path = tmp_path / "set.xlsx"
        write_set(shipped, path)

        read = read_set(path)

        assert read.problems == ()
        assert list(read.criteria) == [draft_of(item) for item in shipped.criteria]
        made = run(operations.enter_set, look, SetDraft("再", date(2027, 1, 1), 60), read.criteria)
        again = queries.get_set(look, made)
        shipped = queries.find_set_in_force(look)
        assert [draft_of(item) for item in again.criteria] == [
            draft_of(item) for item in shipped.criteria
        ]

    def test_of_an_empty_set_says_so(self, look, tmp_path):
        path = tmp_path / "set.xlsx"
        write_set(queries.get_set(look, CriterionSetFactory.create().id), path)

        assert [problem.row for problem in read_set(path).problems] == [0]


class TestReading:
    def test_names_every_error_with_its_row(self, sheet):
        read = sheet(
            ("一", "成长期", "所有组织", "有队伍", "成员10人及以上", "必备"),
            ("一", "幼儿期", "谁", "有人", "", "也许", "0", "猜", "天气", "不少于", "10"),
            ("三", "成长期", "", "有队伍", "可以", "", "", "", "登记状态", "不少于", "10"),
            ("四", "成长期", "", "有队伍", "可以", "", "", "", "登记状态", "属于", "飞升"),
            ("五", "成长期", "", "有队伍", "可以", "", "", "", "会员（成员）数", "不少于", "十"),
        )

        assert [(problem.row, problem.column) for problem in read.problems] == [
            (3, "编号"),
            (3, "内容"),
            (3, "阶段"),
            (3, "适用对象"),
            (3, "维度"),
            (3, "必备/加权"),
            (3, "证明方式"),
            (3, "权重"),
            (3, "字段"),
            (4, "条件"),
            (5, "值"),
            (6, "值"),
        ]
        assert all(problem.message for problem in read.problems)

    def test_takes_a_heading_below_a_title_and_leaves_blank_rows_out(self, sheet):
        blank = ("",) * len(HEADINGS)

        read = sheet(HEADINGS, blank, GOOD, heading=("评估标准",))

        assert [item.code for item in read.criteria] == ["一"]

    @pytest.mark.parametrize("heading", [("甲", "乙"), ("编号", "阶段", "维度")])
    def test_refuses_a_sheet_without_the_heading(self, sheet, heading):
        (problem,) = sheet(GOOD, heading=heading).problems

        assert problem.row == 0


@pytest.mark.usefixtures("session")
class TestRuleWords:
    @pytest.mark.parametrize(
        ("rule", "texts"),
        [
            (None, ("", "", "")),
            (Rule("party_branch", Operator.PRESENT), ("党组织", "已填写", "")),
            (Rule("is_branch", Operator.IS_YES), ("分支（代表）机构", "为“是”", "")),
            (Rule("grade", Operator.ONE_OF, ["5A", "4A"]), ("评估等级", "属于", "5A、4A")),
            (Rule("standing", Operator.ONE_OF, ["filed"]), ("登记状态", "属于", "已备案")),
            (Rule("fund", Operator.AT_LEAST, 30000), ("开办资金（元）", "不少于", "30000")),
            (
                Rule("registered_on", Operator.HELD_FOR_MONTHS, 24),
                ("登记日期", "已满（月）", "24"),
            ),
            (Rule("sessions", Operator.AT_LEAST, 2), ("sessions", "不少于", "2")),
        ],
    )
    def test_say_a_rule_and_are_read_again(self, rule, texts):
        assert rule_texts(rule) == texts
        assert read_rule_texts(*texts) == rule

    @pytest.mark.parametrize(
        ("texts", "reason"),
        [
            (("天气", "已填写", ""), "unknown_column"),
            (("", "已填写", ""), "unknown_column"),
            (("党组织", "", ""), "unfitting_operator"),
            (("党组织", "已填写", "有"), "bad_value"),
            (("登记状态", "属于", "、"), "bad_value"),
            (("会员（成员）数", "不少于", "-1"), "bad_value"),
        ],
    )
    def test_that_mean_nothing_are_refused(self, texts, reason):
        with pytest.raises(RuleError) as refused:
            read_rule_texts(*texts)

        assert refused.value.reason == reason

    def test_describe_a_rule_nobody_can_answer_yet(self):
        with in_chinese():
            said = describe_rule(Rule("sessions", Operator.AT_LEAST, 2))

        assert "暂无此字段" in said
