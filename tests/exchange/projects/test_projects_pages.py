"""The project ledger on the pages of import: the template, the pre-check, confirming."""

from io import BytesIO

import openpyxl
import pytest

from app.standpoint import today
from tests.exchange.hub import book, outcomes, problems_of
from tests.exchange.projects.conftest import HEADER, project


class TestTemplate:
    def test_is_offered_and_holds_no_project_yet(self, browsers, ledgers):
        content = browsers.staff.get("/imports/template.xlsx?ledger=projects").data

        plan = ledgers.plan(content=content)

        assert (outcomes(plan), problems_of(plan)) == ([], [])

    @pytest.mark.usefixtures("choir")
    def test_imports_as_it_is_filled_in(self, browsers, ledgers):
        content = browsers.staff.get("/imports/template.xlsx?ledger=projects").data
        workbook = openpyxl.load_workbook(BytesIO(content))
        sheet = workbook.worksheets[0]
        header = [cell.value.rstrip("*") for cell in sheet[1]]
        filled = {
            "项目名称": "甲",
            "实施单位": "晴湾合唱团",
            "项目资金（元）": 30000,
            "状态": "实施",
        }
        for title, value in filled.items():
            sheet.cell(3, header.index(title) + 1).value = value
        sent = BytesIO()
        workbook.save(sent)

        plan = ledgers.apply(content=sent.getvalue())

        assert (outcomes(plan), problems_of(plan)) == (["new"], [])


@pytest.mark.usefixtures("choir")
def test_a_ledger_is_checked_and_confirmed_on_the_pages(browsers):
    content = book(HEADER, project(), project(name="乙", organization="没有的组织"))

    sent = {
        "file": (BytesIO(content), "项目.xlsx"),
        "division": "330199001000",
        "effective_on": today().isoformat(),
    }
    checked = browsers.staff.post("/imports?ledger=projects", data=sent)
    page = browsers.staff.get(checked.location).text

    assert checked.status_code == 302
    assert "项目台账" in page
    assert "没有的组织" in page
    done = browsers.staff.post(f"{checked.location}/confirmation")
    assert done.status_code == 302
    assert "邻里食堂" in browsers.staff.get("/projects").text
