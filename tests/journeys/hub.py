"""A hub that people can be sent to: the whole application, served over a database file."""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.access.permissions import Role
from app.accounts.operations import create_account
from app.accounts.queries import operator
from app.demo.loading import prepare_accounts
from app.divisions.operations import load_divisions
from app.extensions import db
from app.turns import writing
from tests.conftest import make_app
from tests.web.browser import served


@dataclass(frozen=True)
class Hub:
    """Where it is, and with which name and password one signs in."""

    address: str
    accounts: dict[Role, tuple[str, str]]

    def sign_in(self, page, role):
        username, password = self.accounts[role]
        page.goto(f"{self.address}/login")
        fill_in(page, username, password)
        expect(page.locator(".user-menu")).to_be_visible()


def fill_in(page, username, password):
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def faults(page):
    """What a checker of accessibility finds: in a page that bypasses the policy, which refuses it."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


def fill_database(migrated, path, fill):
    """Make a database with what `fill` puts into it, given the accounts; return the passwords."""
    shutil.copy(migrated, path)
    prepared = prepare_accounts()
    with opened(path) as app, app.app_context(), writing():
        fill([account for _shown, account in prepared])
        db.session.commit()
    return {shown.role: (shown.username, shown.password) for shown, _account in prepared}


def fill_empty_hub(accounts, divisions):
    """The divisions and the people, and not one organization."""
    by = operator()
    load_divisions(divisions, by=by.id)
    for account in accounts:
        create_account(account, by=by)


@contextmanager
def opened(path):
    app = make_app(f"sqlite:///{path}", WTF_CSRF_ENABLED=True)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def hub_at(path, accounts):
    with opened(path) as app, served(app) as address:
        yield Hub(address, accounts)
