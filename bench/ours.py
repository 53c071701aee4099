"""The application's own work, as pages and commands do it."""

import tempfile
from pathlib import Path

from app.access.permissions import Role
from app.accounts.models import Account
from app.accounts.queries import operator
from app.accounts.sign_ins import open_sign_in
from app.exchange.engine import ImportRequest, make_plan, read_file
from app.exchange.exports import Export, write_export
from app.exchange.register.adapter import REGISTER_ADAPTER
from app.extensions import db
from app.organizations.columns import COLUMNS
from app.register.selection import Selection
from app.standpoint import make_standpoint, today
from app.turns import writing
from bench.register import application, database

PAGES = 30


def roster_columns():
    """Return twenty columns of a roster, personal ones among them."""
    return tuple(column.key for column in COLUMNS if column.parse)[:20]


def export(size, form):
    app = application(database(size))
    context = app.app_context()
    context.push()
    account = operator()
    standpoint = make_standpoint({}, viewer=account.id, division=account.division_code)
    selection = Selection(columns=roster_columns())
    out = Path(tempfile.mkdtemp()) / "out.xlsx"
    wanted = Export(standpoint, selection, account, is_official=form == "official")
    return lambda: write_export(wanted, out)


def dry_run(size, path):
    """Read, map, normalize, match and compare a ledger against a register of this size."""
    app = application(database(size))
    context = app.app_context()
    context.push()
    account = operator()
    standpoint = make_standpoint({}, viewer=account.id, division=account.division_code)
    request = ImportRequest("ledger.xlsx", today())

    def work():
        ledger = read_file(REGISTER_ADAPTER, Path(path), request)
        return make_plan(REGISTER_ADAPTER, standpoint, ledger, request).counts()

    return work


def list_page(size, query):
    return page(size, f"/organizations?size=50{query}")


def page(size, address):
    return fetching(database(size), address)


def fetching(path, address):
    """Fetch a page of the register in this file as a member of staff, several times."""
    app = application(path)
    with app.app_context():
        client = app.test_client()
        with writing():
            account = _staff()
            token = open_sign_in(account, "127.0.0.1")
            db.session.commit()
        db.session.remove()
    client.set_cookie("miaopu", token)
    assert client.get(address).status_code == 200

    def work():
        for _ in range(PAGES):
            client.get(address)
        return PAGES

    return work


def _staff():
    account = db.session.query(Account).filter_by(username="bench").one_or_none()
    if account is None:
        whole = operator()
        account = Account(
            username="bench",
            name="bench",
            role=Role.STAFF,
            division_code=whole.division_code,
            created_at=whole.created_at,
        )
        db.session.add(account)
        db.session.flush()
    return account
