"""Workbooks of trainings: what stands in them, who may take them, and that it is audited."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.extensions import db
from app.organizations.standings import Standing
from app.standpoint import make_standpoint
from app.trainings.exports.queries import list_hours
from app.trainings.models import Attendance, SessionState
from app.trainings.sessions.operations import (
    SessionFacts,
    SignIn,
    find_or_add_category,
    plan_session,
    record_sign_ins,
)
from app.turns import writing
from tests.factories import AccountFactory, OrganizationFactory, example_divisions

SINCE = "?since=2025-01-01"


@pytest.fixture
def street(session):
    divisions = example_divisions()
    staff = AccountFactory.create(name="甲子丑", division_code=divisions["晴川街道"])
    choir = OrganizationFactory.create(
        name="晴湾合唱团",
        division_code=divisions["晴湾社区"],
        histories__standing=Standing.FILED,
    )
    look = make_standpoint({"since": "2025-01-01"}, viewer=staff.id, division=divisions["晴川街道"])
    with writing():
        held = plan_session(
            look,
            SessionFacts(
                title="规范化建设",
                number="PX-2025-01",
                held_on=date(2025, 4, 20),
                ends_on=date(2025, 4, 21),
                minutes=135,
                claimed=350,
                claimed_qualifier="余",
                satisfaction=9850,
                cost=240_000,
                state=SessionState.HELD,
                category_id=find_or_add_category(look, "能力提升"),
            ),
        )
        short = plan_session(
            look,
            SessionFacts(
                title="财务", held_on=date(2025, 5, 6), minutes=60, state=SessionState.HELD
            ),
        )
        at = datetime(2025, 4, 20, 5, 30, tzinfo=UTC)
        record_sign_ins(
            look,
            held,
            [
                SignIn(
                    session_id=held,
                    name="甲子寅",
                    phone="13800000001",
                    organization_id=choir.id,
                    signed_at=at,
                ),
                SignIn(session_id=held, name="甲子卯", organization_text="某物业公司"),
            ],
        )
        record_sign_ins(
            look,
            short,
            [
                SignIn(
                    session_id=short,
                    name="甲子寅",
                    phone="13800000001",
                    organization_id=choir.id,
                )
            ],
        )
        db.session.commit()
    first = db.session.scalars(sa.select(Attendance.id).order_by(Attendance.id)).first()
    return {
        "look": look,
        "staff": staff,
        "divisions": divisions,
        "session": held,
        "choir": choir.id,
        "sign_in": first,
    }


def table(answer):
    """Return the rows below the title and the unit, with the header first."""
    assert answer.status_code == 200, answer.text
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(at for at, row in enumerate(rows) if row[0] == "序号")
    return [row[1:] for row in rows[start:]]


def audited():
    statement = sa.select(AuditEvent).where(AuditEvent.action == "training:export")
    return [(item.changes["kind"], item.changes["rows"]) for item in db.session.scalars(statement)]


@pytest.fixture
def staff(street, sign_in):
    return sign_in(street["staff"])


class TestSessions:
    def test_stand_in_the_ledger_as_the_import_reads_them(self, staff):
        header, first, *_rest = table(staff.get(f"/trainings/export.xlsx{SINCE}"))

        found = dict(zip(header, first, strict=True))
        assert (found["期次编号"], found["主题"], found["类别"]) == (
            "PX-2025-01",
            "规范化建设",
            "能力提升",
        )
        assert found["日期"] == "2025年4月20日至21日"
        assert (found["实到人数"], found["签到人次"], found["满意度"]) == ("350余", 2, "98.5%")
        assert found["经费（元）"] == 2400
        assert audited() == [("sessions", 2)]

    def test_are_narrowed_as_the_list_is(self, staff):
        rows = table(staff.get(f"/trainings/export.xlsx{SINCE}&q=财务"))

        assert [row[1] for row in rows[1:2]] == ["财务"]
        assert audited() == [("sessions", 1)]


class TestPeople:
    def test_have_their_hours_of_the_period(self, street, staff):
        header, first, second, *_rest = table(staff.get(f"/trainings/hours.xlsx{SINCE}"))

        assert header == ["姓名", "所属组织", "手机号", "参加场次", "时长（分钟）", "学时"]
        assert first == ["甲子寅", "晴湾合唱团", "13800000001", 2, 195, "4.3"]
        assert second == ["甲子卯", "某物业公司", None, 1, 135, "3"]
        assert len(list_hours(street["look"])) == 2

    def test_stand_on_the_sign_in_sheet_with_room_to_sign(self, street, staff):
        header, first, *_rest = table(
            staff.get(f"/trainings/{street['session']}/sign-in-sheet.xlsx")
        )

        assert header[-1] == "签名"
        assert first[:5] == [
            "甲子寅",
            "晴湾合唱团",
            "13800000001",
            "PX-2025-01",
            "2025-04-20 13:30",
        ]

    def test_are_masked_for_whom_may_not_read_personal_columns(self, street, sign_in):
        place = street["divisions"]["晴川街道"]
        leader = sign_in(AccountFactory.create(role=Role.LEADER, division_code=place))

        header, first, *_rest = table(
            leader.get(f"/trainings/{street['session']}/sign-in-sheet.xlsx")
        )

        assert "手机号" not in header
        assert first[0] == "甲**"
        assert leader.get(f"/trainings/sign-ins/{street['sign_in']}/proof.xlsx").status_code == 403

    def test_get_a_proof_of_all_they_attended(self, street, staff):
        address = f"/trainings/sign-ins/{street['sign_in']}/proof.xlsx"
        _header, first, second, *_rest = table(staff.get(address))

        assert [first[0], second[0]] == ["规范化建设", "财务"]
        assert [first[5:], second[5:]] == [[135, "3"], [60, "1.3"]]
        assert audited() == [("proof", 2)]


class TestOrganizations:
    def test_have_a_record_of_who_attended_what(self, street, staff):
        address = f"/organizations/{street['choir']}/trainings.xlsx"
        _header, first, second, *_rest = table(staff.get(address))

        assert [(row[0], row[-1]) for row in (first, second)] == [
            ("规范化建设", "甲子寅"),
            ("财务", "甲子寅"),
        ]

    @pytest.mark.parametrize("name", ["session", "choir", "sign_in"])
    def test_of_another_street_are_not_found(self, name, street, sign_in):
        place = street["divisions"]["云栖街道"]
        neighbor = sign_in(AccountFactory.create(division_code=place))
        address = {
            "session": "/trainings/%s/sign-in-sheet.xlsx",
            "choir": "/organizations/%s/trainings.xlsx",
            "sign_in": "/trainings/sign-ins/%s/proof.xlsx",
        }[name]

        assert neighbor.get(address % street[name]).status_code == 404
