from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.access.permissions import Permission, Role, may
from app.db import Base, Numbered


class Account(Numbered, Base):
    """A person's account: one role in one division, everything below it in view."""

    __tablename__ = "account"

    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role]
    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"), index=True)
    # None: nobody can sign in with it. The operator, whom commands act as, is such an account.
    password_hash: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    # Flask-Login asks these of whoever `current_user` is.
    is_authenticated = True
    is_anonymous = False

    def get_id(self) -> str:
        return str(self.id)

    def may(self, permission: Permission) -> bool:
        return may(self.role, permission)


class SignIn(Numbered, Base):
    """One signed-in browser. The cookie holds a random token, this row its hash."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    address: Mapped[str | None]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise")


class SignInFailure(Numbered, Base):
    """A wrong name or password, counted to lock out who is guessing."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_username_at", "username", "at"),)

    username: Mapped[str]
    address: Mapped[str | None]
    at: Mapped[datetime]
