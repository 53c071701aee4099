"""Nothing changes by a form that did not come from a page of this browser and sign-in."""

import re

import pytest

from app.access.permissions import Role
from app.accounts.sign_ins import open_sign_in
from app.extensions import db
from app.turns import writing
from tests.accounts.known import PASSWORD, PASSWORD_HASH
from tests.factories import AccountFactory

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')

pytestmark = pytest.mark.stack


@pytest.fixture
def stack(stack):
    stack.config["WTF_CSRF_ENABLED"] = True
    return stack


@pytest.fixture
def account(stack):
    with writing():
        return AccountFactory.create(
            username="guanli", role=Role.ADMINISTRATOR, password_hash=PASSWORD_HASH
        )


def signed_in(stack, account):
    with writing():
        token = open_sign_in(account, None)
        db.session.commit()
    client = stack.test_client()
    client.set_cookie("miaopu", token)
    return client


def form_token(client, path="/login"):
    return TOKEN.search(client.get(path).text)[1]


def unsafe_requests(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(("accounts.", "administration.")):
            path = rule.rule.replace("<int:account_id>", "1")
            for method in rule.methods & UNSAFE:
                yield method, path


def contents():
    rows = {
        table.name: db.session.execute(table.select()).all() for table in db.metadata.sorted_tables
    }
    db.session.rollback()
    return rows


class TestUnsafeRequests:
    def test_are_all_tried_below(self, stack):
        assert len(list(unsafe_requests(stack))) >= 10

    @pytest.mark.parametrize("kind", ["none", "foreign", "made up"])
    def test_change_nothing_without_a_token_of_their_own(self, stack, account, kind):
        foreign = form_token(stack.test_client())
        client = signed_in(stack, account)
        form = {"none": {}, "foreign": {"csrf_token": foreign}, "made up": {"csrf_token": "x"}}
        before = contents()

        for method, path in unsafe_requests(stack):
            assert client.open(path, method=method, data=form[kind]).status_code == 400, path

        assert contents() == before

    def test_change_nothing_for_somebody_who_is_not_signed_in(self, stack, account):
        client = stack.test_client()
        before = contents()

        answer = client.post("/login", data={"username": "guanli", "password": PASSWORD})

        assert answer.status_code == 400
        assert contents() == before


class TestToken:
    def sign_in(self, client):
        form = {"username": "guanli", "password": PASSWORD, "csrf_token": form_token(client)}
        return client.post("/login", data=form)

    def test_opens_the_door(self, stack, account):
        assert self.sign_in(stack.test_client()).status_code == 302

    def test_is_made_anew_by_signing_in(self, stack, account):
        client = stack.test_client()
        old = form_token(client)

        self.sign_in(client)

        assert client.post("/logout", data={"csrf_token": old}).status_code == 400
        new = form_token(client, "/account/password")
        assert client.post("/logout", data={"csrf_token": new}).status_code == 302

    def test_is_made_anew_by_signing_out(self, stack, account):
        client = stack.test_client()
        self.sign_in(client)
        old = form_token(client, "/account/password")
        client.post("/logout", data={"csrf_token": old})

        form = {"username": "guanli", "password": PASSWORD, "csrf_token": old}
        assert client.post("/login", data=form).status_code == 400
