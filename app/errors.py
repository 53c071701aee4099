"""Error pages: what went wrong in plain words, and what to do next."""

import logging
import secrets

from flask import Flask, Response, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from app.extensions import login_manager
from app.i18n import _
from app.standpoint import StandpointError
from app.turns import TurnNotGrantedError

PAGES = (400, 403, 404, 409, 413, 429, 503)
logger = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(NoResultFound, _not_found)
    app.register_error_handler(StandpointError, _bad_standpoint)
    app.register_error_handler(TurnNotGrantedError, _busy)
    app.register_error_handler(InternalServerError, _failed)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        # Asked for under a name that is not ours: a page could not even link to itself.
        return Response(_("请使用本系统的网址访问。"), 400, mimetype="text/plain")
    if error.code in PAGES:
        return _page(error.code)
    return error


def _expired(_error: CSRFError) -> ResponseReturnValue:
    return render_template("errors/expired.html"), 400


def _not_found(_error: NoResultFound) -> ResponseReturnValue:
    return _page(404)


def _bad_standpoint(error: StandpointError) -> ResponseReturnValue:
    names = {
        "on": _("统计日期"),
        "since": _("期间起始日"),
        "known-at": _("数据时点"),
    }
    message = _(
        "%(name)s“%(value)s”不能使用：请写成 2026-11-21 的样式，且不晚于今天、起始不晚于统计日期。",
        name=names.get(error.key, error.key),
        value=error.value[:40],
    )
    return render_template("errors/400.html", message=message), 400


def _busy(_error: TurnNotGrantedError) -> ResponseReturnValue:
    return _page(503)


def _failed(error: InternalServerError) -> ResponseReturnValue:
    """Give the person a short number that leads an administrator to the log entry."""
    number = secrets.token_hex(3)
    logger.error("error %s", number, exc_info=error.original_exception or error)
    # The page must not ask the database who is looking: that may be what failed.
    g._login_user = login_manager.anonymous_user()  # noqa: SLF001, Flask-Login's own place for it
    return render_template("errors/500.html", number=number), 500


def _page(code: int) -> ResponseReturnValue:
    return render_template(f"errors/{code}.html"), code
