"""Which phone it is: a signed random number in a cookie, and digests made with it."""

import hashlib
import hmac
import secrets
from typing import Final, cast

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeSerializer

from app.config import Settings

NAME: Final = "miaopu-phone"
KEPT: Final = 30 * 24 * 3600  # seconds: longer than any feedback is open


def known_device() -> str | None:
    """Return the number of the phone that asks, if it has one of ours."""
    try:
        return str(_signer().loads(request.cookies.get(_cookie_name(), "")))
    except BadData:
        return None


def new_device() -> str:
    return secrets.token_urlsafe(16)


def remember(response: Response, device: str) -> Response:
    """Give the phone its number."""
    response.set_cookie(
        _cookie_name(),
        _signer().dumps(device),
        max_age=KEPT,
        path="/",
        secure=_has_tls(),
        httponly=True,
        samesite="Lax",
    )
    return response


def digest(*parts: object) -> str:
    """Return a digest nobody can make without our key, so that phones cannot be tried through."""
    key = current_app.secret_key
    assert isinstance(key, str)
    text = "\0".join(map(str, parts))
    return hmac.new(key.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _signer() -> URLSafeSerializer:
    key = current_app.secret_key
    assert key
    return URLSafeSerializer(key, salt="miaopu-phone")


def _cookie_name() -> str:
    return f"__Host-{NAME}" if _has_tls() else NAME


def _has_tls() -> bool:
    return cast("Settings", current_app.config["MIAOPU"]).is_served_by_tls
