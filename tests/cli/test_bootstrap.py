import re

from sqlalchemy import select

from app.access.permissions import Role
from app.accounts.hashing import is_password
from app.accounts.models import Account


class TestBootstrap:
    def test_makes_one_administrator_who_must_change_the_password(self, app, session):
        runner = app.test_cli_runner()

        first = runner.invoke(args=["accounts", "bootstrap"])
        again = runner.invoke(args=["accounts", "bootstrap"])

        account = session.scalars(select(Account).where(Account.username != "operator")).one()
        password = re.search(r"密码 (\S+?)（", first.output)[1]
        assert (account.role, account.must_change_password) == (Role.ADMINISTRATOR, True)
        assert is_password(password, account.password_hash)
        assert again.output == ""
