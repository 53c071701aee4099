"""Exports of the rows behind a number that counts something other than organizations."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from app.audit.models import AuditEvent
from app.extensions import db
from app.standpoint import today
from tests.factories import OrganizationFactory, StageChangeFactory

ADDRESS = "/metrics/incubation.stage_changes/export.xlsx"


@pytest.fixture
def moved(hub):
    for place, name in (("晴湾社区", "晴湾合唱团"), ("云溪社区", "云栖棋友会")):
        organization = OrganizationFactory.create(
            division_code=hub.divisions[place], name=name, histories__stage="starting"
        )
        StageChangeFactory.create(
            organization_id=organization.id, since=date(today().year, 1, 1), stage="growing"
        )


def sheets_of(answer):
    book = openpyxl.load_workbook(BytesIO(answer.data))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


@pytest.mark.usefixtures("moved")
class TestExport:
    def test_has_exactly_the_rows_and_says_what_they_are(self, browsers, hub):
        answer = browsers.staff.get(f"{ADDRESS}?to_stage=growing")

        (header, *rows), notes = sheets_of(answer)
        assert [row[header.index("组织名称")] for row in rows] == ["晴湾合唱团"]
        assert rows[0][header.index("进入阶段")] == "成长期"
        said = dict(row[:2] for row in notes if row[0])
        assert said["筛选条件"] == "指标：阶段变更；进入阶段：成长期"
        assert said["口径说明"].startswith("期间内孵化阶段的每次变更")
        assert said["行数"] == "1"

    def test_comes_in_the_official_format_too(self, browsers):
        (rows, _notes) = sheets_of(browsers.staff.get(f"{ADDRESS}?official=1"))

        assert "阶段变更（截至" in rows[0][0]

    def test_leaves_a_trace(self, browsers):
        browsers.staff.get(ADDRESS)

        statement = sa.select(AuditEvent).where(AuditEvent.action == "organization:export")
        (event,) = db.session.scalars(statement)
        assert event.changes["metric"] == "incubation.stage_changes"
        assert event.changes["rows"] == 1

    @pytest.mark.parametrize(
        "address",
        [
            "/metrics/no.such/export.xlsx",
            "/metrics/organizations.total/export.xlsx",
            "/organizations/export.xlsx?metric=incubation.stage_changes",
        ],
    )
    def test_of_another_number_is_not_there(self, browsers, address):
        assert browsers.staff.get(address).status_code == 404
