from datetime import date
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from app.exchange import operations
from app.exchange.engine import make_plan, read_content
from app.exchange.supports.adapter import SUPPORTS_ADAPTER
from app.extensions import db
from app.incubation.supports.models import Support, SupportRecipient
from app.organizations.standings import Standing
from app.turns import writing
from tests.exchange.hub import book, request_of
from tests.factories import OrganizationFactory

HEADER = [
    "组织名称",
    "日期",
    "服务类型",
    "服务人",
    "时长（小时）",
    "形式",
    "问题/需求",
    "建议/措施",
    "跟进日期",
]


def support(**cells):
    row = {
        "names": "晴湾合唱团",
        "on": "2025-03-01",
        "kind": "咨询",
        "by": "甲子丑",
        "hours": 1.5,
        "form": "面谈",
        "problem": "怎样备案",
        "advice": "先开成员大会",
        "follow_up": "2025-04-01",
    }
    return list({**row, **cells}.values())


class SupportLedgers:
    """Imports support logs of the hub's street, and tells what the log holds afterwards."""

    def __init__(self, hub):
        self._hub = hub

    def plan(self, *rows, header=HEADER, content=None):
        request = request_of()
        file = read_content(SUPPORTS_ADAPTER, content or book(header, *rows), request)
        return make_plan(SUPPORTS_ADAPTER, self._hub.look(), file, request)

    def apply(self, *rows, header=HEADER, content=None):
        content = content or book(header, *rows)
        with writing():
            operations.hold_turn()
            plan = self.plan(content=content)
            look, request = self._hub.look(), request_of()
            batch = operations.keep_batch(SUPPORTS_ADAPTER, look, content, plan, request)
            operations.apply_batch(SUPPORTS_ADAPTER, look, batch, plan)
            db.session.commit()
        return plan

    def log(self):
        """Return the live supports with the numbers of their recipients."""
        statement = sa.select(Support).where(Support.superseded_at.is_(None)).order_by(Support.id)
        return [
            (item, list(db.session.scalars(_recipients(item))))
            for item in db.session.scalars(statement)
        ]


def _recipients(item):
    found = sa.select(SupportRecipient.organization_id)
    return found.where(SupportRecipient.support_id == item.id).order_by("organization_id")


@pytest.fixture
def ledgers(hub):
    return SupportLedgers(hub)


@pytest.fixture
def organizations(hub):
    """Two organizations of the street, one whose name holds 、, and one next door."""

    def make(name, community="晴湾社区", **more):
        return OrganizationFactory.create(
            name=name,
            division_code=hub.divisions[community],
            histories__standing=Standing.FILED,
            histories__since=date(2020, 1, 1),
            **more,
        )

    return SimpleNamespace(
        choir=make("晴湾合唱团", filing_number="晴备字〔2020〕第1号"),
        runners=make("柳浪跑团", "柳浪社区", credit_code="52330199MJ00100998"),
        arts=make("晴湾书、画社"),
        neighbor=make("云溪棋社", "云溪社区", credit_code="52330199MJ001046XR"),
    )
