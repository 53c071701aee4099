"""A hub begins: its ledger as it is, checked, confirmed, and the rest taken home."""

import csv
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from app.access.permissions import Role
from app.divisions.operations import DivisionRow
from tests.journeys.hub import faults, fill_database, fill_empty_hub, hub_at

pytestmark = pytest.mark.journey

LEDGERS = Path(__file__).parent.parent / "ledgers"
LEDGER = LEDGERS / "hub-roster-messy.xlsx"


@pytest.fixture(scope="module")
def hub(migrated_file, tmp_path_factory):
    """A hub with its divisions and people, and nothing in its register."""
    with (LEDGERS / "example_street.csv").open(encoding="utf-8", newline="") as file:
        divisions = [DivisionRow(**row) for row in csv.DictReader(file)]
    path = tmp_path_factory.mktemp("empty") / "miaopu.db"
    accounts = fill_database(migrated_file, path, lambda people: fill_empty_hub(people, divisions))
    with hub_at(path, accounts) as hub:
        yield hub


class TestImporting:
    def test_takes_a_messy_ledger_from_the_file_to_the_register(self, open_as, hub, tmp_path):
        page = open_as(Role.STAFF)
        self.upload(page)
        self.see_what_would_happen(page)
        page.get_by_role("button", name="确认导入 277 行").click()
        expect(page.get_by_text("新增 277 家，变更 0 家")).to_be_visible()

        checked = open_as(Role.STAFF, bypass_csp=True)
        for address in (page.url, f"{hub.address}/imports"):
            checked.goto(address)
            assert faults(checked) == []
        self.take_the_report(page, tmp_path / "report.xlsx")

        page.get_by_role("link", name="查看组织名录").click()
        expect(page.locator(".list-total")).to_contain_text("共 277 家")

    def upload(self, page):
        page.goto("/organizations")
        expect(page.get_by_text("共 0 家")).to_be_visible()
        page.get_by_role("link", name="导入", exact=True).first.click()
        page.get_by_label("文件").set_input_files(LEDGER)
        page.get_by_role("button", name="上传并预检").click()
        expect(page.get_by_role("heading", name="预检：hub-roster-messy.xlsx")).to_be_visible()

    def see_what_would_happen(self, page):
        expect(page.locator(".decision")).to_contain_text("将新增 277 家，变更 0 家")
        expect(page.locator(".decision")).to_contain_text(
            "共 282 行，其中无变化 0 行、跳过 1 行、错误 4 行不写入。"
        )
        page.locator(".tabs").get_by_role("link", name="错误 4").click()
        rows = page.locator(".sheet tbody tr")
        expect(rows).to_have_count(4)
        for row in rows.all():
            assert int(row.locator("td[data-label=行]").inner_text()) >= 6
            said = row.locator("td[data-label=变更与问题]").inner_text()
            assert "错误" in said
            assert len(said) > len("错误：")

    def take_the_report(self, page, path):
        with page.expect_download() as download:
            page.get_by_role("link", name="下载带错误原因的原表").click()
        download.value.save_as(path)
        book = openpyxl.load_workbook(path)
        heads = [cell for row in book["台账"]["A1:AZ5"] for cell in row if cell.value == "错误原因"]
        assert len(heads) == 1
        column = heads[0].column
        reasons = [row[column - 1].value for row in book["台账"].iter_rows(min_row=6)]
        assert sum("错误：" in (reason or "") for reason in reasons) == 4
