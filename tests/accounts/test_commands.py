import pytest

from app.access.permissions import Role
from app.accounts.hashing import is_password
from app.accounts.models import Account
from app.audit.models import AuditEvent
from tests.accounts.known import PASSWORD
from tests.factories import AccountFactory, example_divisions


@pytest.fixture
def create(app, session):
    """Return a function that runs `accounts create` with a password on standard input."""
    example_divisions()

    def run(username="zhangsan", *options, password=PASSWORD + "\n"):
        places = ["--role", "leader", "--division", "330199001000"]
        return app.test_cli_runner().invoke(
            args=["accounts", "create", username, *places, *options], input=password
        )

    return run


class TestCreate:
    def test_makes_an_account_that_can_sign_in_at_once(self, create, session):
        result = create("ZhangSan", "--name", "甲子丑")

        assert result.exit_code == 0, result.output
        account = session.query(Account).filter_by(username="zhangsan").one()
        assert (account.name, account.role, account.division_code) == (
            "甲子丑",
            Role.LEADER,
            "330199001000",
        )
        assert is_password(PASSWORD, account.password_hash)
        assert not account.must_change_password

    def test_acts_as_the_operator(self, create, session):
        create()

        event = session.query(AuditEvent).one()
        operator = session.query(Account).filter_by(username="operator").one()
        assert (event.action, event.actor_id, event.address) == (
            "account:create",
            operator.id,
            None,
        )

    def test_can_ask_for_another_password_at_first_sign_in(self, create, session):
        create("zhangsan", "--must-change-password")

        assert session.query(Account).filter_by(username="zhangsan").one().must_change_password

    @pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nsecond line"])
    def test_reads_the_password_from_one_line(self, create, session, ending):
        create(password=PASSWORD + ending)

        account = session.query(Account).filter_by(username="zhangsan").one()
        assert is_password(PASSWORD, account.password_hash)

    @pytest.mark.parametrize(
        ("username", "options", "password", "sentence"),
        [
            ("taken", [], PASSWORD, "已被使用"),
            ("operator", [], PASSWORD, "不能使用"),
            ("zhang san", [], PASSWORD, "不能使用"),
            ("zhangsan", ["--division", "330199009000"], PASSWORD, "找不到区划“330199009000”"),
            ("zhangsan", [], "short", "至少8位"),
            ("zhangsan", [], "", "至少8位"),
            ("zhangsan", [], "Password1!", "太常见"),
        ],
    )
    def test_refuses_with_a_sentence(self, create, session, username, options, password, sentence):
        AccountFactory.create(username="taken")

        result = create(username, *options, password=password)

        assert result.exit_code == 1
        assert sentence in result.stderr
        assert result.stderr.count("\n") == 1
        assert session.query(AuditEvent).count() == 0

    def test_asks_twice_at_a_terminal(self, create, session, monkeypatch):
        terminal = "click.testing._NamedTextIOWrapper.isatty"
        monkeypatch.setattr(terminal, lambda _stream: True, raising=False)

        result = create(password=f"{PASSWORD}\n{PASSWORD}\n")

        assert result.exit_code == 0, result.output
        assert PASSWORD not in result.output
