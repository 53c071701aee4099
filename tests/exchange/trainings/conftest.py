from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.exchange import operations
from app.exchange.attendance.adapter import ATTENDANCE_ADAPTER
from app.exchange.engine import make_plan, read_content
from app.exchange.trainings.adapter import TRAININGS_ADAPTER
from app.extensions import db
from app.organizations.standings import Standing
from app.trainings.models import Attendance, SessionDetail
from app.turns import writing
from tests.exchange.hub import book, request_of
from tests.factories import OrganizationFactory

SESSIONS = ["期次编号", "主题", "类别", "日期", "时长", "讲师", "实到人数", "满意度", "经费（元）"]
SIGN_INS = ["期次", "姓名", "所属组织", "手机号", "签到时间"]


def training(**cells):
    row = {
        "number": "PX-2025-01",
        "title": "规范化建设",
        "category": "能力提升",
        "on": "2025-01-06",
        "length": "1.5小时",
        "lecturer": "甲子丑",
        "claimed": 38,
        "satisfaction": 0.96,
        "cost": 2400,
    }
    return list({**row, **cells}.values())


def sign_in(**cells):
    row = {
        "number": "PX-2025-01",
        "name": "甲子寅",
        "organization": "晴湾合唱团",
        "phone": "13800000001",
        "at": "2025-01-06 13:30",
    }
    return list({**row, **cells}.values())


class Ledgers:
    """Imports one kind of ledger into the hub's street."""

    def __init__(self, hub, adapter, header):
        self._hub, self._adapter, self._header = hub, adapter, header

    def plan(self, *rows, header=None, content=None, division="晴川街道"):
        content = content or book(header or self._header, *rows)
        request = request_of()
        file = read_content(self._adapter, content, request)
        return make_plan(self._adapter, self._hub.look(division), file, request)

    def apply(self, *rows, header=None, content=None, division="晴川街道"):
        content = content or book(header or self._header, *rows)
        look, request = self._hub.look(division), request_of()
        with writing():
            operations.hold_turn()
            plan = self.plan(content=content, division=division)
            batch = operations.keep_batch(self._adapter, look, content, plan, request)
            operations.apply_batch(self._adapter, look, batch, plan)
            db.session.commit()
        return plan


@pytest.fixture
def trainings(hub):
    return Ledgers(hub, TRAININGS_ADAPTER, SESSIONS)


@pytest.fixture
def attendance(hub):
    return Ledgers(hub, ATTENDANCE_ADAPTER, SIGN_INS)


@pytest.fixture
def recorded():
    """Read what is recorded now."""

    def sessions():
        statement = (
            sa.select(SessionDetail)
            .options(joinedload(SessionDetail.session))
            .where(SessionDetail.superseded_at.is_(None))
            .order_by(SessionDetail.session_id)
        )
        return list(db.session.scalars(statement))

    def sign_ins():
        statement = sa.select(Attendance).where(Attendance.superseded_at.is_(None))
        return list(db.session.scalars(statement.order_by(Attendance.id)))

    return SimpleNamespace(sessions=sessions, sign_ins=sign_ins)


@pytest.fixture
def choir(hub):
    return OrganizationFactory.create(
        name="晴湾合唱团",
        division_code=hub.divisions["晴湾社区"],
        histories__standing=Standing.FILED,
    )
