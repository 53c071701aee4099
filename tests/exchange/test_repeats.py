"""The same file at the same time: rows as after one import."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from app.audit.models import AuditEvent
from app.exchange.models import BatchState, ImportBatch
from app.extensions import db
from app.organizations.models import Organization, StandingChange
from app.standpoint import today
from app.turns import writing
from tests.conftest import make_app, signed_in_client
from tests.exchange.hub import book
from tests.factories import AccountFactory, example_divisions

ROWS = 20
LEDGER = book(
    ["组织名称", "备案编号", "状态"],
    *[[f"晴湾第{n}志愿队", f"晴备{n}号", "已备案"] for n in range(ROWS)],
)


@pytest.fixture
def postgresql(postgresql_url):
    app = make_app(postgresql_url)
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        downgrade(revision="base")  # the next test finds an empty database
        db.engine.dispose()


@pytest.fixture(
    params=[
        pytest.param("stack", marks=pytest.mark.stack),
        pytest.param("postgresql", marks=pytest.mark.postgresql),
    ]
)
def clients(request):
    """Two browsers of members of staff of one street."""
    app = request.getfixturevalue(request.param)
    with writing():
        street = example_divisions()["晴川街道"]
        accounts = [AccountFactory.create(division_code=street) for _ in range(2)]
        return [signed_in_client(app, account) for account in accounts]


def upload(client):
    data = {
        "file": (BytesIO(LEDGER), "台账.xlsx"),
        "division": "330199001000",
        "effective_on": today().isoformat(),
    }
    return client.post("/imports", data=data).location


def at_once(clients, paths):
    """Confirm at the same moment, each browser its path; return the status codes."""
    start = Barrier(len(clients))

    def confirm(client, path):
        start.wait()
        return client.post(f"{path}/confirmation").status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(confirm, clients, paths))


def counted():
    db.session.rollback()
    models = (Organization, StandingChange)
    counts = [db.session.scalar(sa.select(sa.func.count()).select_from(m)) for m in models]
    applied = sa.select(sa.func.count()).where(AuditEvent.action == "import:apply")
    return (*counts, db.session.scalar(applied))


def test_one_batch_confirmed_twice_is_applied_once(clients):
    path = upload(clients[0])

    assert at_once(clients, [path, path]) == [302, 302]

    assert counted() == (ROWS, ROWS, 1)
    page = clients[0].get(path).text
    assert f"新增 {ROWS} 家" in page
    assert "导入结果" in page


def test_two_batches_of_one_file_enter_each_organization_once(clients):
    """The second finds the register changed since its pre-check, and says so."""
    paths = [upload(client) for client in clients]

    assert at_once(clients, paths) == [302, 302]

    assert counted() == (ROWS, ROWS, 1)
    states = db.session.scalars(sa.select(ImportBatch.state).order_by(ImportBatch.state)).all()
    assert states == [BatchState.APPLIED, BatchState.CHECKED]
    waiting = db.session.scalars(
        sa.select(ImportBatch).where(ImportBatch.state == BatchState.CHECKED)
    ).one()
    assert waiting.reading["rows"]["unchanged"] == ROWS
