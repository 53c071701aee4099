from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from app.access.permissions import Role
from app.audit.models import AuditEvent
from app.exchange.engine import ImportRequest, make_plan, read_content
from app.exchange.projects.adapter import PROJECTS_ADAPTER
from app.extensions import db
from app.standpoint import make_standpoint
from tests.factories import AccountFactory, OrganizationFactory, example_divisions
from tests.factories.projects import ProjectFactory
from tests.factories.recognitions import RecognitionFactory


@pytest.fixture
def street(session):
    return example_divisions()["晴川街道"]


@pytest.fixture
def project(street):
    organization = OrganizationFactory.create(name="晴湾棋社", division_code=street)
    found = ProjectFactory.create(
        division_code=street,
        organizations=[organization],
        detail={
            "name": "邻里食堂",
            "kind": "民生微实事",
            "granted": 3_000_000,
            "starts_on": date(2025, 4, 1),
            "ends_on": date(2025, 12, 28),
            "leader_name": "甲子丑",
            "leader_phone": "13800001111",
        },
        steps=[(date(2025, 4, 1), "running", None)],
    )
    RecognitionFactory.create(project_id=found.id, division_code=street)
    return found


def texts(answer):
    sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def test_the_ledger_imports_again_without_a_change(street, project, sign_in):
    account = AccountFactory.create(division_code=street)
    answer = sign_in(account).get("/projects/export.xlsx")

    look = make_standpoint({}, viewer=account.id, division=street)
    request = ImportRequest("台账.xlsx", look.on)
    file = read_content(PROJECTS_ADAPTER, answer.data, request)
    plan = make_plan(PROJECTS_ADAPTER, look, file, request)
    assert plan.counts() == {
        "total": 1, "new": 0, "changed": 0, "unchanged": 1, "skipped": 0, "error": 0,
    }  # fmt: skip
    assert plan.all_problems() == []
    assert "leader_phone" in plan.sheets[0].columns


def test_who_may_not_read_names_gets_none(street, project, sign_in):
    client = sign_in(AccountFactory.create(division_code=street, role=Role.LEADER))

    answer = client.get("/projects/export.xlsx")

    found = str(texts(answer))
    assert "邻里食堂" in found
    assert "甲子丑" not in found
    assert "13800001111" not in found
    event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.action, event.changes["personal"]) == ("project:export", [])


@pytest.mark.parametrize("name", ["export", "money", "results"])
def test_workbooks_follow_the_filters_of_the_list(street, project, sign_in, name):
    client = sign_in(AccountFactory.create(division_code=street))

    assert "邻里食堂" in str(texts(client.get(f"/projects/{name}.xlsx?q=食堂")))
    assert "邻里食堂" not in str(texts(client.get(f"/projects/{name}.xlsx?q=没有")))


def test_the_list_leads_to_them(street, project, sign_in):
    page = sign_in(AccountFactory.create(division_code=street)).get("/projects?q=食堂").text

    assert "/projects/money.xlsx?q=" in page
    assert "ledger=projects" in page
