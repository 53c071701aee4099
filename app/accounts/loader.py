"""Who is signed in, by the row the cookie's token belongs to.

Flask-Login is asked for nothing else: its own session would let a copied cookie live on after
signing out.
"""

from datetime import timedelta
from typing import Final, cast

from flask import Flask, Request, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import cookies
from app.accounts.models import Account
from app.accounts.queries import find_live_sign_in
from app.accounts.tokens import hash_token
from app.db import utc_now
from app.extensions import login_manager
from app.i18n import _

SEEN_ANEW_AFTER: Final = timedelta(minutes=1)


def init_app(_app: Flask) -> None:
    """Tell the login manager, which `create_app` binds to the application."""
    login_manager.session_protection = None
    login_manager.request_loader(load_account)
    login_manager.unauthorized_handler(ask_to_sign_in)


def load_account(request: Request) -> Account | None:
    """Return the account signed in by the request's cookie, and put its sign-in aside in `g`."""
    token = cookies.read_token(request)
    if token is None:
        return None
    now = utc_now()
    sign_in = find_live_sign_in(hash_token(token), now=now)
    if sign_in is None:
        return None
    g.sign_in_id = sign_in.id
    g.is_seen_anew = now - sign_in.seen_at >= SEEN_ANEW_AFTER
    return sign_in.account


def current_sign_in() -> int:
    """Return the row of the sign-in this request came with. Only call it behind `requires`."""
    return cast("int", g.sign_in_id)


def ask_to_sign_in() -> ResponseReturnValue:
    """Lead to the sign-in page, and from there back to the page that was asked for."""
    if cookies.read_token(request) is not None:
        flash(_("登录已超时或已失效，请重新登录。"), "warning")
    wanted = None
    if request.method == "GET" and request.path != "/":
        wanted = request.script_root + request.full_path.removesuffix("?")
    return redirect(url_for("accounts.sign_in", next=wanted))
