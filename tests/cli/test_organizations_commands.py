"""What the commands of the register take besides a file, and what they refuse."""

import openpyxl
import pytest
from sqlalchemy import func, select

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.exchange.models import ImportBatch
from app.organizations.models import Organization
from tests.exchange.ledgers import path_of
from tests.factories import AccountFactory

MESSY = "hub-roster-messy.xlsx"


def organizations(session):
    return session.scalar(select(func.count()).select_from(Organization))


class TestImport:
    def test_only_checks_until_it_is_told_to_apply(self, commands, session):
        document = commands.check(MESSY)

        assert (document["applied"], document["import"]) == (False, None)
        assert organizations(session) == 0
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0

    def test_applies_and_names_the_import(self, commands, session):
        document = commands.apply(MESSY)

        batch = session.scalars(select(ImportBatch)).one()
        assert (document["applied"], document["import"]) == (True, batch.id)
        assert organizations(session) == 277

    def test_writes_nothing_of_a_file_with_errors_when_strict(self, commands, session):
        result = commands.run(
            "organizations", "import", path_of(MESSY), "--strict", "--apply", exit_code=1
        )

        assert "全部未导入" in result.stderr
        assert organizations(session) == 0
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0

    def test_gives_the_file_back_with_the_reasons(self, commands, tmp_path):
        report = tmp_path / "report.xlsx"
        commands.check(MESSY, "--report", report)

        sheet = openpyxl.load_workbook(report)["台账"]
        reasons = {row[0].row: row[-1].value for row in sheet.iter_rows() if row[-1].value}
        assert reasons[5] == "错误原因"
        assert reasons.keys() == {5, 66, 141, 151, 191, 239, 260, 282}
        assert reasons[191].startswith("错误：B列“所属社区”：辖区内没有这个社区")
        assert reasons[141] == "跳过：与第125行完全相同，只导入一次。"
        assert sheet["A1"].value == "晴川街道社会组织台账（2025年下半年）"

    @pytest.mark.parametrize("name", ["roster-gb18030.csv", "old-format.xls"])
    def test_gives_files_of_other_kinds_back_as_workbooks(self, commands, tmp_path, name):
        report = tmp_path / "report.xlsx"
        commands.check(name, "--report", report)

        assert openpyxl.load_workbook(report).worksheets[0].max_row >= 20

    @pytest.mark.parametrize("name", ["report.csv", "missing/report.xlsx"])
    def test_refuses_a_report_that_could_not_be_written_before_it_applies(
        self, commands, session, tmp_path, name
    ):
        report = tmp_path / name
        arguments = ["organizations", "import", path_of(MESSY), "--apply", "--report", report]

        assert "--report" in commands.run(*arguments, exit_code=1).stderr
        assert organizations(session) == 0

    def test_reads_one_sheet_when_it_is_named(self, commands):
        document = commands.check("communities.xlsx", "--sheet", "听泉社区")

        assert (document["sheet"], document["rows"]["total"]) == ("听泉社区", 23)
        assert "sheets" not in document

    def test_refuses_a_sheet_that_is_not_there(self, commands):
        document = commands.check("communities.xlsx", "--sheet", "晴川", exit_code=1)

        assert [item["code"] for item in document["problems"]] == ["no_such_sheet"]

    def test_tells_people_what_it_found(self, commands):
        said = commands.run("organizations", "import", path_of(MESSY)).stdout

        assert "共282行，新增277，变更0，无变化0，跳过1，错误4" in said
        assert "台账 第66行D列 [warning] 信用代码末位校验不符" in said
        assert "未写入；确认无误后加 --apply 导入。" in said

    def test_says_once_of_a_sheet_what_holds_for_all_its_rows(self, commands):
        document = commands.check("real-profiles-2013.xlsx")

        [problem] = [item for item in document["problems"] if item["code"] == "standing_assumed"]
        assert (problem["sheet"], problem["row"]) == ("2013_basic_profile", None)
        assert "已登记35家" in problem["message"]

    def test_is_for_staff(self, commands):
        AccountFactory.create(username="leader", role=Role.LEADER)

        result = commands.run(
            "organizations", "import", path_of(MESSY), "--as", "leader", exit_code=1
        )
        assert "没有导入的权限" in result.stderr

    def test_keeps_inside_the_accounts_division(self, commands, session):
        AccountFactory.create(username="neighbor", division_code="330199001001")

        document = commands.apply("hub-roster-clean.xlsx", "--as", "neighbor")

        assert document["rows"]["new"] == 30
        assert document["rows"]["error"] == 249
        assert set(session.scalars(select(Organization.division_code))) == {"330199001001"}

    @pytest.mark.parametrize(
        "option", [("--division", "330199009000"), ("--effective-on", "2199-01-01")]
    )
    def test_refuses_a_division_or_day_it_cannot_use(self, commands, option):
        arguments = ["organizations", "import", path_of(MESSY), *option]

        assert commands.run(*arguments, exit_code=1).stderr.startswith("Error: ")


class TestExport:
    @pytest.fixture
    def filled(self, commands):
        commands.apply("hub-roster-clean.xlsx")
        return commands

    @pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
    def test_writes_what_the_list_shows_and_leaves_a_trace(self, filled, session, tmp_path, name):
        out = tmp_path / name
        said = filled.run(
            "organizations",
            "export",
            out,
            "--where",
            "standing=registered",
            "--columns",
            "name,phone",
        ).stdout

        assert "已导出63行" in said
        event = session.scalars(
            select(AuditEvent).where(AuditEvent.action == "organization:export")
        ).one()
        assert (event.changes["rows"], event.changes["personal"]) == (63, ["phone"])
        assert out.exists()

    @pytest.mark.parametrize(
        "arguments",
        [
            ("out.pdf",),
            ("out.xlsx", "--where", "secret=1"),
            ("out.xlsx", "--columns", "name,secret"),
            ("out.xlsx", "--on", "2199-01-01"),
        ],
    )
    def test_refuses_what_it_cannot_do(self, commands, tmp_path, arguments):
        name, *options = arguments

        result = commands.run("organizations", "export", tmp_path / name, *options, exit_code=1)
        assert result.stderr.startswith("Error: ")
        assert not (tmp_path / name).exists()

    def test_is_not_for_auditors(self, commands, tmp_path):
        AccountFactory.create(username="auditor", role=Role.AUDITOR)

        result = commands.run(
            "organizations", "export", tmp_path / "out.xlsx", "--as", "auditor", exit_code=1
        )
        assert "没有导出名录的权限" in result.stderr


class TestShow:
    def test_masks_what_is_personal_for_those_who_may_not_read_it(self, commands):
        commands.apply("hub-roster-clean.xlsx")
        AccountFactory.create(username="leader", role=Role.LEADER)

        [open_] = commands.show("银龄互助服务中心")
        document = commands.document("organizations", "show", "银龄互助服务中心", "--as", "leader")
        assert open_["fields"]["phone"] == "13800001001"
        assert document["matches"][0]["fields"]["phone"] == "138****1001"
