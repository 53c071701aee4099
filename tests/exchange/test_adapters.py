"""The engine knows no kind of ledger: one that no feature has goes all the way through it."""

from io import BytesIO

import click
import openpyxl
import pytest

from app.cli.importing import import_command
from app.exchange.adapters import ADAPTERS
from app.exchange.models import BatchState, ImportBatch, ImportRow
from tests.exchange.hub import book
from tests.exchange.keys_ledger import KEYS, KEYS_ADAPTER
from tests.exchange.pages import batch, count, text_of
from tests.page import parse

HEADER = ["钥匙编号", "领用人", "押金"]
ADDRESS = "/imports?ledger=keys"


@pytest.fixture(autouse=True)
def adapter(monkeypatch):
    monkeypatch.setitem(ADAPTERS, "keys", KEYS_ADAPTER)
    KEYS.clear()
    return KEYS_ADAPTER


@pytest.fixture
def client(browsers):
    return browsers.staff


def send(client, *rows, content=None):
    content = content or book(HEADER, *rows)
    return client.post(ADDRESS, data={"file": (BytesIO(content), "钥匙.xlsx")})


def imported(client, *rows, content=None):
    location = send(client, *rows, content=content).location
    client.post(f"{location}/confirmation", data={"is_looked_at": "y"})
    return location


class TestPages:
    def test_offer_check_confirm_and_show_the_result(self, client):
        assert "钥匙领用" in text_of(client.get("/imports"))
        location = send(client, ["K1", "甲子丑", 20], ["K2", None, 20]).location
        assert KEYS == {}
        text = text_of(client.get(location))
        assert "将新增 1 条，变更 0 条" in text
        assert "没有写明服务人" in text

        client.post(f"{location}/confirmation")

        assert (batch().state, KEYS) == (BatchState.APPLIED, {"K1": "甲子丑"})
        page = client.get(f"{location}?show=new")
        assert 'href="/organizations/1?next=' in page.text  # where its link says
        heads = [head.text for head in parse(page.text).iter("th")]
        assert "钥匙" in heads
        assert "没有对应的列不导入" in text_of(page)

    def test_find_what_is_known_again(self, client):
        imported(client, ["K1", "甲子丑"], ["K2", "甲子寅"])

        location = imported(client, ["K1", "甲子丑"], ["K2", "甲子卯"])

        text = text_of(client.get(f"{location}?show=all"))
        assert "新增 0 条，变更 1 条；无变化 1 行" in text
        assert "领用人甲子寅→甲子卯" in text_of(client.get(f"{location}?show=changed"))

    def test_hold_a_file_that_would_change_most_of_what_is_known(self, client):
        imported(client, *[[f"K{number}", "甲子丑"] for number in range(4)])

        location = send(client, *[[f"K{number}", "甲子寅"] for number in range(4)]).location
        held = client.post(f"{location}/confirmation", follow_redirects=True)

        assert "B列“领用人”：本列大部分内容都会改变" in text_of(client.get(location))
        assert "请先核对" in text_of(held)
        assert set(KEYS.values()) == {"甲子丑"}

    def test_check_anew_what_has_changed_since(self, client):
        location = send(client, ["K1", "甲子丑"]).location
        KEYS["K1"] = "甲子寅"

        page = client.post(f"{location}/confirmation", follow_redirects=True)

        assert "系统中的记录在预检之后有变化" in text_of(page)
        assert KEYS == {"K1": "甲子寅"}

    def test_name_the_row_that_was_refused_while_applying(self, client):
        location = send(client, ["K1", "戊己庚"]).location

        page = client.post(f"{location}/confirmation", follow_redirects=True)

        assert "第2行“K1”没有写入成功" in text_of(page)
        assert batch().state is BatchState.CHECKED

    def test_give_up_in_words_of_no_register(self, client):
        location = send(client, ["K1", "甲子丑"]).location

        page = client.post(f"{location}/discard", follow_redirects=True)

        assert "已放弃，没有写入任何内容。" in text_of(page)
        assert "这份文件已放弃，没有写入任何内容" in text_of(client.get(location))

    @pytest.mark.parametrize(
        ("header", "told"),
        [(["序号", "钥匙编号"], "这不是钥匙表。"), (["甲", "乙"], "没有找到钥匙表。")],
    )
    def test_refuse_in_the_ledgers_own_words(self, client, header, told):
        page = send(client, content=book(header, ["1", "2"]))

        assert (page.status_code, count(ImportBatch)) == (422, 0)
        assert told in text_of(page)

    def test_give_the_template(self, client):
        answer = client.get("/imports/template.xlsx?ledger=keys")

        assert openpyxl.load_workbook(BytesIO(answer.data))["钥匙领用"]["B1"].value == "领用人"


class TestSheetsWithoutAHeader:
    ROWS = (["甲子丑"], [None], ["K2号钥匙"], ["甲子寅"])

    def test_are_read_as_the_ledger_reads_them(self, client):
        location = imported(client, content=book(["K1号钥匙"], *self.ROWS))

        assert KEYS == {"K1": "甲子丑", "K2": "甲子寅"}
        assert client.get(location).status_code == 200
        assert count(ImportRow) == 2

    def test_come_back_with_what_is_wrong(self, client):
        location = send(client, content=book(["K1号钥匙"], *self.ROWS, ["\u200b"])).location

        report = client.get(f"{location}/report.xlsx").data
        sheet = openpyxl.load_workbook(BytesIO(report)).worksheets[0]
        assert [sheet["B1"].value, sheet["B6"].value is not None] == ["错误原因", True]


class TestCommand:
    @pytest.fixture
    def commands(self, app, hub, monkeypatch):
        group = click.Group("keys")
        group.add_command(import_command(KEYS_ADAPTER, "import-keys", about="Import keys."))
        monkeypatch.setitem(app.cli.commands, "keys", group)
        return app.test_cli_runner()

    def test_takes_another_name_and_writes_the_same_document(self, commands, tmp_path):
        path = tmp_path / "keys.xlsx"
        path.write_bytes(book(HEADER, ["K1", "甲子丑", 20]))

        result = commands.invoke(args=["keys", "import-keys", str(path), "--apply", "--json"])

        assert result.exit_code == 0, result.output
        assert '"unmapped": [\n  "押金"' in result.stdout
        assert KEYS == {"K1": "甲子丑"}

    def test_says_which_row_was_refused(self, commands, tmp_path):
        path = tmp_path / "keys.xlsx"
        path.write_bytes(book(HEADER, ["K1", "戊己庚", 20]))

        result = commands.invoke(args=["keys", "import-keys", str(path), "--apply"])

        assert result.exit_code == 1
        assert "第2行“K1”未能写入，全部未导入。" in result.stderr
