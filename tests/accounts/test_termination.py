"""Whatever ends a sign-in ends it everywhere and at once, for copies of the cookie too."""

import pytest

from app.access.permissions import Role
from app.accounts.models import Account
from app.extensions import db
from app.turns import writing
from tests.accounts.known import OTHER_PASSWORD, PASSWORD, PASSWORD_HASH
from tests.factories import AccountFactory, example_divisions

PAGE = "/account/password"

pytestmark = pytest.mark.stack


@pytest.fixture
def stack(stack):
    with writing():
        divisions = example_divisions()
        for username, role in (("guanli", Role.ADMINISTRATOR), ("zhangsan", Role.STAFF)):
            AccountFactory.create(
                username=username,
                role=role,
                division_code=divisions["示例区"],
                password_hash=PASSWORD_HASH,
            )
    return stack


def browser(stack, username="zhangsan", password=PASSWORD):
    client = stack.test_client()
    client.post("/login", data={"username": username, "password": password})
    assert client.get(PAGE).status_code == 200
    return client


def copy_of(stack, client):
    copied = stack.test_client()
    copied.set_cookie("miaopu", client.get_cookie("miaopu").value)
    assert copied.get(PAGE).status_code == 200
    return copied


def is_out(client):
    return client.get(PAGE).location == f"/login?next={PAGE}"


def id_of(username):
    found = db.session.query(Account.id).filter_by(username=username).scalar()
    db.session.rollback()
    return found


class TestSignOut:
    def test_kills_a_copied_cookie(self, stack):
        client = browser(stack)
        copied, elsewhere = copy_of(stack, client), browser(stack)

        client.post("/logout")

        assert is_out(client)
        assert is_out(copied)
        assert not is_out(elsewhere)


class TestSignIn:
    def test_gives_another_token_each_time(self, stack):
        tokens = {browser(stack).get_cookie("miaopu").value for _ in range(3)}

        assert len(tokens) == 3

    def test_does_not_take_a_token_it_was_given(self, stack):
        client = stack.test_client()
        client.set_cookie("miaopu", "planted-by-somebody-else")

        client.post("/login", data={"username": "zhangsan", "password": PASSWORD})

        assert client.get_cookie("miaopu").value != "planted-by-somebody-else"


class TestChangeOfPassword:
    def test_leaves_this_browser_only_and_with_another_token(self, stack):
        client = browser(stack)
        copied, elsewhere = copy_of(stack, client), browser(stack)

        form = {"current": PASSWORD, "new": OTHER_PASSWORD, "repeated": OTHER_PASSWORD}
        client.post("/account/password", data=form)

        assert not is_out(client)
        assert is_out(copied)
        assert is_out(elsewhere)


class TestAdministration:
    EDIT = {"name": "甲子丑", "role": "staff", "division": "330199000000"}  # noqa: RUF012

    @pytest.mark.parametrize(
        ("action", "form"),
        [
            ("/password", {}),
            ("/disable", {}),
            ("/sign-ins", {}),
            ("", {**EDIT, "role": "leader"}),
            ("", {**EDIT, "division": "330199001000"}),
        ],
    )
    def test_ends_every_sign_in_of_the_account(self, stack, action, form):
        clients = [browser(stack), browser(stack)]
        administrator = browser(stack, "guanli")

        answer = administrator.post(
            f"/administration/accounts/{id_of('zhangsan')}{action}", data=form
        )

        assert answer.status_code in {200, 302}
        assert all(is_out(client) for client in clients)
        assert not is_out(administrator)

    def test_leaves_them_alone_for_another_name(self, stack):
        client = browser(stack)

        browser(stack, "guanli").post(
            f"/administration/accounts/{id_of('zhangsan')}", data={**self.EDIT, "name": "新名"}
        )

        assert not is_out(client)
