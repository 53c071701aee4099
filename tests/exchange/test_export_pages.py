"""Exports over HTTP: what is sent, under which name, to whom, and what is left behind."""

import csv
from io import BytesIO, StringIO
from tempfile import gettempdir

import openpyxl
import pytest
import sqlalchemy as sa

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.exchange import exports
from app.exchange.views import exporting
from app.exchange.views.exporting import PassingFile
from app.extensions import db
from app.organizations.standings import Standing
from app.standpoint import today
from app.workbooks.cell_text import CellTooLongError
from app.workbooks.row_source import RowCountError
from tests.factories import OrganizationFactory

WORKBOOK = "/organizations/export.xlsx"
CSV = "/organizations/export.csv"


@pytest.fixture
def filled(hub):
    for number in range(3):
        OrganizationFactory.create(
            division_code=hub.divisions["晴湾社区"],
            name=f"晴湾第{number}志愿队",
            phone=f"1380000000{9 - number}",
        )
    OrganizationFactory.create(
        division_code=hub.divisions["柳浪社区"],
        name="柳浪服务中心",
        histories__standing=Standing.REGISTERED,
    )
    OrganizationFactory.create(division_code=hub.divisions["云溪社区"], name="云栖棋友会")


@pytest.fixture
def left_behind(monkeypatch, tmp_path):
    """Let temporary files be made where the test can see what stays of them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    assert gettempdir() == str(folder)
    return lambda: list(folder.rglob("*"))


def names_in(answer, column="组织名称"):
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    return [row[header.index(column)] for row in rows if any(row)]


def events():
    db.session.expire_all()
    return db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == "organization:export")
    ).all()


@pytest.mark.usefixtures("filled")
class TestExport:
    def test_is_the_list_with_the_same_query_string(self, browsers):
        query = "?standing=filed&sort=-name&columns=name,phone"

        answer = browsers.staff.get(WORKBOOK + query)

        assert names_in(answer) == ["晴湾第2志愿队", "晴湾第1志愿队", "晴湾第0志愿队"]
        assert names_in(answer, "联系电话")[0] == "13800000007"
        shown = browsers.staff.get(f"/organizations{query}").text
        positions = [shown.index(name) for name in names_in(answer)]
        assert positions == sorted(positions)

    def test_has_a_chinese_name_and_its_length(self, browsers):
        answer = browsers.staff.get(WORKBOOK)

        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment; filename=")
        encoded = "%E7%BB%84%E7%BB%87%E5%90%8D%E5%BD%95_%E6%99%B4%E5%B7%9D%E8%A1%97%E9%81%93"
        assert f"filename*=UTF-8''{encoded}_{today():%Y%m%d}.xlsx" in disposition
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert "no-store" in answer.headers["Cache-Control"]

    def test_leaves_a_trace_with_its_personal_columns(self, browsers, hub):
        browsers.staff.get(f"{WORKBOOK}?columns=name,phone")

        [event] = events()
        assert (event.actor_id, event.division_code) == (hub.staff.id, "330199001000")
        assert event.changes["rows"] == 4
        assert event.changes["columns"] == ["name", "phone"]
        assert event.changes["personal"] == ["phone"]

    def test_comes_in_the_official_format_too(self, browsers):
        answer = browsers.staff.get(f"{WORKBOOK}?official=1")

        sheet = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
        assert sheet["A1"].value.startswith("示例区晴川街道社会组织名录（截至")

    def test_comes_as_csv_too(self, browsers):
        answer = browsers.staff.get(f"{CSV}?columns=name,standing")

        rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
        assert answer.mimetype == "text/csv"
        assert rows[0] == ["组织名称", "登记状态"]
        assert len(rows) == 5

    def test_of_a_metric_are_its_rows(self, browsers):
        answer = browsers.staff.get(f"{WORKBOOK}?metric=organizations.registered")

        assert names_in(answer) == ["柳浪服务中心"]

    def test_of_no_metric_is_not_there(self, browsers):
        assert browsers.staff.get(f"{WORKBOOK}?metric=organizations.nonsense").status_code == 404
        assert events() == []

    def test_is_at_the_standpoint(self, browsers):
        assert names_in(browsers.staff.get(f"{WORKBOOK}?on=2019-12-31")) == []
        assert len(names_in(browsers.staff.get(f"{WORKBOOK}?division=330199001002"))) == 1
        assert browsers.staff.get(f"{WORKBOOK}?division=330199002000").status_code == 404
        assert browsers.staff.get(f"{WORKBOOK}?on=2999-01-01").status_code == 400

    def test_for_leaders_has_no_personal_columns(self, browsers):
        answer = browsers.of(Role.LEADER).get(f"{CSV}?columns=name,phone&sort=phone")

        rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
        assert rows[0] == ["组织名称"]
        by_pinyin = ["柳浪服务中心", "晴湾第0志愿队", "晴湾第1志愿队", "晴湾第2志愿队"]
        assert [row[0] for row in rows[1:]] == by_pinyin
        assert events()[0].changes["personal"] == []

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
    def test_is_not_for_others(self, browsers, role):
        browser = browsers.of(role)

        assert [browser.get(path).status_code for path in (WORKBOOK, CSV)] == [403, 403]

    def test_with_a_cell_too_long_is_a_clear_page(self, browsers, monkeypatch, left_behind):
        def refuse(*_arguments):
            raise CellTooLongError("业务范围", 3)

        monkeypatch.setattr(exports, "write_workbook", refuse)
        answer = browsers.staff.get(WORKBOOK)

        assert answer.status_code == 422
        assert "第3行的“业务范围”超过 32767 字，没有导出" in answer.text
        assert events() == []
        assert left_behind() == []

    def test_of_rows_that_change_meanwhile_is_a_clear_page(
        self, browsers, monkeypatch, left_behind
    ):
        def refuse(*_arguments):
            raise RowCountError

        monkeypatch.setattr(exports, "write_workbook", refuse)
        answer = browsers.staff.get(WORKBOOK)

        assert answer.status_code == 409
        assert "请返回后再导出一次" in answer.text
        assert (events(), left_behind()) == ([], [])


@pytest.mark.usefixtures("filled")
class TestTemporaryFile:
    def test_is_gone_once_it_was_sent(self, browsers, left_behind):
        answer = browsers.staff.get(WORKBOOK)

        assert len(answer.data) > 1000
        answer.close()
        assert left_behind() == []

    def test_is_gone_when_the_browser_gives_up_halfway(self, browsers, left_behind):
        answer = browsers.staff.get(WORKBOOK, buffered=False)
        next(answer.response)

        assert left_behind() != []
        answer.close()
        assert left_behind() == []

    def test_is_gone_when_only_the_head_was_asked_for(self, browsers, left_behind):
        browsers.staff.head(WORKBOOK).close()

        assert left_behind() == []

    def test_is_gone_when_the_trace_could_not_be_left(self, browsers, monkeypatch, left_behind):
        def fail(*_arguments):
            raise RuntimeError

        monkeypatch.setattr(exporting, "record_export", fail)

        with pytest.raises(RuntimeError):
            browsers.staff.get(WORKBOOK)
        assert left_behind() == []

    def test_is_gone_when_nobody_remembers_it(self, tmp_path):
        path = tmp_path / "export.xlsx"
        path.write_bytes(b"x")

        PassingFile(path, path.unlink)

        assert not path.exists()

    def test_may_be_closed_again(self, tmp_path):
        path = tmp_path / "export.xlsx"
        path.write_bytes(b"x")
        file = PassingFile(path, path.unlink)

        assert file.read() == b"x"
        for _ in range(2):
            file.close()
        assert not path.exists()
