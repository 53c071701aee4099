"""The import template: what can be typed where, and that it imports as it is filled in."""

from io import BytesIO

import openpyxl
import pytest

from app.exchange.register.adapter import REGISTER_ADAPTER
from app.exchange.template import write_import_template
from app.organizations.columns import COLUMNS
from app.web.language import COOKIE
from tests.exchange.hub import outcomes, problems_of

FILLED = {
    "组织名称": "晴湾合唱团",
    "统一社会信用代码": "52330199MJ00100998",
    "组织类型": "社会服务机构",
    "登记状态": "已登记",
    "业务类别": "文体活动",
    "所属社区": "晴湾社区",
    "登记证号": "示民证字第0011号",
    "登记日期": "2021-03-01",
    "成立日期": "2019-05",
    "负责人": "甲子丑",
    "联系电话": "13800000001",
    "开办资金（元）": 30000,
    "社工人数": 3,
    "孵化阶段": "成长期",
    "评估等级": "3A",
    "等级有效期起": "2022-01-01",
    "等级有效期止": "2026-12-31",
}


@pytest.fixture
def path(hub, tmp_path):
    path = tmp_path / "template.xlsx"
    write_import_template(REGISTER_ADAPTER, hub.look(), path)
    return path


@pytest.fixture
def workbook(path):
    return openpyxl.load_workbook(path)


def columns_of(sheet):
    return {cell.value.rstrip("*"): cell.column_letter for cell in sheet[1]}


class TestTemplate:
    def test_has_a_sheet_to_fill_in_one_to_read_and_a_hidden_one(self, workbook):
        states = {sheet.title: sheet.sheet_state for sheet in workbook}

        assert states == {"组织名录": "visible", "填写说明": "visible", "_字典": "hidden"}

    def test_has_every_column_that_is_imported_and_marks_what_is_required(self, workbook):
        header = [cell.value for cell in workbook["组织名录"][1]]

        assert [text for text in header if text.endswith("*")] == ["组织名称*"]
        assert workbook["组织名录"]["A1"].font.color.rgb == "FFB42318"
        assert FILLED.keys() <= {text.rstrip("*") for text in header}

    def test_offers_what_may_be_chosen_from_ranges(self, workbook):
        sheet, lists = workbook["组织名录"], workbook["_字典"]
        letters = columns_of(sheet)
        rules = {
            str(rule.sqref).partition("2:")[0]: rule
            for rule in sheet.data_validations.dataValidation
            if rule.type == "list"
        }
        choices = {
            title: [cell.value for cell in lists[letter][1:] if cell.value]
            for title, letter in letters.items()
        }

        for title in ("组织类型", "登记状态", "所属社区", "孵化阶段", "评估等级"):
            letter = letters[title]
            last = len(choices[title]) + 1
            assert rules[letter].formula1 == f"'_字典'!${letter}$2:${letter}${last}"
            assert rules[letter].showErrorMessage
        assert choices["所属社区"] == ["晴湾社区", "柳浪社区"]
        assert choices["登记状态"] == ["未备案", "已备案", "已登记", "已注销", "已撤销"]
        assert choices["评估等级"] == ["5A", "4A", "3A", "2A", "1A"]

    def test_keeps_all_but_numbers_as_text(self, workbook):
        sheet = workbook["组织名录"]
        numeric = {str(column.label) for column in COLUMNS if column.is_numeric}

        for title, letter in columns_of(sheet).items():
            is_text = sheet.column_dimensions[letter].number_format == "@"
            assert is_text != (title in numeric), title

    def test_with_several_streets_names_communities_with_theirs(self, hub, tmp_path):
        path = tmp_path / "template.xlsx"
        write_import_template(REGISTER_ADAPTER, hub.look("示例区"), path)

        sheet = openpyxl.load_workbook(path)["_字典"]
        found = {cell.value for row in sheet for cell in row}
        assert {"晴川街道晴湾社区", "云栖街道云溪社区"} <= found

    def test_is_in_chinese_for_everybody(self, hub, tmp_path, app):
        path = tmp_path / "template.xlsx"
        with app.test_request_context(headers={"Cookie": f"{COOKIE}=en"}):
            write_import_template(REGISTER_ADAPTER, hub.look(), path)

        assert openpyxl.load_workbook(path)["组织名录"]["A1"].value == "组织名称*"


class TestFillingIn:
    def fill(self, workbook, *rows, start=3):
        sheet = workbook["组织名录"]
        letters = columns_of(sheet)
        for number, row in enumerate(rows, start):
            for title, value in row.items():
                sheet[f"{letters[title]}{number}"] = value
        content = BytesIO()
        workbook.save(content)
        return content.getvalue()

    def test_nothing_leaves_nothing_to_import(self, hub, path):
        plan = hub.plan(path.read_bytes())

        assert plan.counts()["total"] == 0
        assert [item.code for item in plan.ignored] == ["notes_sheet", "notes_sheet"]

    def test_imports_every_column_without_a_problem(self, hub, workbook):
        plan = hub.apply(self.fill(workbook, FILLED))

        assert (outcomes(plan), problems_of(plan)) == (["new"], [])
        values = hub.one()
        assert (values["fund"], values["grade"], values["stage"]) == (30000, "3A", "growing")
        assert values["established_on"] == {"date": "2019-05-01", "precision": "month"}
        assert values["registered_on"] == "2021-03-01"

    def test_may_go_on_over_the_example(self, hub, workbook):
        other = {"组织名称": "柳浪棋友会", "登记状态": "已备案"}

        assert outcomes(hub.plan(self.fill(workbook, FILLED, other, start=2))) == ["new", "new"]


def test_comes_by_its_address(browsers):
    answer = browsers.staff.get("/imports/template.xlsx")

    assert answer.status_code == 200
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert "组织名录" in openpyxl.load_workbook(BytesIO(answer.data)).sheetnames
