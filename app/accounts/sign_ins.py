"""Writes around signing in and out. Operations flush and audit; the view commits.

An attempt is two of them with the slow `prove` between: `begin_attempt` counts it as a failure,
`settle_attempt` says what came of it. Counting first keeps attempts made at once to the limit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import CursorResult, delete, func, select, update

from app.accounts.hashing import hash_password, is_password, needs_rehash
from app.accounts.models import Account, SignIn, SignInFailure
from app.accounts.queries import LOCK, count_failures, find_account_by_username
from app.accounts.tokens import hash_token, new_token
from app.audit import operations as audit
from app.db import utc_now
from app.extensions import db

MOST_WRONG: Final = 5  # within LOCK, from one address; the sixth is not even looked at
MOST_FAILURES: Final = 10_000  # rows kept, whatever is thrown at the form
KEPT: Final = timedelta(days=180)  # sign-ins that are over: they tell when an account was last used


@dataclass(frozen=True)
class Attempt:
    """Somebody says who they are; the name is normalized."""

    username: str
    address: str | None


@dataclass(frozen=True)
class Proof:
    """The password was the one of this hash when it was looked at.

    `stronger_hash` is the same password at today's cost, where the kept one is of another.
    """

    kept_hash: str
    stronger_hash: str | None = None


def begin_attempt(attempt: Attempt) -> bool:
    """Count the attempt as a failure until it is settled. False, and audited, when locked out."""
    audit.instant()  # takes the lock of all writers: on PostgreSQL they would not see each other
    now = utc_now()
    if count_failures(attempt.username, attempt.address, now=now) >= MOST_WRONG:
        _record_refusal(attempt, "locked")
        return False
    _prune_failures(now)
    db.session.add(SignInFailure(username=attempt.username, address=attempt.address, at=now))
    db.session.flush()
    return True


def prove(attempt: Attempt, password: str) -> Proof | None:
    """Look at the password, outside the write turn. Takes as long for a name nobody has."""
    account = find_account_by_username(attempt.username)
    kept_hash = account.password_hash if account else None
    if not is_password(password, kept_hash) or kept_hash is None:
        return None
    return Proof(kept_hash, hash_password(password) if needs_rehash(kept_hash) else None)


def settle_attempt(attempt: Attempt, proof: Proof | None) -> str | None:
    """Open a sign-in and return its token, or audit the refusal and return None.

    A proof counts for nothing once the account was disabled or got another password.
    """
    account = find_account_by_username(attempt.username)
    if account is None or not _holds(proof, account):
        _record_refusal(attempt, "wrong")
        return None
    assert proof is not None
    if proof.stronger_hash:
        account.password_hash = proof.stronger_hash
    forget_failures(attempt)
    token = open_sign_in(account, attempt.address)
    audit.record("account:sign-in", _subject(account), by=account.id)
    return token


def open_sign_in(account: Account, address: str | None) -> str:
    """Add a sign-in and return its token. Rows nobody asks for any more go."""
    now = utc_now()
    token = new_token()
    db.session.execute(delete(SignIn).where(SignIn.created_at < now - KEPT))
    db.session.add(
        SignIn(
            token_hash=hash_token(token),
            account_id=account.id,
            address=address,
            created_at=now,
            seen_at=now,
        )
    )
    db.session.flush()
    return token


def end_sign_in(sign_in_id: int) -> None:
    """End one sign-in at its owner's wish."""
    sign_in = db.session.get_one(SignIn, sign_in_id)
    account = db.session.get_one(Account, sign_in.account_id)
    sign_in.ended_at = utc_now()
    audit.record("account:sign-out", _subject(account), by=account.id)


def end_all_of(account_id: int) -> int:
    """End every sign-in of an account and return how many there were; the caller audits why."""
    statement = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    result = db.session.execute(statement.values(ended_at=utc_now()))
    return cast("CursorResult[Any]", result).rowcount


def mark_seen(sign_in_id: int) -> None:
    """Note that the browser is still in use. Not audited: it is no act of anybody's."""
    statement = update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
    db.session.execute(statement.values(seen_at=utc_now()))


def forget_failures(attempt: Attempt) -> None:
    """Take back what was counted against a name at an address."""
    db.session.execute(
        delete(SignInFailure).where(
            SignInFailure.username == attempt.username, SignInFailure.address == attempt.address
        )
    )


def unlock(username: str) -> None:
    """Take back what was counted against a name anywhere."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.username == username))


def _holds(proof: Proof | None, account: Account) -> bool:
    return proof is not None and account.is_active and account.password_hash == proof.kept_hash


def _record_refusal(attempt: Attempt, reason: str) -> None:
    account = find_account_by_username(attempt.username)
    subject = _subject(account) if account else audit.Subject("account", None, attempt.username)
    audit.record("account:sign-in:refuse", subject, by=None, reason=reason)


def _subject(account: Account) -> audit.Subject:
    return audit.Subject("account", account.id, account.username, account.division_code)


def _prune_failures(now: datetime) -> None:
    db.session.execute(delete(SignInFailure).where(SignInFailure.at <= now - LOCK))
    newest = select(SignInFailure.id).order_by(SignInFailure.id.desc())
    oldest_kept = newest.offset(MOST_FAILURES - 2).limit(1).scalar_subquery()
    db.session.execute(
        delete(SignInFailure).where(SignInFailure.id < func.coalesce(oldest_kept, 0))
    )
