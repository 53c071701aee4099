"""What is on the screen goes into a file, the same rows and the same columns."""

import openpyxl
import pytest
from playwright.sync_api import expect

from app.access.permissions import Role

pytestmark = pytest.mark.journey

COLUMNS = "name,standing,stage,community"


def seen(page):
    """What stands in the list: the heads, then the rows, without numbers and ways on."""
    heads = page.locator(".sheet thead th:not(.serial, .actions)").all_inner_texts()
    cells = ":is(th, td):not(.serial, .actions)"
    rows = [
        [text.strip() for text in row.locator(cells).all_inner_texts()]
        for row in page.locator(".sheet tbody tr").all()
    ]
    return [[head.strip() for head in heads], *rows]


def written(path):
    return [
        ["—" if value is None else str(value) for value in row]
        for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    ]


def take(page, form, path):
    """Choose a form from the menu of exports and keep what comes."""
    page.locator("summary", has_text="导出").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=form).click()
    download.value.save_as(path)


class TestExporting:
    def test_writes_what_is_on_the_screen(self, open_as, tmp_path):
        page = open_as(Role.STAFF)
        page.goto(f"/organizations?columns={COLUMNS}&size=100")
        page.locator("#filter-grade-chosen").click()
        page.get_by_label("5A").check()
        page.get_by_role("button", name="查询").click()
        expect(page.get_by_role("list", name="当前筛选")).to_contain_text("5A")
        shown = seen(page)

        take(page, "普通表格", tmp_path / "rows.xlsx")

        assert len(shown) > 1
        assert written(tmp_path / "rows.xlsx") == shown

    def test_writes_the_same_in_the_official_format(self, open_as, tmp_path):
        page = open_as(Role.STAFF)
        page.goto(f"/organizations?columns={COLUMNS}&size=100&grade=5A")
        names = [row[0] for row in seen(page)[1:]]

        take(page, "公文格式", tmp_path / "official.xlsx")

        rows = written(tmp_path / "official.xlsx")
        assert "名录" in rows[0][0] or "台账" in rows[0][0]
        assert [name for row in rows for name in row if name in names] == names
