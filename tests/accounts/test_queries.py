from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from app.access.permissions import Role
from app.accounts import queries
from app.accounts.models import SignIn
from app.db import utc_now
from app.divisions.codes import WHOLE
from tests.factories import AccountFactory, example_divisions


def sign_in_row(session, account, token_hash="hash", **times):
    now = utc_now()
    values = {"created_at": now, "seen_at": now, **times}
    session.add(SignIn(token_hash=token_hash, account_id=account.id, **values))
    session.flush()


class TestFindAccountByUsername:
    def test_takes_any_way_to_write_it(self, session):
        account = AccountFactory.create(username="zhangsan")

        assert queries.find_account_by_username(" ZhangSan") is account
        assert queries.find_account_by_username("zhangsa") is None


class TestOperator:
    def test_has_everything_in_view_and_cannot_sign_in(self, session):
        operator = queries.operator()

        assert operator.division_code == WHOLE
        assert operator.password_hash is None


class TestGetAccount:
    def test_finds_own_division_and_below_only(self, session):
        divisions = example_divisions()
        inside = AccountFactory.create(division_code=divisions["晴湾社区"])
        outside = AccountFactory.create(division_code=divisions["云栖街道"])

        assert queries.get_account(divisions["晴川街道"], inside.id) is inside
        with pytest.raises(NoResultFound):
            queries.get_account(divisions["晴川街道"], outside.id)


class TestListAccounts:
    def test_leaves_out_the_operator_and_orders_by_account_name(self, session):
        for username in ("b", "a", "c"):
            AccountFactory.create(username=username)

        assert [item.username for item in queries.list_accounts(WHOLE)] == ["a", "b", "c"]
        assert queries.count_accounts(WHOLE) == 3

    @pytest.mark.parametrize(
        ("text", "found"),
        [("SAN", ["zhangsan"]), ("甲子", ["zhangsan"]), ("%", []), ("_", ["li_si"]), ("x", [])],
    )
    def test_searches_both_names_literally(self, session, text, found):
        AccountFactory.create(username="zhangsan", name="甲子丑")
        AccountFactory.create(username="li_si", name="乙丑寅")

        assert [item.username for item in queries.list_accounts(WHOLE, text=text)] == found
        assert queries.count_accounts(WHOLE, text=text) == len(found)

    def test_narrows_by_role_and_pages(self, session):
        for number in range(3):
            AccountFactory.create(username=f"l{number}", role=Role.LEADER)
        AccountFactory.create(role=Role.STAFF)

        page = queries.list_accounts(WHOLE, role=Role.LEADER, offset=1, limit=1)

        assert [item.username for item in page] == ["l1"]
        assert queries.count_accounts(WHOLE, role=Role.LEADER) == 3


class TestFindLiveSignIn:
    def test_comes_with_its_account(self, session):
        account = AccountFactory.create()
        sign_in_row(session, account)
        session.expire_all()

        assert queries.find_live_sign_in("hash", now=utc_now()).account.id == account.id

    @pytest.mark.parametrize(
        ("idle", "old", "is_found"),
        [
            (timedelta(minutes=29), timedelta(hours=1), True),
            (timedelta(minutes=30, seconds=1), timedelta(hours=1), False),
            (timedelta(0), timedelta(hours=11, minutes=59), True),
            (timedelta(0), timedelta(hours=12, minutes=1), False),
        ],
    )
    def test_times_out(self, session, idle, old, is_found):
        now = utc_now()
        sign_in_row(session, AccountFactory.create(), seen_at=now - idle, created_at=now - old)

        assert (queries.find_live_sign_in("hash", now=now) is not None) is is_found

    def test_finds_nothing_that_has_ended_or_is_disabled(self, session):
        sign_in_row(session, AccountFactory.create(), "ended", ended_at=utc_now())
        sign_in_row(session, AccountFactory.create(is_active=False), "disabled")

        for token_hash in ("ended", "disabled", "unknown"):
            assert queries.find_live_sign_in(token_hash, now=utc_now()) is None


class TestLastSignIns:
    def test_gives_the_latest_of_each(self, session):
        used, unused = AccountFactory.create(), AccountFactory.create()
        earlier, later = utc_now() - timedelta(days=2), utc_now() - timedelta(days=1)
        sign_in_row(session, used, "1", created_at=later)
        sign_in_row(session, used, "2", created_at=earlier)

        assert queries.last_sign_ins([used.id, unused.id]) == {used.id: later}


class TestAccountNames:
    def test_gives_the_names_of_those_asked_for(self, session):
        account = AccountFactory.create(name="甲子丑")

        assert queries.account_names({account.id, 10**6}) == {account.id: "甲子丑"}
