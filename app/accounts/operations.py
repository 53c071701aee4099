"""Writes of accounts. Operations flush and audit; the view or command commits.

`by` is the account that acts: it reaches what lies in its own division and below, nothing else,
and whoever is outside it raises NoResultFound. Passwords come as hashes: making one takes longer
than others should wait for the write turn.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.access.permissions import Role
from app.accounts import sign_ins
from app.accounts.models import Account
from app.accounts.queries import get_account
from app.accounts.usernames import normalize_username
from app.audit import operations as audit
from app.db import utc_now
from app.divisions.codes import contains
from app.divisions.queries import find_division
from app.extensions import db


class NameTakenError(Exception):
    """Another account, perhaps outside the actor's division, has the account name."""


class UnknownDivisionError(Exception):
    """The division does not exist or lies outside the actor's own."""


class OwnAccountError(Exception):
    """Nobody disables the account they act with, resets its password or moves it.

    Whoever sits down at a browser left open could otherwise take the account over for good.
    """


@dataclass(frozen=True)
class NewAccount:
    """A checked request for an account. `username` is normalized when it is kept."""

    username: str
    name: str
    role: Role
    division_code: str
    password_hash: str
    must_change_password: bool = True
    is_demo: bool = False


@dataclass(frozen=True)
class AccountEdit:
    name: str
    role: Role
    division_code: str


def create_account(new: NewAccount, *, by: Account) -> Account:
    """Raise NameTakenError, UnknownDivisionError."""
    _check_division(new.division_code, by)
    account = Account(
        username=normalize_username(new.username),
        name=new.name,
        role=new.role,
        division_code=new.division_code,
        password_hash=new.password_hash,
        must_change_password=new.must_change_password,
        is_demo=new.is_demo,
        created_at=utc_now(),
    )
    _insert(account)
    _record(
        "account:create",
        account,
        by,
        name=[None, new.name],
        role=[None, new.role],
        division_code=[None, new.division_code],
    )
    return account


def edit_account(account_id: int, edit: AccountEdit, *, by: Account) -> bool:
    """Return whether anything differed. Another role or division ends the account's sign-ins.

    Raises OwnAccountError, UnknownDivisionError.
    """
    account = get_account(by.division_code, account_id)
    _check_division(edit.division_code, by)
    changes = _differences(account, edit)
    moves = changes.keys() & {"role", "division_code"}
    if moves and account.id == by.id:
        raise OwnAccountError
    if not changes:
        return False
    account.name, account.role, account.division_code = edit.name, edit.role, edit.division_code
    if moves:
        sign_ins.end_all_of(account.id)
    _record("account:edit", account, by, **changes)
    return True


def reset_password(account_id: int, password_hash: str, *, by: Account) -> None:
    """Give the account a password it must change at once; end its sign-ins, and any lock-out.

    Raises OwnAccountError.
    """
    account = get_account(by.division_code, account_id)
    if account.id == by.id:
        raise OwnAccountError
    account.password_hash = password_hash
    account.must_change_password = True
    sign_ins.end_all_of(account.id)
    sign_ins.unlock(account.username)
    _record("account:password:reset", account, by)


def change_password(account: Account, password_hash: str, *, attempt: sign_ins.Attempt) -> str:
    """Give one's own account another password; return the token of the only sign-in left.

    `attempt` is the one that proved the old password; it was counted as a failure until now.
    """
    account.password_hash = password_hash
    account.must_change_password = False
    sign_ins.forget_failures(attempt)
    sign_ins.end_all_of(account.id)
    _record("account:password:change", account, account)
    return sign_ins.open_sign_in(account, attempt.address)


def disable_account(account_id: int, *, by: Account) -> None:
    """Shut the account out at once, in every browser. Raises OwnAccountError."""
    account = get_account(by.division_code, account_id)
    if account.id == by.id:
        raise OwnAccountError
    if not account.is_active:
        return
    account.is_active = False
    sign_ins.end_all_of(account.id)
    _record("account:disable", account, by)


def enable_account(account_id: int, *, by: Account) -> None:
    account = get_account(by.division_code, account_id)
    if account.is_active:
        return
    account.is_active = True
    _record("account:enable", account, by)


def end_sign_ins(account_id: int, *, by: Account) -> int:
    """End the account's sign-ins in every browser and return how many there were."""
    account = get_account(by.division_code, account_id)
    ended = sign_ins.end_all_of(account.id)
    _record("account:sign-in:end", account, by, count=ended)
    return ended


def _insert(account: Account) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(account)
            db.session.flush()
    except IntegrityError as error:
        # PostgreSQL names the constraint, SQLite the column.
        if any(name in str(error.orig) for name in ("uq_account_username", "account.username")):
            raise NameTakenError from error
        raise


def _check_division(code: str, by: Account) -> None:
    if not contains(by.division_code, code) or find_division(code) is None:
        raise UnknownDivisionError(code)


def _differences(account: Account, edit: AccountEdit) -> dict[str, list[Any]]:
    pairs = {
        key: [getattr(account, key), getattr(edit, key)]
        for key in ("name", "role", "division_code")
    }
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def _record(action: str, account: Account, by: Account, **changes: Any) -> None:
    subject = audit.Subject("account", account.id, account.username, account.division_code)
    audit.record(action, subject, by=by.id, **changes)
