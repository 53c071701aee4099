import pytest

from app.exchange import operations
from app.exchange.engine import make_plan, read_content
from app.exchange.projects.adapter import PROJECTS_ADAPTER
from app.extensions import db
from app.turns import writing
from tests.exchange.hub import book, request_of
from tests.factories import OrganizationFactory

HEADER = [
    "项目编号", "项目名称", "实施单位", "项目类型", "项目级别", "是否品牌项目", "项目资金", "已拨付资金（万元）",
    "起止时间", "受益人次", "状态", "项目负责人", "联系电话", "备注",
]  # fmt: skip


def project(**cells):
    row = {
        "number": None,
        "name": "邻里食堂",
        "organization": "晴湾合唱团",
        "kind": "民生微实事",
        "level": "区级",
        "brand": "否",
        "amount": "3万",
        "paid": 1.5,
        "period": "2025.4.1-2025.12.28",
        "beneficiaries": "近2000人次",
        "status": "实施中",
        "leader": "甲子丑",
        "phone": "13800001111",
        "remark": None,
    }
    return list({**row, **cells}.values())


class Ledgers:
    """Imports project ledgers into the hub's street."""

    def __init__(self, hub):
        self._hub = hub

    def plan(self, *rows, header=HEADER, content=None, division="晴川街道"):
        content = content or book(header, *rows)
        file = read_content(PROJECTS_ADAPTER, content, request_of())
        return make_plan(PROJECTS_ADAPTER, self._hub.look(division), file, request_of())

    def apply(self, *rows, header=HEADER, content=None, division="晴川街道"):
        content = content or book(header, *rows)
        look, request = self._hub.look(division), request_of()
        with writing():
            operations.hold_turn()
            plan = self.plan(content=content, division=division)
            batch = operations.keep_batch(PROJECTS_ADAPTER, look, content, plan, request)
            operations.apply_batch(PROJECTS_ADAPTER, look, batch, plan)
            db.session.commit()
        return plan


@pytest.fixture
def ledgers(hub):
    return Ledgers(hub)


@pytest.fixture
def choir(hub):
    return OrganizationFactory.create(name="晴湾合唱团", division_code=hub.divisions["晴湾社区"])
