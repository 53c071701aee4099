"""Sending ledgers to the pages of import, and what they leave behind."""

from io import BytesIO

import sqlalchemy as sa

from app.exchange.models import ImportBatch
from app.extensions import db
from app.standpoint import today
from tests.page import parse

HEADER = ["组织名称", "所属社区", "状态", "负责人", "联系电话", "开办资金（万元）"]
CODE = "52330199MJ00100998"


def filed(number, **cells):
    row = {
        "name": f"晴湾第{number}志愿队",
        "community": "晴湾社区",
        "standing": "已备案",
        "leader": "甲子丑",
        "phone": "13800000001",
        "fund": 3,
    }
    return list({**row, **cells}.values())


def upload(client, content, name="台账.xlsx", **fields):
    data = {
        "file": (BytesIO(content), name),
        "division": "330199001000",
        "effective_on": today().isoformat(),
        **fields,
    }
    return client.post("/imports", data=data)


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def text_of(page):
    return " ".join("".join(parse(page.text).itertext()).split())


def batch():
    db.session.expire_all()
    return db.session.scalars(sa.select(ImportBatch).order_by(ImportBatch.id.desc())).first()
