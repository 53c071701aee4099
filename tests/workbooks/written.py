"""Sheets written for the tests, and what independent readers find in them."""

import re
import zipfile
from pathlib import Path

import openpyxl
import python_calamine

from app.workbooks.layout import CellKind, OfficialForm, SheetColumn, SheetPlan
from app.workbooks.writing import write_workbook

FORM = OfficialForm(
    title="社会组织情况统计表",
    unit_line="填报单位（盖章）：晴川街道",
    date_line="填报日期：2026年11月21日",
    signature="单位负责人：　审核人：　填表人：　联系电话：",
)
ROSTER = (
    SheetColumn("名称", CellKind.TEXT, 40),
    SheetColumn("代码", CellKind.CODE, 22, "center"),
    SheetColumn("成立日期", CellKind.DATE, 14, "center"),
    SheetColumn("姓名", CellKind.TEXT, 12, "center", group="负责人"),
    SheetColumn("电话", CellKind.CODE, 16, "center", group="负责人"),
    SheetColumn("人数", CellKind.INTEGER, 10, "right", has_total=True),
    SheetColumn("资金（元）", CellKind.MONEY, 16, "right", has_total=True),
)


def roster_row(number):
    name = f"晴川街道第{number}公益社"
    return (name, f"5233{number:014}", "2020-05-06", "甲子丑", "13800000000", number, 150)


def write(path, columns=ROSTER, rows=(), *, count=None, notes=None, properties=None, **plan):
    """Write rows in blocks of seven and return the path."""
    rows = list(rows)
    blocks = [rows[start : start + 7] for start in range(0, len(rows), 7)]
    sheet = SheetPlan(plan.pop("name", "台账"), tuple(columns), **plan)
    written = len(rows) if count is None else count
    write_workbook(Path(path), sheet, written, blocks, notes, properties)
    return path


def opened(path):
    return openpyxl.load_workbook(path)


def calamine_rows(path, sheet=0):
    book = python_calamine.load_workbook(path)
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def part(path, name="xl/worksheets/sheet1.xml"):
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def has_formula(path):
    return re.search(b"<f[ />]", part(path)) is not None
