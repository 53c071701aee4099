from datetime import timedelta
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, insert, select

from app.accounts import sign_ins
from app.accounts.hashing import is_password, needs_rehash
from app.accounts.models import SignIn, SignInFailure
from app.accounts.queries import LOCK
from app.accounts.sign_ins import Attempt, Proof, begin_attempt, prove, settle_attempt
from app.accounts.tokens import hash_token
from app.audit.models import AuditEvent
from app.db import utc_now
from tests.accounts.known import PASSWORD, PASSWORD_HASH
from tests.factories import AccountFactory

AT_HOME = "10.0.0.8"


def attempts_allowed(username, address=AT_HOME, tries=20):
    return sum(begin_attempt(Attempt(username, address)) for _ in range(tries))


def last_event(session):
    return session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()


class TestBeginAttempt:
    def test_allows_exactly_five_that_are_not_settled(self, session):
        assert attempts_allowed("zhangsan") == 5

    def test_counts_a_name_nobody_has_like_any_other(self, session):
        AccountFactory.create(username="zhangsan")

        assert attempts_allowed("zhangsan") == attempts_allowed("nobody")

    def test_lets_the_victim_go_on_from_another_address(self, session):
        attempts_allowed("zhangsan", "10.0.0.66")

        assert begin_attempt(Attempt("zhangsan", AT_HOME))

    def test_lets_others_go_on_from_the_same_address(self, session):
        attempts_allowed("zhangsan")

        assert begin_attempt(Attempt("lisi", AT_HOME))

    def test_audits_who_is_locked_out(self, session):
        account = AccountFactory.create(username="zhangsan")
        attempts_allowed("zhangsan", tries=6)

        event = last_event(session)
        assert event.action == "account:sign-in:refuse"
        assert (event.subject_id, event.actor_id) == (account.id, None)
        assert event.changes == {"reason": "locked"}

    def test_keeps_at_most_10_000_rows(self, session):
        now = utc_now()
        rows = [{"username": f"n{n}", "address": AT_HOME, "at": now} for n in range(10_050)]
        session.execute(insert(SignInFailure), rows)

        begin_attempt(Attempt("zhangsan", AT_HOME))

        assert session.scalar(select(func.count(SignInFailure.id))) == 10_000
        assert session.scalar(select(func.max(SignInFailure.username))) == "zhangsan"

    def test_forgets_what_is_over(self, session):
        over = utc_now() - LOCK - timedelta(seconds=1)
        session.add(SignInFailure(username="lisi", address=AT_HOME, at=over))

        begin_attempt(Attempt("zhangsan", AT_HOME))

        assert session.scalars(select(SignInFailure.username)).all() == ["zhangsan"]


class TestProve:
    def test_takes_the_right_password_only(self, session):
        AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)

        assert prove(Attempt("zhangsan", AT_HOME), PASSWORD) == Proof(PASSWORD_HASH)
        assert prove(Attempt("zhangsan", AT_HOME), "wrong") is None
        assert prove(Attempt("nobody", AT_HOME), PASSWORD) is None

    def test_takes_no_password_for_an_account_without_one(self, session):
        assert prove(Attempt("operator", AT_HOME), "") is None

    @pytest.mark.parametrize("username", ["zhangsan", "nobody", "operator"])
    def test_does_the_same_work_for_every_name(self, session, username):
        AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)

        with patch.object(sign_ins, "is_password", wraps=is_password) as looked:
            prove(Attempt(username, AT_HOME), "wrong")

        assert looked.call_count == 1

    def test_brings_a_hash_of_today_s_cost_for_an_older_one(self, session):
        weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        AccountFactory.create(username="zhangsan", password_hash=weak)

        proof = prove(Attempt("zhangsan", AT_HOME), PASSWORD)

        assert proof.kept_hash == weak
        assert not needs_rehash(proof.stronger_hash)
        assert is_password(PASSWORD, proof.stronger_hash)


class TestSettleAttempt:
    def test_opens_a_sign_in_of_which_only_a_digest_is_kept(self, session):
        account = AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)

        token = settle_attempt(Attempt("zhangsan", AT_HOME), Proof(PASSWORD_HASH))

        sign_in = session.scalars(select(SignIn)).one()
        assert sign_in.account_id == account.id
        assert sign_in.token_hash == hash_token(token)
        assert (sign_in.address, sign_in.ended_at) == (AT_HOME, None)

    def test_is_audited(self, session):
        account = AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)

        settle_attempt(Attempt("zhangsan", AT_HOME), Proof(PASSWORD_HASH))

        event = last_event(session)
        assert event.action == "account:sign-in"
        assert (event.actor_id, event.subject_name) == (account.id, "zhangsan")

    def test_takes_back_the_failures_before_it(self, session):
        AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)
        attempts_allowed("zhangsan", tries=4)

        settle_attempt(Attempt("zhangsan", AT_HOME), Proof(PASSWORD_HASH))

        assert attempts_allowed("zhangsan") == 5

    def test_keeps_the_stronger_hash(self, session):
        account = AccountFactory.create(username="zhangsan", password_hash="weak")

        settle_attempt(Attempt("zhangsan", AT_HOME), Proof("weak", PASSWORD_HASH))

        assert account.password_hash == PASSWORD_HASH

    @pytest.mark.parametrize("username", ["zhangsan", "nobody"])
    def test_refuses_and_audits_without_a_proof(self, session, username):
        AccountFactory.create(username="zhangsan", password_hash=PASSWORD_HASH)

        assert settle_attempt(Attempt(username, AT_HOME), None) is None

        event = last_event(session)
        assert event.action == "account:sign-in:refuse"
        assert (event.actor_id, event.subject_name) == (None, username)
        assert event.changes == {"reason": "wrong"}
        assert not session.scalars(select(SignIn)).all()

    @pytest.mark.parametrize("change", [{"is_active": False}, {"password_hash": "another"}])
    def test_refuses_a_proof_that_was_overtaken(self, session, change):
        AccountFactory.create(**{"username": "zhangsan", "password_hash": PASSWORD_HASH, **change})

        assert settle_attempt(Attempt("zhangsan", AT_HOME), Proof(PASSWORD_HASH)) is None


class TestOpenSignIn:
    def test_drops_rows_nobody_asks_for_any_more(self, session):
        account = AccountFactory.create()
        old = utc_now() - sign_ins.KEPT - timedelta(days=1)
        session.add(SignIn(token_hash="old", account_id=account.id, created_at=old, seen_at=old))
        session.flush()

        token = sign_ins.open_sign_in(account, AT_HOME)

        assert session.scalars(select(SignIn.token_hash)).all() == [hash_token(token)]
