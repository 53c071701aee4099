"""Support logs by page: the kind is chosen, checked, confirmed; and by command."""

from io import BytesIO

import openpyxl
import pytest

from app.exchange.models import BatchState
from app.incubation.supports.models import Support
from tests.cli.commands import Commands
from tests.exchange.hub import book, outcomes
from tests.exchange.pages import HEADER as ROSTER
from tests.exchange.pages import batch, count, filed, text_of, upload
from tests.exchange.supports.conftest import HEADER, support
from tests.page import parse

pytestmark = pytest.mark.usefixtures("organizations")
ADDRESS = "/imports?ledger=supports"


def send(client, *rows):
    data = {"file": (BytesIO(book(HEADER, *rows)), "服务记录.xlsx")}
    return client.post(ADDRESS, data=data)


class TestChoosing:
    def test_offers_every_kind_and_asks_only_what_it_needs(self, browsers):
        page = browsers.staff.get(ADDRESS)

        chosen = parse(page.text).find(".//nav[@aria-label='台账种类']//a[@aria-current='page']")
        assert chosen is not None
        assert chosen.text == "服务记录"
        assert 'name="division"' not in page.text
        assert 'name="effective_on"' not in page.text
        assert 'name="division"' in browsers.staff.get("/imports").text
        assert "/imports/template.xlsx?ledger=supports" in page.text

    def test_knows_no_other_kinds(self, browsers):
        for path in ("/imports?ledger=meals", "/imports/template.xlsx?ledger=meals"):
            assert browsers.staff.get(path).status_code == 404

    def test_the_list_tells_the_kinds_apart(self, browsers):
        send(browsers.staff, support())
        upload(browsers.staff, book(ROSTER, filed(1)))

        labels = [
            cell.text
            for cell in parse(browsers.staff.get("/imports").text).iter("td")
            if cell.get("data-label") == "台账种类"
        ]
        assert labels == ["组织名录", "服务记录"]


class TestImporting:
    def test_is_checked_then_confirmed_and_leads_to_the_support(self, browsers):
        location = send(browsers.staff, support(), support(names="没有这个社")).location

        check = browsers.staff.get(location)
        assert "将新增 1 条，变更 0 条" in text_of(check)
        assert "名录中没有“没有这个社”，本行不导入。" in text_of(check)
        assert f"{location}/check" not in check.text
        assert count(Support) == 0

        browsers.staff.post(f"{location}/confirmation")
        result = browsers.staff.get(f"{location}?show=new")
        assert (batch().state, count(Support)) == (BatchState.APPLIED, 1)
        assert "新增 1 条，变更 0 条；无变化 0 行，跳过 0 行，错误 1 行未写入" in text_of(result)
        assert 'href="/incubation/supports/' in result.text
        assert browsers.staff.get(f"{location}/report.xlsx").status_code == 200

    def test_a_precheck_that_no_longer_holds_is_made_anew(self, browsers, ledgers):
        location = send(browsers.staff, support()).location
        ledgers.apply(support())

        page = browsers.staff.post(f"{location}/confirmation", follow_redirects=True)

        assert "系统中的记录在预检之后有变化" in text_of(page)
        assert count(Support) == 1

    def test_a_correction_shows_both_values(self, browsers, ledgers):
        ledgers.apply(support(form="电话"))

        location = send(browsers.staff, support(hours=2, form="微信")).location

        text = text_of(browsers.staff.get(f"{location}?show=changed"))
        assert "时长（分钟）90→120" in text
        assert "服务形式电话→线上" in text

    def test_another_ledger_is_refused_in_this_ones_words(self, browsers):
        data = {"file": (BytesIO(book(ROSTER, filed(1))), "名册.xlsx")}
        page = browsers.staff.post(ADDRESS, data=data)

        assert page.status_code == 422
        assert "这不是服务记录台账" in text_of(page)


class TestTemplate:
    def test_imports_as_it_is_filled_in(self, browsers, ledgers):
        content = browsers.staff.get("/imports/template.xlsx?ledger=supports").data
        workbook = openpyxl.load_workbook(BytesIO(content))
        sheet = workbook["服务记录"]
        filled = {
            "组织名称": "晴湾合唱团",
            "服务日期": "2025-03-01",
            "服务类型": "场地",
            "服务形式": "现场",
            "时长（分钟）": 120,
            "服务人": "甲子丑",
        }
        letters = {cell.value.rstrip("*"): cell.column_letter for cell in sheet[1]}
        for title, value in filled.items():
            sheet[f"{letters[title]}3"] = value
        out = BytesIO()
        workbook.save(out)

        plan = ledgers.apply(content=out.getvalue())

        assert (outcomes(plan), plan.all_problems()) == (["new"], [])
        assert ledgers.log()[0][0].minutes == 120


class TestCommand:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "log.xlsx"
        path.write_bytes(book(HEADER, support(), support(), support(names="没有这个社")))
        return path

    def test_checks_then_applies_with_the_documents_of_every_import(self, app, path, tmp_path):
        commands = Commands(app)

        checked = commands.document("supports", "import", path)
        assert (checked["applied"], count(Support)) == (False, 0)
        applied = commands.document(
            "supports", "import", path, "--apply", "--report", tmp_path / "report.xlsx"
        )

        assert applied["rows"] == checked["rows"]
        assert applied["rows"] == {
            "total": 3, "new": 1, "changed": 0, "unchanged": 0, "skipped": 1, "error": 1,
        }  # fmt: skip
        assert applied["columns"]["organizations"] == "A"
        assert [item["code"] for item in applied["problems"]] == [
            "duplicate_identical",
            "unknown_organization",
        ]
        assert (applied["applied"], count(Support)) == (True, 1)
        again = commands.document("supports", "import", path, "--apply")
        assert (again["rows"]["unchanged"], count(Support)) == (1, 1)

    def test_strict_applies_nothing_of_a_file_with_errors(self, app, path):
        said = Commands(app).run("supports", "import", path, "--strict", "--apply", exit_code=1)

        assert "有错误行" in said.stderr
        assert count(Support) == 0

    def test_has_no_day_of_effect(self, app, path):
        Commands(app).run("supports", "import", path, "--effective-on", "2025-01-01", exit_code=2)
