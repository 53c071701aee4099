"""Signed links to a session's pages for people without an account."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import current_app, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

from app.config import Settings


class Purpose(StrEnum):
    """What a link is good for; one made for the one does not open the other."""

    SIGN_IN = "sign-in"
    FEEDBACK = "feedback"


class ForgedLinkError(Exception):
    """The link was not made here, or for something else."""


class ExpiredLinkError(Exception):
    """The link was made here and its time is over."""


def make_token(purpose: Purpose, session_id: int, expires: datetime) -> str:
    """Return what the link carries; it also says when it was made."""
    return _signer(purpose).dumps([session_id, int(expires.timestamp())])


def read_token(purpose: Purpose, token: str, now: datetime) -> int:
    """Return the session's number. Raises ForgedLinkError, ExpiredLinkError."""
    try:
        content: Any = _signer(purpose).loads(token)
    except BadData as error:
        raise ForgedLinkError from error
    session_id, expires = content
    if now.timestamp() >= expires:
        raise ExpiredLinkError
    return int(session_id)


def public_address(endpoint: str, **values: Any) -> str | None:
    """Return the page's address as phones reach it; None while PUBLIC_URL is not set."""
    settings: Settings = current_app.config["MIAOPU"]
    if not settings.public_url:
        return None
    return settings.public_url.rstrip("/") + url_for(endpoint, **values)


def _signer(purpose: Purpose) -> URLSafeTimedSerializer:
    key = current_app.secret_key
    assert key
    return URLSafeTimedSerializer(key, salt=f"miaopu-{purpose}")
