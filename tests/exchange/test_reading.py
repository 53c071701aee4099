"""From a file to tables: our own sheets and guards, and one sheet by its name."""

import pytest

from app.exchange.engine import read_content
from app.exchange.own_words import SHEETS
from app.exchange.plans import RefusedFileError
from app.exchange.reading import reading_of
from app.exchange.register.adapter import REGISTER_ADAPTER
from tests.exchange.hub import book, request_of

HEADER, ROW = ["组织名称", "状态"], ["晴湾合唱团", "已备案"]


def read(content, **options):
    return read_content(REGISTER_ADAPTER, content, request_of(**options))


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_a_sheet_of_notes_is_no_table_whatever_stands_there(name):
    with pytest.raises(RefusedFileError) as refused:
        read(book(HEADER, ROW, sheet=name))

    assert refused.value.problem.code == "not_a_table"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'=1+1", "=1+1"),
        ("'+86社", "+86社"),
        ("'-5社", "-5社"),
        ("'@社", "@社"),
        ("''=1", "'=1"),
        ("'甲社", "'甲社"),
    ],
)
def test_the_mark_that_keeps_a_text_of_a_csv_from_calculating_is_taken_away(written, meant):
    [table] = read(f"组织名称,状态\n{written},已备案\n".encode()).tables

    assert table.rows[0].values["name"] == meant


def test_in_a_workbook_the_mark_belongs_to_the_text():
    [table] = read(book(HEADER, ["'=1+1社", "已备案"])).tables

    assert table.rows[0].values["name"] == "'=1+1社"


def test_a_report_handed_in_again_keeps_no_column_of_reasons():
    [table] = read(book([*HEADER, "面积", "错误原因"], [*ROW, 80, "提示：…"])).tables

    assert reading_of(table).unmapped == ("面积",)


@pytest.mark.parametrize("header", ["所属街道", "所属社区"])
def test_a_list_of_ratings_stays_one_with_a_column_of_places(header):
    rows = [[f"晴湾第{n}服务中心", "晴川街道", "3A", "评文1号"] for n in range(3)]

    with pytest.raises(RefusedFileError) as refused:
        read(book(["组织名称", header, "评估等级", "公告文号"], *rows))
    assert refused.value.problem.code == "rating_list"


def test_one_sheet_may_be_asked_for():
    assert read(book(HEADER, ROW), sheet="名册").tables[0].sheet.name == "名册"
    with pytest.raises(RefusedFileError) as refused:
        read(book(HEADER, ROW), sheet="台账")
    assert "没有名为“台账”的工作表" in refused.value.problem.message
