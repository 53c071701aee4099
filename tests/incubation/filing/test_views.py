"""Pages of filing: the list, the checklist, papers, the filing itself, rules."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.access.permissions import Role
from app.extensions import db
from app.files.models import FileAttachment
from app.incubation.filing.models import FilingPaper, FilingRule, PaperKind, PaperState
from app.incubation.filing.queries import GroupFilter, count_groups, list_groups
from app.incubation.filing.signals import READY
from app.incubation.filing.timeline import TIMELINE
from app.organizations.models import Organization
from app.organizations.standings import Standing
from app.standpoint import today
from tests.factories import AccountFactory
from tests.factories.filing import FilingPaperFactory, FilingRuleFactory, approve_required
from tests.incubation.filing.conftest import make_group
from tests.organizations.pages import Page
from tests.organizations.writes import standings_of

TOMORROW = (today() + timedelta(days=1)).isoformat()


def get(hall, path, **options):
    return Page(hall.client.get(path, **options))


def post(hall, path, **data):
    return Page(hall.client.post(path, data=data))


@pytest.fixture
def complete(hall):
    """Another group of the street that lacks nothing."""
    group = make_group(hall.divisions["柳浪社区"], "晴川街道柳浪社区书画社")
    approve_required(group.id)
    return group


class TestList:
    def test_shows_unfiled_groups_the_complete_ones_first(self, hall, complete):
        make_group(hall.divisions["晴湾社区"], "晴湾舞蹈队", histories__standing=Standing.FILED)

        page = get(hall, "/incubation/filing")

        assert page.heading == "备案材料"
        names = [cell.text_content().strip() for cell in page.tree.xpath("//tbody//th")]
        assert names == ["晴川街道柳浪社区书画社", "晴川街道晴湾社区合唱团"]
        assert "云栖街道棋友会" not in page.text
        assert "还差3项材料" in page.text
        assert page.links("登记备案") == [f"/organizations/{complete.id}/filing/record"]

    def test_is_narrowed_by_name_and_progress(self, hall, complete):
        FilingPaperFactory.create(
            organization_id=hall.group.id, state=PaperState.RECEIVED, on=date(2024, 1, 1)
        )
        bare = make_group(hall.divisions["晴湾社区"], "晴湾棋社")
        found = {
            progress: [
                group.id
                for group in list_groups(
                    hall.here, GroupFilter(progress=progress), offset=0, limit=9
                )
            ]
            for progress in ("complete", "begun", "none")
        }

        assert found == {"complete": [complete.id], "begun": [hall.group.id], "none": [bare.id]}
        assert count_groups(hall.here, GroupFilter("书画"), up_to=10) == 1
        assert count_groups(replace(hall.here, on=date(2019, 1, 1)), GroupFilter(), up_to=9) == 0
        assert "重置筛选" in get(hall, "/incubation/filing?q=没有").text

    def test_says_so_when_there_is_nothing_to_do(self, hall):
        hall.group.division_code = hall.divisions["云溪社区"]
        db.session.commit()

        assert "没有未备案的组织" in get(hall, "/incubation/filing").text

    def test_costs_the_same_for_many(self, hall, count_queries):
        with count_queries() as few:
            hall.client.get("/incubation/filing")
        for number in range(12):
            group = make_group(hall.divisions["晴湾社区"], f"晴川街道第{number}社")
            approve_required(group.id)
        with count_queries() as many:
            hall.client.get("/incubation/filing")

        assert len(many) == len(few)


class TestChecklist:
    def test_shows_papers_and_conditions(self, hall):
        page = get(hall, f"/organizations/{hall.group.id}/filing")

        assert "还差：备案申请表、章程、成员名册。" in page.text
        assert "成员12人，未填写工作人员人数" in page.text
        assert "还没有登记过材料" in page.text
        assert "甲子丑" not in page.tree.xpath("//main")[0].text_content()

    def test_leads_to_the_filing_once_complete(self, hall, complete):
        page = get(hall, f"/organizations/{complete.id}/filing")

        assert f"/organizations/{complete.id}/filing/record" in page.links("登记备案")
        year = today().year
        assert f"将使用编号：示晴社备〔{year}〕001号。" in page.text

    def test_shows_leaders_no_buttons(self, hall, complete, sign_in):
        leader = AccountFactory.create(role=Role.LEADER, division_code=hall.divisions["晴川街道"])
        page = Page(sign_in(leader).get(f"/organizations/{complete.id}/filing"))

        assert page.status == 200
        assert page.links("登记") == []


class TestPapers:
    def test_are_recorded_with_files(self, hall):
        page = post(
            hall,
            f"/organizations/{hall.group.id}/filing/papers",
            kind="charter",
            state="received",
            on="2026-03-01",
            note="两份",
            files=[(BytesIO(b"%PDF-1.7 x"), "章程.pdf")],
        )

        assert page.location == f"/organizations/{hall.group.id}/filing"
        paper = db.session.scalars(select(FilingPaper)).one()
        assert (paper.kind, paper.state, paper.note) == ("charter", PaperState.RECEIVED, "两份")
        attachment = db.session.scalars(select(FileAttachment)).one()
        assert (attachment.subject_type, attachment.subject_id) == ("filing_paper", paper.id)
        shown = get(hall, page.location)
        assert shown.links("章程.pdf") == [f"/files/{attachment.file_id}"]
        assert "移除" in shown.text

    @pytest.mark.parametrize(
        ("data", "field", "message"),
        [
            ({"kind": ""}, "kind", "请选择材料"),
            ({"on": TOMORROW}, "on", "请填写今天或之前的日期"),
            ({"on": "2019-01-01"}, "on", "这一天组织尚未成立"),
            ({"note": "长" * 501}, "note", "请控制在500字以内"),
        ],
    )
    def test_say_at_the_field_what_is_wrong(self, hall, data, field, message):
        sent = {"kind": "charter", "state": "received", "on": "2026-03-01", **data}

        page = post(hall, f"/organizations/{hall.group.id}/filing/papers", **sent)

        assert message in page.error_of(field)
        assert db.session.scalar(select(FilingPaper.id)) is None

    def test_refuse_a_program_named_as_a_photo(self, hall):
        page = post(
            hall,
            f"/organizations/{hall.group.id}/filing/papers",
            kind="charter",
            state="received",
            on="2026-03-01",
            files=[(BytesIO(b"MZ\x90"), "章程.jpg")],
        )

        assert any("内容是程序" in item for item in page.summary)
        assert "请重新选择" in page.text

    def test_say_when_there_is_no_room(self, hall, app, monkeypatch):
        monkeypatch.setitem(app.config, "FILES_QUOTA", 3)
        page = post(
            hall,
            f"/organizations/{hall.group.id}/filing/papers",
            kind="charter",
            state="received",
            on="2026-03-01",
            files=[(BytesIO(b"%PDF-1.7 y"), "章程.pdf")],
        )

        assert any("附件空间已满" in item for item in page.summary)

    def test_are_taken_back(self, hall):
        paper = FilingPaperFactory.create(organization_id=hall.group.id)
        path = f"/incubation/filing/papers/{paper.id}/withdrawal"
        assert "备案申请表" in get(hall, path).text

        assert post(hall, path, reason="点错").location.endswith("/filing")
        assert db.session.get(FilingPaper, paper.id).superseded_by == hall.staff.id


class TestFiling:
    def test_is_recorded_in_one_step(self, hall, complete):
        path = f"/organizations/{complete.id}/filing/record"
        assert "留空则取下一个编号" in get(hall, path).text

        page = post(hall, path, on="2026-03-01", number="", reason="")

        assert page.location == f"/organizations/{complete.id}/filing"
        assert standings_of(complete.id)[-1] == ("filed", "2026-03-01")
        assert db.session.get(Organization, complete.id).filing_number == "示晴社备〔2026〕001号"
        assert "以下为备案材料的存档" in get(hall, page.location).text

    def test_says_which_papers_are_lacking(self, hall):
        page = post(hall, f"/organizations/{hall.group.id}/filing/record", on="2026-03-01")

        assert page.summary == ["还有材料没有核对：备案申请表、章程、成员名册。请先登记材料。"]

    @pytest.mark.parametrize(
        ("data", "field", "message"),
        [
            ({"on": TOMORROW}, "on", "请填写今天或之前的日期"),
            ({"number": "示晴社备[2026]009号"}, "number", "这个编号已经用过"),
            ({"number": "长" * 61}, "number", "请控制在60字以内"),
        ],
    )
    def test_says_at_the_field_what_is_wrong(self, hall, complete, data, field, message):
        hall.neighbor.division_code = hall.divisions["柳浪社区"]
        hall.neighbor.filing_key = "示晴社备(2026)009号"
        db.session.commit()

        page = post(
            hall,
            f"/organizations/{complete.id}/filing/record",
            **{"on": "2026-03-01", "number": "", **data},
        )

        assert message in page.error_of(field)
        assert standings_of(complete.id) == [("unfiled", "2020-01-01")]

    def test_asks_for_a_reason(self, hall, complete):
        complete.address = None
        db.session.commit()

        page = post(hall, f"/organizations/{complete.id}/filing/record", on="2026-03-01")

        assert "请写明仍予备案的原因" in page.error_of("reason")


RULE = {
    "authority": "云栖街道办事处",
    "pattern": "{street}备{seq:3}",
    "area": "",
    "street": "云",
    "first_sequence": "5",
}


class TestRules:
    def test_are_listed_with_the_papers(self, hall):
        page = get(hall, "/incubation/filing/rules")

        assert "晴川街道办事处" in page.text
        assert "负责人身份证明复印件" in page.text

    def test_are_made_once_for_each_authority(self, hall, sign_in):
        hall.client = sign_in(AccountFactory.create(division_code=hall.divisions["云栖街道"]))
        data = {**RULE, "division_code": hall.divisions["云栖街道"]}

        assert post(hall, "/incubation/filing/rules/new", **data).location.endswith("/rules")
        again = post(hall, "/incubation/filing/rules/new", **data)

        assert "已有编号规则" in again.error_of("division_code")
        rule = db.session.scalars(
            select(FilingRule).where(FilingRule.division_code == hall.divisions["云栖街道"])
        ).one()
        assert (rule.pattern, rule.first_sequence) == ("{street}备{seq:3}", 5)

    def test_are_changed(self, hall):
        path = f"/incubation/filing/rules/{hall.rule.id}"
        form = get(hall, path).filled()

        assert post(hall, path, **{**form, "first_sequence": "31"}).status == 302
        assert db.session.get(FilingRule, hall.rule.id).first_sequence == 31
        assert post(hall, path, **{**form, "first_sequence": "32"}).status == 409

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"pattern": "社备"}, "编号格式中要有流水号"),
            ({"pattern": "{城市}{seq}"}, "花括号中只能写"),
            ({"street": ""}, "简称还没有填写"),
        ],
    )
    def test_have_a_pattern_that_can_be_read(self, hall, data, message):
        path = f"/incubation/filing/rules/{hall.rule.id}"

        page = post(hall, path, **{**RULE, "version": "1", **data})

        assert message in page.error_of("pattern")

    def test_of_other_divisions_are_not_found(self, hall):
        foreign = FilingRuleFactory.create(division_code=hall.divisions["云栖街道"])

        assert get(hall, f"/incubation/filing/rules/{foreign.id}").status == 404


class TestPaperKinds:
    def test_are_added_and_retired(self, hall):
        data = {"label": "党建联络员信息表", "position": "9", "is_required": "y"}
        assert post(hall, "/incubation/filing/paper-kinds/new", **data).status == 302
        kind = db.session.scalars(select(PaperKind).where(PaperKind.position == 9)).one()
        assert "党建联络员信息表" in get(hall, f"/organizations/{hall.group.id}/filing").text

        post(hall, f"/incubation/filing/paper-kinds/{kind.key}", **data, is_retired="y")
        get(hall, "/incubation/filing/rules")  # says that it was saved

        assert "党建联络员信息表" not in get(hall, f"/organizations/{hall.group.id}/filing").text
        assert get(hall, "/incubation/filing/paper-kinds/nothing").status == 404


class TestContributions:
    def test_signal_names_complete_groups_until_they_are_filed(self, hall, complete):
        rows = db.session.execute(READY.items(hall.here)).all()

        assert [(row.organization_id, row.subject_id, row.due_on) for row in rows] == [
            (complete.id, complete.id, None)
        ]
        post(hall, f"/organizations/{complete.id}/filing/record", on="2026-03-01")
        assert db.session.execute(READY.items(hall.here)).all() == []
        assert db.session.execute(READY.items(hall.elsewhere)).all() == []

    def test_timeline_tells_of_papers(self, hall):
        FilingPaperFactory.create(organization_id=hall.group.id, note="齐全")

        (entry,) = TIMELINE[0].entries(hall.here, hall.group.id)

        assert (entry.title, entry.notes) == ("备案材料：备案申请表 已核对", ["齐全"])
