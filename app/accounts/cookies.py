"""The cookie a signed-in browser sends: a random token and nothing else."""

from typing import Final, cast

from flask import Request, Response, current_app

from app.config import Settings

NAME: Final = "miaopu"


def cookie_name() -> str:
    """Return the name; the prefix makes browsers hold the cookie to this host and to TLS."""
    return f"__Host-{NAME}" if _has_tls() else NAME


def read_token(request: Request) -> str | None:
    return request.cookies.get(cookie_name()) or None


def set_token(response: Response, token: str) -> None:
    response.set_cookie(
        cookie_name(), token, path="/", secure=_has_tls(), httponly=True, samesite="Lax"
    )


def remove_token(response: Response) -> None:
    # With the attributes it was set with: browsers ignore a removal that lacks the prefix's.
    response.delete_cookie(
        cookie_name(), path="/", secure=_has_tls(), httponly=True, samesite="Lax"
    )


def _has_tls() -> bool:
    return cast("Settings", current_app.config["MIAOPU"]).is_served_by_tls
