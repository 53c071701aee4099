import re

import pytest
from sqlalchemy import select

from app.access.permissions import Role
from app.accounts.hashing import is_password
from app.accounts.models import Account
from app.accounts.passwords import find_weakness
from app.accounts.queries import operator
from app.audit.models import AuditEvent
from tests.factories import AccountFactory, example_divisions

PASSWORD_SHOWN = re.compile(r"<code>([^<]+)</code>")


@pytest.fixture
def divisions(session):
    return example_divisions()


@pytest.fixture
def administrator(divisions):
    return AccountFactory.create(
        username="guanli", role=Role.ADMINISTRATOR, division_code=divisions["晴川街道"]
    )


@pytest.fixture
def colleague(divisions):
    return AccountFactory.create(
        username="zhangsan", name="甲子丑", division_code=divisions["晴湾社区"]
    )


@pytest.fixture
def outsider(divisions):
    return AccountFactory.create(username="lisi", division_code=divisions["云栖街道"])


@pytest.fixture
def client(sign_in, administrator):
    return sign_in(administrator)


def actions(session):
    return session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()


class TestAccounts:
    def test_lists_those_of_the_own_divisions_only(self, client, colleague, outsider):
        page = client.get("/administration/accounts").text

        assert "zhangsan" in page
        assert "guanli" in page
        assert "lisi" not in page
        assert ">operator<" not in page

    @pytest.mark.parametrize(
        ("query", "is_shown"),
        [("q=甲子", True), ("q=%25", False), ("role=staff", True), ("role=leader", False)],
    )
    def test_can_be_narrowed(self, client, colleague, query, is_shown):
        page = client.get(f"/administration/accounts?{query}").text

        assert (f"#account-{colleague.id}" in page or "zhangsan" in page) is is_shown

    @pytest.mark.parametrize(
        "query", ["role=king", "page=x", "page=99999999999", "size=7", "q=%ff&page=-1"]
    )
    def test_bear_any_query(self, client, query):
        assert client.get(f"/administration/accounts?{query}").status_code == 200

    def test_ask_no_more_of_the_database_as_accounts_are_added(
        self, client, divisions, count_queries
    ):
        def queries_with_three_more():
            for _ in range(3):
                AccountFactory.create(division_code=divisions["晴湾社区"])
            with count_queries() as queries:
                client.get("/administration/accounts")
            return len(queries)

        assert queries_with_three_more() == queries_with_three_more()


class TestCreateAccount:
    FORM = {"username": "WangWu", "name": "丙寅卯", "role": "leader", "division": "330199001001"}  # noqa: RUF012

    def test_shows_the_random_password_once(self, client, session):
        response = client.post("/administration/accounts/new", data=self.FORM)

        account = session.scalars(select(Account).where(Account.username == "wangwu")).one()
        password = PASSWORD_SHOWN.search(response.text)[1]
        assert is_password(password, account.password_hash)
        assert find_weakness(password, "wangwu") is None
        assert account.must_change_password
        assert response.headers["Cache-Control"] == "no-store"
        assert password not in client.get(f"/administration/accounts/{account.id}").text
        assert actions(session) == ["account:create"]

    @pytest.mark.parametrize(
        ("entries", "message"),
        [
            ({"username": ""}, "请填写账号"),
            ({"username": "wang wu"}, "请用文字、字母、数字"),
            ({"username": "x" * 33}, "不超过32位"),
            ({"username": "Operator"}, "由系统保留"),
            ({"username": "zhangsan"}, "已被使用"),
            ({"username": "lisi"}, "已被使用"),
            ({"name": "  "}, "请填写姓名"),
            ({"name": "名" * 51}, "50个字以内"),
            ({"role": "king"}, "请从列表中选择"),
            ({"division": "330199002000"}, "请从列表中选择"),
            ({"division": ""}, "请从列表中选择"),
        ],
    )
    def test_says_at_the_field_what_to_do(
        self, client, colleague, outsider, session, entries, message
    ):
        before = session.query(Account).count()

        response = client.post("/administration/accounts/new", data={**self.FORM, **entries})

        assert response.status_code == 200
        assert message in response.text
        assert session.query(Account).count() == before

    def test_keeps_what_was_typed(self, client):
        response = client.post("/administration/accounts/new", data={**self.FORM, "name": ""})

        assert 'value="WangWu"' in response.text

    def test_offers_the_own_divisions_only(self, client):
        page = client.get("/administration/accounts/new").text

        assert "柳浪社区" in page
        assert "云栖街道" not in page
        assert "示例区" not in page


class TestAccount:
    FORM = {"name": "乙丑寅", "role": "staff", "division": "330199001001"}  # noqa: RUF012

    def test_is_saved_and_shown_again(self, client, colleague, session):
        response = client.post(f"/administration/accounts/{colleague.id}", data=self.FORM)

        assert response.location == f"/administration/accounts/{colleague.id}"
        session.refresh(colleague)
        assert colleague.name == "乙丑寅"
        assert actions(session) == ["account:edit"]

    def test_keeps_one_s_own_role_and_division(self, client, administrator, session):
        form = {**self.FORM, "division": "330199001000"}
        response = client.post(f"/administration/accounts/{administrator.id}", data=form)

        assert "请由其他系统管理员变更" in response.text
        session.refresh(administrator)
        assert administrator.role is Role.ADMINISTRATOR

    def test_shows_where_it_is_signed_in(self, client, sign_in, colleague):
        sign_in(colleague)

        page = client.get(f"/administration/accounts/{colleague.id}").text

        assert "退出全部登录" in page
        assert "127.0.0.1" in page

    def test_offers_nothing_dangerous_on_the_own_one(self, client, administrator):
        page = client.get(f"/administration/accounts/{administrator.id}").text

        assert "/disable" not in page
        assert f"/{administrator.id}/password" not in page


class TestAccountPassword:
    def test_shows_the_new_one_once(self, client, colleague, session):
        response = client.post(f"/administration/accounts/{colleague.id}/password")

        password = PASSWORD_SHOWN.search(response.text)[1]
        session.refresh(colleague)
        assert is_password(password, colleague.password_hash)
        assert colleague.must_change_password
        assert actions(session) == ["account:password:reset"]

    def test_leaves_the_own_one_to_its_own_page(self, client, administrator, session):
        before = administrator.password_hash

        client.post(f"/administration/accounts/{administrator.id}/password")

        session.refresh(administrator)
        assert administrator.password_hash == before


class TestAccountDisable:
    def test_and_back(self, client, colleague, session):
        client.post(f"/administration/accounts/{colleague.id}/disable")
        session.refresh(colleague)
        assert not colleague.is_active
        assert "已停用" in client.get("/administration/accounts").text

        client.post(f"/administration/accounts/{colleague.id}/enable")
        session.refresh(colleague)
        assert colleague.is_active
        assert actions(session) == ["account:disable", "account:enable"]

    def test_leaves_the_own_one_alone(self, client, administrator, session):
        response = client.post(f"/administration/accounts/{administrator.id}/disable")

        assert "不能停用自己的账号" in client.get(response.location).text
        session.refresh(administrator)
        assert administrator.is_active


class TestAccountSignIns:
    def test_ends_them(self, client, sign_in, colleague, session):
        theirs = sign_in(colleague)

        client.post(f"/administration/accounts/{colleague.id}/sign-ins")

        assert theirs.get("/account/password").status_code == 302
        assert actions(session) == ["account:sign-in:end"]


class TestWhoIsKeptOut:
    @pytest.mark.parametrize(
        ("method", "action"),
        [
            ("get", ""),
            ("post", ""),
            ("post", "/password"),
            ("post", "/disable"),
            ("post", "/enable"),
            ("post", "/sign-ins"),
        ],
    )
    def test_finds_nobody_outside_the_division(self, client, outsider, session, method, action):
        form = {"name": "新名", "role": "leader", "division": "330199001001"}
        texts = []
        for account_id in (outsider.id, operator().id, 10**6):
            path = f"/administration/accounts/{account_id}{action}"
            response = client.open(path, method=method.upper(), data=form)
            assert response.status_code == 404
            texts.append(re.sub(r'(value|content|nonce|href|action)="[^"]*"', "", response.text))

        assert len(set(texts)) == 1
        assert actions(session) == []
