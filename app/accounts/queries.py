"""Reads of accounts and sign-ins.

They stand below the standpoint: `within` is a division code, and accounts outside it look as if
they did not exist. The operator is no person and in none of their lists.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from app.access.permissions import Role
from app.accounts.models import Account, SignIn, SignInFailure
from app.accounts.usernames import OPERATOR, normalize_username
from app.divisions.codes import code_range
from app.extensions import db

IDLE: Final = timedelta(minutes=30)
WHOLE_TIME: Final = timedelta(hours=12)
LOCK: Final = timedelta(minutes=15)


def find_account_by_username(username: str) -> Account | None:
    statement = select(Account).where(Account.username == normalize_username(username))
    return db.session.scalars(statement).one_or_none()


def operator() -> Account:
    """Return the account that commands act as. The first migration makes it."""
    return db.session.scalars(select(Account).where(Account.username == OPERATOR)).one()


def get_account(within: str, account_id: int) -> Account:
    """Raise NoResultFound for an account outside the division, and for the operator."""
    statement = select(Account).where(Account.id == account_id, _managed(within))
    return db.session.scalars(statement).one()


def list_accounts(
    within: str, *, text: str = "", role: Role | None = None, offset: int = 0, limit: int = 20
) -> Sequence[Account]:
    """Return accounts by account name; `text` is part of either name."""
    statement = _matching(within, text, role).order_by(Account.username, Account.id)
    return db.session.scalars(statement.offset(offset).limit(limit)).all()


def count_accounts(within: str, *, text: str = "", role: Role | None = None) -> int:
    matching = _matching(within, text, role).subquery()
    return db.session.scalar(select(func.count()).select_from(matching)) or 0


def list_actors() -> Sequence[Account]:
    """Return every account that may stand in the audit log, the operator among them, by name."""
    return db.session.scalars(select(Account).order_by(Account.name, Account.id)).all()


def account_names(ids: Collection[int]) -> dict[int, str]:
    """Return the people's names of accounts by id."""
    statement = select(Account.id, Account.name).where(Account.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(statement)}


def accounts_by_name(
    within: str, names: Collection[str] | None = None, *, also: int | None = None
) -> dict[str, int]:
    """Return the active accounts in the division, and that one besides, by people's names.

    Names borne twice are left out.
    """
    statement = (
        select(Account.name, func.min(Account.id))
        .where(Account.is_active, or_(_managed(within), Account.id == also))
        .group_by(Account.name)
        .having(func.count() == 1)
        .order_by(Account.name)
    )
    if names is not None:
        statement = statement.where(Account.name.in_(names))
    return dict(db.session.execute(statement).tuples().all())


def last_sign_ins(ids: Collection[int]) -> Mapping[int, datetime]:
    """Return when each account last signed in; those that never did are left out."""
    statement = select(SignIn.account_id, func.max(SignIn.created_at).label("at"))
    statement = statement.where(SignIn.account_id.in_(ids)).group_by(SignIn.account_id)
    return {row.account_id: row.at for row in db.session.execute(statement)}


def find_live_sign_in(token_hash: str, *, now: datetime) -> SignIn | None:
    """Return the sign-in of a token, its account loaded, unless it has ended or timed out."""
    statement = (
        select(SignIn)
        .join(SignIn.account)
        .options(contains_eager(SignIn.account))
        .where(SignIn.token_hash == token_hash, _is_live(now), Account.is_active)
    )
    return db.session.scalars(statement).one_or_none()


def list_live_sign_ins(account_id: int, *, now: datetime) -> Sequence[SignIn]:
    statement = select(SignIn).where(SignIn.account_id == account_id, _is_live(now))
    return db.session.scalars(statement.order_by(SignIn.seen_at.desc(), SignIn.id)).all()


def count_failures(username: str, address: str | None, *, now: datetime) -> int:
    """Return how often the name was tried in vain from the address within the last 15 minutes."""
    statement = select(func.count(SignInFailure.id)).where(
        SignInFailure.username == username,
        SignInFailure.address == address,
        SignInFailure.at > now - LOCK,
    )
    return db.session.scalar(statement) or 0


def _managed(within: str) -> ColumnElement[bool]:
    low, high = code_range(within)
    return and_(Account.division_code.between(low, high), Account.username != OPERATOR)


def _is_live(now: datetime) -> ColumnElement[bool]:
    return and_(
        SignIn.ended_at.is_(None),
        SignIn.seen_at >= now - IDLE,
        SignIn.created_at > now - WHOLE_TIME,
    )


def _matching(within: str, text: str, role: Role | None) -> Select[tuple[Account]]:
    statement = select(Account).where(_managed(within))
    if text:
        wanted = normalize_username(text)
        statement = statement.where(
            or_(
                Account.username.contains(wanted, autoescape=True),
                Account.name.contains(text, autoescape=True),
            )
        )
    return statement if role is None else statement.where(Account.role == role)


def has_people() -> bool:
    """Return whether there is any account but the operator's."""
    people = select(Account.id).where(Account.username != OPERATOR).limit(1)
    return db.session.scalar(people) is not None
