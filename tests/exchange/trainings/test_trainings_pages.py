"""The two ledgers on the pages of import: templates, and exports handed in again."""

from io import BytesIO

import openpyxl
import pytest

from tests.exchange.hub import book, outcomes, problems_of
from tests.exchange.pages import text_of
from tests.exchange.trainings.conftest import SIGN_INS, sign_in, training


class TestTemplates:
    @pytest.mark.parametrize("key", ["trainings", "attendance"])
    def test_are_offered_and_hold_no_record_yet(self, key, browsers, request):
        content = browsers.staff.get(f"/imports/template.xlsx?ledger={key}").data

        plan = request.getfixturevalue(key).plan(content=content)

        assert (outcomes(plan), problems_of(plan)) == ([], [])

    def test_of_trainings_imports_as_it_is_filled_in(self, browsers, trainings, recorded):
        content = browsers.staff.get("/imports/template.xlsx?ledger=trainings").data
        workbook = openpyxl.load_workbook(BytesIO(content))
        sheet = workbook.worksheets[0]
        header = [cell.value.rstrip("*") for cell in sheet[1]]
        for title, value in {"培训主题": "财务", "日期": "2025-04-20", "满意度": "96%"}.items():
            sheet.cell(3, header.index(title) + 1).value = value
        filled = BytesIO()
        workbook.save(filled)

        plan = trainings.apply(content=filled.getvalue())

        assert (outcomes(plan), problems_of(plan)) == (["new"], [])
        assert recorded.sessions()[0].satisfaction == 9600


class TestExports:
    @pytest.mark.usefixtures("choir")
    def test_import_again_without_a_change(self, browsers, trainings, attendance):
        trainings.apply(training(claimed="350余人", on="2025年4月20日至5月2日"))
        attendance.apply(sign_in(at="2025-04-20 13:30"))
        content = browsers.staff.get("/trainings/export.xlsx?since=2025-01-01").data
        number = trainings.plan(content=content).rows[0].subject_id
        sheet = browsers.staff.get(f"/trainings/{number}/sign-in-sheet.xlsx").data

        assert outcomes(trainings.plan(content=content)) == ["unchanged"]
        assert outcomes(attendance.plan(content=sheet)) == ["unchanged"]


class TestPages:
    def test_say_what_becomes_of_each_row(self, browsers, trainings):
        trainings.apply(training())
        rows = [
            sign_in(),
            sign_in(number="PX-9"),
            sign_in(phone="13800000002", organization="某物业"),
        ]
        data = {"file": (BytesIO(book(SIGN_INS, *rows)), "签到.xlsx")}
        location = browsers.staff.post("/imports?ledger=attendance", data=data).location
        text = text_of(browsers.staff.get(location))

        assert "没有这一期培训" in text
        assert "名录外的组织" in text
        browsers.staff.post(f"{location}/confirmation")
        assert "新增 2 条" in text_of(browsers.staff.get(location))
