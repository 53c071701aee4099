from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.access.permissions import Role
from app.accounts.models import SignIn, SignInFailure
from app.audit.models import AuditEvent
from app.config import Settings
from tests.accounts.known import OTHER_PASSWORD, PASSWORD, PASSWORD_HASH
from tests.factories import AccountFactory

WRONG = "账号或密码不正确"
LOCKED = "密码错误次数过多"


@pytest.fixture
def account(session):
    return AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)


@pytest.fixture
def client(app, session):
    return app.test_client()


def post_sign_in(client, username="zhangsan", password=PASSWORD, *, url="/login", address=None):
    return client.post(
        url,
        data={"username": username, "password": password},
        environ_overrides={"REMOTE_ADDR": address or "127.0.0.1"},
    )


def actions(session):
    return session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()


class TestSignIn:
    def test_leads_to_the_front_page_with_a_cookie(self, client, account):
        response = post_sign_in(client)

        assert response.status_code == 302
        assert response.location == "/"
        (cookie,) = [v for v in response.headers.getlist("Set-Cookie") if v.startswith("miaopu=")]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
        assert client.get("/account/password").status_code == 200

    def test_holds_the_cookie_to_the_host_under_tls(self, app, client, account, monkeypatch):
        secure = Settings("sqlite://", "x" * 40, public_url="https://miaopu.example")
        monkeypatch.setitem(app.config, "MIAOPU", secure)

        response = post_sign_in(client)

        (cookie,) = [v for v in response.headers.getlist("Set-Cookie") if "miaopu=" in v]
        assert cookie.startswith("__Host-miaopu=")
        assert "Secure" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie

    @pytest.mark.parametrize("username", ["ZhangSan", " zhangsan ", "ｚｈａｎｇｓａｎ"])
    def test_takes_the_name_as_people_type_it(self, client, account, username):
        assert post_sign_in(client, username).status_code == 302

    @pytest.mark.parametrize(
        ("username", "password"),
        [
            ("zhangsan", "wrong"),
            ("zhangsan", PASSWORD + " "),
            ("nobody", PASSWORD),
            ("operator", ""),
            ("disabled", PASSWORD),
            ("zhangsan\x00", "\x00"),
        ],
    )
    def test_does_not_say_what_was_wrong(self, client, account, username, password):
        AccountFactory.create(username="disabled", password_hash=PASSWORD_HASH, is_active=False)

        response = post_sign_in(client, username, password or "x")

        assert response.status_code == 200
        assert WRONG in response.text
        assert not [v for v in response.headers.getlist("Set-Cookie") if v.startswith("miaopu=")]

    def test_asks_for_what_is_missing_at_the_field(self, client, session):
        response = post_sign_in(client, "", "")

        assert "请填写账号" in response.text
        assert "请填写密码" in response.text
        assert not session.scalars(select(SignInFailure)).all()

    def test_never_shows_the_password_again(self, client, account):
        assert "hunter-2-secret" not in post_sign_in(client, password="hunter-2-secret").text

    def test_is_audited_either_way(self, client, account, session):
        post_sign_in(client, password="wrong")
        post_sign_in(client)

        assert actions(session) == ["account:sign-in:refuse", "account:sign-in"]
        events = session.scalars(select(AuditEvent)).all()
        assert [event.address for event in events] == ["127.0.0.1"] * 2

    def test_keeps_no_more_of_a_name_than_a_name_can_have(self, client, session):
        post_sign_in(client, "x" * 100_000)

        assert len(session.scalars(select(AuditEvent)).one().subject_name) < 40

    def test_passes_over_somebody_who_is_signed_in(self, sign_in, account):
        client = sign_in(account)

        assert client.get("/login?next=/organizations").location == "/organizations"


class TestLockOut:
    def test_comes_after_five_wrong_ones_and_holds_for_the_right_one(self, client, account):
        answers = [post_sign_in(client, password="wrong").text for _ in range(5)]

        assert all(WRONG in text for text in answers)
        assert LOCKED in post_sign_in(client).text

    def test_is_the_same_for_a_name_nobody_has(self, client, session):
        for _ in range(5):
            assert WRONG in post_sign_in(client, "nobody").text
        assert LOCKED in post_sign_in(client, "nobody").text

    def test_leaves_the_victim_s_own_address_alone(self, client, account):
        for _ in range(6):
            post_sign_in(client, password="wrong", address="127.0.0.66")

        assert post_sign_in(client, address="127.0.0.8").status_code == 302

    def test_is_over_after_fifteen_minutes(self, client, account):
        begin = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
        with time_machine.travel(begin, tick=False) as clock:
            for _ in range(5):
                post_sign_in(client, password="wrong")
            clock.shift(timedelta(minutes=14, seconds=59))
            assert LOCKED in post_sign_in(client).text
            clock.shift(timedelta(seconds=2))
            assert post_sign_in(client).status_code == 302

    def test_is_not_prolonged_by_those_who_keep_trying(self, client, account):
        begin = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
        with time_machine.travel(begin, tick=False) as clock:
            for _ in range(5):
                post_sign_in(client, password="wrong")
            for _ in range(3):
                clock.shift(timedelta(minutes=5, seconds=1))
                answer = post_sign_in(client)
            assert answer.status_code == 302

    def test_guards_the_change_of_password_too(self, sign_in, account):
        client = sign_in(account)
        form = {"current": "wrong", "new": OTHER_PASSWORD, "repeated": OTHER_PASSWORD}
        for _ in range(5):
            assert "当前密码不正确" in client.post("/account/password", data=form).text

        assert LOCKED in client.post("/account/password", data={**form, "current": PASSWORD}).text


class TestSignOut:
    def test_ends_the_sign_in_and_is_audited(self, client, account, session):
        post_sign_in(client)

        response = client.post("/logout")

        assert response.location == "/"
        assert session.scalars(select(SignIn)).one().ended_at is not None
        assert actions(session) == ["account:sign-in", "account:sign-out"]
        assert client.get("/account/password").status_code == 302

    def test_takes_no_link(self, sign_in, account):
        assert sign_in(account).get("/logout").status_code == 405


class TestChangePassword:
    def change(self, client, current=PASSWORD, new=OTHER_PASSWORD, repeated=None):
        return client.post(
            "/account/password",
            data={
                "current": current,
                "new": new,
                "repeated": new if repeated is None else repeated,
            },
        )

    def test_goes_on_with_the_new_one(self, sign_in, account, app):
        client = sign_in(account)

        response = self.change(client)

        assert response.location == "/"
        assert client.get("/account/password").status_code == 200
        assert WRONG in post_sign_in(app.test_client()).text
        assert post_sign_in(app.test_client(), password=OTHER_PASSWORD).status_code == 302

    @pytest.mark.parametrize(
        ("entries", "message"),
        [
            ({"current": "wrong"}, "当前密码不正确"),
            ({"new": "short"}, "至少8位"),
            ({"new": "kvtrmwqz"}, "至少使用三种"),
            ({"new": "Zhangsan-77"}, "不含账号名"),
            ({"new": "Password1!"}, "太常见"),
            ({"new": PASSWORD}, "与当前密码不同"),
            ({"repeated": "Wd4-ppv-Hn59"}, "不一致"),
            ({"current": ""}, "请填写当前密码"),
        ],
    )
    def test_says_at_the_field_what_to_do(self, sign_in, account, session, entries, message):
        response = self.change(sign_in(account), **entries)

        assert response.status_code == 200
        assert message in response.text
        session.refresh(account)
        assert account.password_hash == PASSWORD_HASH


class TestForcedChange:
    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize(
        "path", ["/administration/accounts", "/administration/divisions", "/administration"]
    )
    def test_holds_every_other_page(self, sign_in, session, method, path):
        account = AccountFactory.create(role=Role.ADMINISTRATOR, must_change_password=True)

        response = getattr(sign_in(account), method)(path)

        if method == "get" or path.endswith("divisions"):
            assert response.location == "/account/password"
        else:
            assert response.status_code == 405

    def test_lets_one_change_it_or_leave(self, sign_in, session):
        account = AccountFactory.create(must_change_password=True, password_hash=PASSWORD_HASH)
        client = sign_in(account)

        assert "当前密码由他人设定" in client.get("/account/password").text
        form = {"current": PASSWORD, "new": OTHER_PASSWORD, "repeated": OTHER_PASSWORD}
        assert client.post("/account/password", data=form).location == "/"
        session.refresh(account)
        assert not account.must_change_password
        assert client.post("/logout").location == "/"


class TestAskToSignIn:
    @pytest.mark.parametrize(
        ("path", "location"),
        [
            ("/account/password", "/login?next=/account/password"),
            (
                "/administration/accounts?q=甲&role=staff",
                "/login?next=/administration/accounts?q%3D%E7%94%B2%26role%3Dstaff",
            ),
        ],
    )
    def test_leads_back_afterwards(self, client, account, path, location):
        response = client.get(path)

        assert response.location == location
        assert post_sign_in(client, url=response.location).location.startswith(path.split("?")[0])

    def test_leads_from_a_form_to_the_front_page(self, client):
        assert client.post("/account/password").location == "/login"

    def test_says_so_when_a_sign_in_is_over(self, client):
        client.set_cookie("miaopu", "over")
        client.get("/account/password")

        assert "登录已超时" in client.get("/login").text
