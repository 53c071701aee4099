"""Support logs through the engine: what is recorded, refused, recognized again and corrected."""

from datetime import date, time

import pytest

from app.exchange.plans import RefusedFileError
from app.incubation.supports.export import write_supports
from app.incubation.supports.kinds import SupportForm, SupportKind
from app.incubation.supports.queries import SupportFilter
from app.standpoint import make_standpoint
from tests.exchange.hub import book, outcomes, problems_of
from tests.exchange.supports.conftest import HEADER, support
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.usefixtures("organizations")


class TestNewRows:
    def test_are_recorded_with_all_they_say(self, ledgers, organizations):
        plan = ledgers.apply(support())

        [(item, recipients)] = ledgers.log()
        assert (outcomes(plan), problems_of(plan)) == (["new"], [])
        assert recipients == [organizations.choir.id]
        assert (item.on, item.kind, item.form) == (
            date(2025, 3, 1),
            SupportKind.CONSULTING,
            SupportForm.INDIVIDUAL,
        )
        assert (item.minutes, item.by_name, item.follow_up_on) == (90, "甲子丑", date(2025, 4, 1))
        assert (item.problem, item.advice) == ("怎样备案", "先开成员大会")
        assert item.import_batch_id is not None
        assert plan.rows[0].subject_id == item.number

    def test_may_be_for_several_organizations(self, ledgers, organizations):
        ledgers.apply(support(names="晴湾合唱团、柳浪跑团，晴湾合唱团"))

        [(_item, recipients)] = ledgers.log()
        assert recipients == [organizations.choir.id, organizations.runners.id]

    def test_take_a_name_with_a_comma_for_one_organization(self, ledgers, organizations):
        ledgers.apply(support(names="晴湾书、画社"))

        assert [recipients for _item, recipients in ledgers.log()] == [[organizations.arts.id]]

    @pytest.mark.parametrize("number", ["晴备字〔2020〕第1号", "晴备字(2020)第1号"])
    def test_go_by_numbers_before_names(self, ledgers, organizations, number):
        header = ["组织名称", "统一社会信用代码/备案编号", "日期", "服务类型", "服务人"]
        rows = [
            ["合唱团", number, "2025-03-01", "督导", "甲子丑"],
            ["跑团", "52330199mj00100998", "2025-03-02", "督导", "甲子丑"],
        ]

        ledgers.apply(*rows, header=header)

        found = [recipients for _item, recipients in ledgers.log()]
        assert found == [[organizations.choir.id], [organizations.runners.id]]

    def test_keep_a_remark_below_the_advice(self, ledgers):
        ledgers.apply([*support(), "带成员名册"], header=[*HEADER, "备注"])

        assert ledgers.log()[0][0].advice == "先开成员大会\n备注：带成员名册"

    @pytest.mark.parametrize(
        ("header", "written", "minutes"),
        [
            ("时长（分钟）", 45, 45),
            ("时长（分钟）", "1.5小时", 90),
            ("时长（小时）", "2", 120),
            ("时长", "1小时30分", 90),
            ("时长", "两个半小时", 150),
            ("时长", "半小时", 30),
            ("时长", 1.5, 90),
            ("时长", time(1, 15), 75),
        ],
    )
    def test_say_how_long_in_hours_or_minutes(self, ledgers, header, written, minutes):
        columns = [header if text.startswith("时长") else text for text in HEADER]

        ledgers.apply(support(hours=written), header=columns)

        assert ledgers.log()[0][0].minutes == minutes


class TestRepeats:
    def test_the_same_file_again_changes_nothing(self, ledgers):
        rows = [support(), support(on="2025-03-02", names="晴湾合唱团、柳浪跑团")]
        ledgers.apply(*rows)

        again = ledgers.apply(*rows)

        assert outcomes(again) == ["unchanged", "unchanged"]
        assert len(ledgers.log()) == 2

    def test_the_same_row_twice_is_recorded_once(self, ledgers):
        plan = ledgers.apply(support(), support(hours="90分钟"))

        assert outcomes(plan) == ["new", "skipped"]
        assert problems_of(plan) == [(3, None, "duplicate_identical")]
        assert "第2行" in plan.rows[1].problems[0].message
        assert len(ledgers.log()) == 1

    def test_two_talks_on_one_day_are_two_however_often_they_are_sent(self, ledgers):
        rows = [support(hours=1), support(hours=2)]
        ledgers.apply(*rows)

        assert outcomes(ledgers.apply(*reversed(rows))) == ["unchanged", "unchanged"]
        assert [item.minutes for item, _recipients in ledgers.log()] == [60, 120]

    def test_what_a_row_says_otherwise_is_put_right(self, ledgers):
        ledgers.apply(support())

        plan = ledgers.apply(support(hours=2, advice=None, form=None))

        assert outcomes(plan) == ["changed"]
        assert plan.rows[0].changes == {"minutes": (90, 120)}
        [(item, _recipients)] = ledgers.log()
        assert (item.minutes, item.advice, item.form) == (120, "先开成员大会", "individual")
        assert item.number == plan.rows[0].subject_id


class TestRowsLeftOut:
    @pytest.mark.parametrize(
        ("cells", "field", "code"),
        [
            ({"names": "没有这个社"}, "organizations", "unknown_organization"),
            ({"names": "晴湾合唱团、没有这个社"}, "organizations", "unknown_organization"),
            ({"names": "云溪棋社"}, "organizations", "unknown_organization"),
            ({"names": None}, "organizations", "missing_name"),
            ({"on": None}, "on", "missing_day"),
            ({"on": "2025-03"}, "on", "missing_day"),
            ({"on": "春天"}, "on", "missing_day"),
            ({"on": "2099-01-01"}, "on", "day_to_come"),
            ({"on": "2019-12-31"}, "on", "before_existence"),
            ({"kind": "吃饭"}, "kind", "missing_support_kind"),
            ({"kind": None}, "kind", "missing_support_kind"),
            ({"by": None}, "by_name", "missing_helper"),
        ],
    )
    def test_say_why(self, ledgers, cells, field, code):
        plan = ledgers.apply(support(), support(**cells))

        assert outcomes(plan) == ["new", "error"]
        assert problems_of(plan) == [(3, field, code)]
        assert len(ledgers.log()) == 1

    def test_a_code_held_outside_is_as_unknown_as_any(self, ledgers):
        header = ["统一社会信用代码", *HEADER]

        plan = ledgers.plan(["52330199MJ001046XR", *support(names="棋社")], header=header)

        assert [item.code for item in plan.all_problems()] == ["unknown_organization"]
        assert "云溪" not in plan.rows[0].problems[0].message

    def test_an_organization_in_the_recycle_bin_is_unknown(self, ledgers, hub):
        OrganizationFactory.create(
            name="旧社", division_code=hub.divisions["晴湾社区"], histories__standing=None
        )

        assert problems_of(ledgers.plan(support(names="旧社")))[0][2] == "unknown_organization"


class TestDoubtfulCells:
    @pytest.mark.parametrize(
        ("cells", "field", "code"),
        [
            ({"hours": "很久"}, "minutes", "unparsable_number"),
            ({"hours": 25}, "minutes", "unparsable_number"),
            ({"hours": "#REF!"}, "minutes", "unparsable_number"),
            ({"form": "心灵感应"}, "form", "unknown_value"),
            ({"follow_up": "2025-02-01"}, "follow_up_on", "follow_up_too_early"),
            ({"follow_up": "下个月"}, "follow_up_on", "unparsable_date"),
            ({"problem": "长" * 1001}, "problem", "text_left_out"),
        ],
    )
    def test_are_left_empty_with_a_warning(self, ledgers, cells, field, code):
        plan = ledgers.apply(support(**cells))

        assert (outcomes(plan), problems_of(plan)) == (["new"], [(2, field, code)])

    def test_hostile_texts_stay_texts(self, ledgers):
        ledgers.apply(support(problem="=1+1", advice="<script>alert(1)</script>\u200b"))

        [(item, _recipients)] = ledgers.log()
        assert (item.problem, item.advice) == ("=1+1", "<script>alert(1)</script>")


class TestOurOwnExport:
    def test_imports_without_a_change(self, ledgers, hub, tmp_path):
        ledgers.apply(
            support(), support(names="晴湾合唱团、柳浪跑团", on="2025-05-06", kind="资源")
        )
        path = tmp_path / "export.xlsx"
        looked = make_standpoint({}, viewer=hub.staff.id, division=hub.divisions["晴川街道"])
        write_supports(looked, SupportFilter(first=date(2025, 1, 1)), path)

        plan = ledgers.plan(content=path.read_bytes())

        assert (outcomes(plan), problems_of(plan)) == (["unchanged", "unchanged"], [])


@pytest.mark.parametrize(
    "header",
    [
        ["组织名称", "所属社区", "状态", "负责人"],
        ["期次", "姓名", "所属组织", "手机号", "签到时间"],
        ["项目名称", "实施单位", "项目资金", "起止时间"],
    ],
)
def test_other_ledgers_are_refused(ledgers, header):

    with pytest.raises(RefusedFileError) as caught:
        ledgers.plan(content=book(header, ["晴湾合唱团", "2025-03-01", "已备案", "甲子丑"]))

    assert "服务记录" in caught.value.problem.message


def test_the_register_refuses_a_support_log(hub):

    with pytest.raises(RefusedFileError) as caught:
        hub.plan(book(HEADER, support()))

    assert caught.value.problem.code == "other_ledger"
