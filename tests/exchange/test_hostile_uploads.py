"""Whatever is sent as a ledger gets a clear page; nothing is stored, the server stays up."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from app.config import MEBIBYTE
from app.exchange.models import ImportBatch
from app.extensions import db
from app.organizations.models import Organization
from app.standpoint import today
from tests.exchange.hub import book
from tests.exchange.ledgers import path_of
from tests.page import check_page
from tests.workbooks import samples

HEADER = ["组织名称", "状态", "备注"]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def upload(client, content, name="台账.xlsx"):
    data = {
        "file": (BytesIO(content), name),
        "division": "330199001000",
        "effective_on": today().isoformat(),
    }
    return client.post("/imports", data=data)


def stored():
    models = (ImportBatch, Organization)
    return [db.session.scalar(sa.select(sa.func.count()).select_from(model)) for model in models]


def far_cells():
    return samples.row(1, samples.number("A1", 1)) + samples.row(
        1048576, samples.number("XFD1048576", 1)
    )


def zipped(tmp_path, parts):
    return samples.zipped(tmp_path / "sample.xlsx", parts).read_bytes()


def bomb(tmp_path):
    return zipped(tmp_path, samples.package(samples.sheet_xml("<row/>" * 12_000_000)))


def truncated(tmp_path):
    content = book(HEADER, *[[f"晴湾第{n}志愿队", "已备案", "x" * 50] for n in range(200)])
    return content[: len(content) * 3 // 5]


SENT = {
    "a picture": ("台账.xlsx", lambda _tmp: PNG, "不是 Excel 工作簿"),
    "half a file": ("台账.xlsx", truncated, "可能没有传完或已经损坏"),
    "no bytes": ("台账.xlsx", lambda _tmp: b"", "文件是空的"),
    "a bomb": ("台账.xlsx", bomb, "过于庞大"),
    "far cells": (
        "台账.xlsx",
        lambda tmp: zipped(tmp, samples.package(samples.sheet_xml(far_cells()))),
        "超过 20000 行",
    ),
    "a web page": ("台账.xls", lambda _tmp: b"<html><table><tr><td>1", "内容是网页"),
    "text that is no table": ("台账.csv", lambda _tmp: "你好".encode(), "没有找到名录表格"),
    "no text at all": ("台账.csv", lambda _tmp: bytes(range(256)) * 9, "不是 Excel 工作簿"),
    "an open quote": ("台账.csv", lambda _tmp: '组织名称,状态\n"晴湾,'.encode(), "双引号没有成对"),
    "another ledger": (
        "台账.xlsx",
        lambda _tmp: path_of("trainings-2025.xlsx").read_bytes(),
        "这是培训、签到、项目等其他台账",
    ),
    "a form": ("台账.xlsx", lambda _tmp: path_of("not-a-roster.xlsx").read_bytes(), "没有找到名录"),
}


@pytest.mark.parametrize("sent", SENT)
def test_what_is_no_roster_is_answered_at_the_field(browsers, tmp_path, sent):
    name, make, message = SENT[sent]

    answer = upload(browsers.staff, make(tmp_path), name)

    assert answer.status_code == 422
    root = check_page(answer.text, has_tokens=False)
    [error] = [item for item in root.iter("p") if item.get("class") == "form-error"]
    assert message in "".join(error.itertext())
    assert stored() == [0, 0]
    assert browsers.staff.get("/imports").status_code == 200


def test_a_file_above_the_limit_is_not_taken_at_all(browsers):
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    answer = browsers.staff.post(
        "/imports",
        data=head + bytes(12 * MEBIBYTE) + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 413
    assert "文件超过 12 MB，没有接收" in answer.text
    check_page(answer.text, has_tokens=False)
    assert stored() == [0, 0]


def test_what_a_cell_says_is_stored_and_never_carried_out(browsers):
    texts = ['=HYPERLINK("http://example.cn","点我")', "<script>alert(1)</script>", "@SUM(A1)"]
    rows = [[f"{text}社", "已备案", text] for text in texts]
    location = upload(browsers.staff, book(HEADER, *rows)).location

    page = browsers.staff.get(location)
    browsers.staff.post(f"{location}/confirmation")

    assert "<script>alert" not in page.text
    found = db.session.execute(sa.select(Organization.name, Organization.remark)).all()
    assert sorted(found) == sorted((f"{text}社", text) for text in texts)


def test_a_text_as_long_as_a_cell_is_refused_with_the_reason(browsers):
    rows = [["长" * 32_767, "已备案", None], ["晴湾合唱团", "已备案", "长" * 32_767]]
    location = upload(browsers.staff, book(HEADER, *rows)).location

    text = browsers.staff.get(location).text
    assert "组织名称超过100字，本行不导入" in text
    assert "超过2000字，留空；原文保留在该组织页面" in text
    assert browsers.staff.get(f"{location}/report.xlsx").status_code == 200
    browsers.staff.post(f"{location}/confirmation")
    assert db.session.scalars(sa.select(Organization.remark)).all() == [None]


def test_control_characters_reach_neither_the_register_nor_the_page(browsers):
    content = "组织名称,状态,备注\r\n晴湾\x01合唱\x1f团,已备案,一\x07二\r\n".encode()
    location = upload(browsers.staff, content, "台账.csv").location

    check_page(browsers.staff.get(f"{location}?show=all").text, has_tokens=False)
    assert browsers.staff.get(f"{location}/report.xlsx").status_code == 200
    browsers.staff.post(f"{location}/confirmation")
    assert db.session.execute(sa.select(Organization.name, Organization.remark)).all() == [
        ("晴湾合唱团", "一二")
    ]
