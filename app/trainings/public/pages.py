"""Opening a signed link: the session behind it, or a page that says why not and nothing else."""

from collections.abc import Callable
from datetime import datetime

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from app.db import utc_now
from app.i18n import _
from app.trainings.public.devices import known_device, new_device, remember
from app.trainings.public.links import ExpiredLinkError, ForgedLinkError, Purpose, read_token
from app.trainings.public.sessions import OpenSession, find_open_session
from app.trainings.public.windows import Window
from app.web.formatting import moment


class NotOpenError(Exception):
    """The page cannot be used; holds what to tell and the status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def open_link(purpose: Purpose, token: str) -> OpenSession:
    """Return the session. Raises NotOpenError."""
    try:
        session = find_open_session(read_token(purpose, token, utc_now()))
    except ForgedLinkError as error:
        raise NotOpenError(404, _("链接无效。请重新扫描现场的二维码。")) from error
    except ExpiredLinkError as error:
        raise NotOpenError(410, _("链接已过期。请向现场工作人员询问。")) from error
    if session is None or session.is_canceled:
        raise NotOpenError(410, _("链接已过期。请向现场工作人员询问。"))
    return session


def check_window(window: Window, what: str, now: datetime | None = None) -> None:
    """Raise NotOpenError outside the window, saying when it is; `what` is opened by it."""
    if not window.holds(now or utc_now()):
        text = _(
            "%(what)s开放时间为%(opens)s至%(closes)s，现在不能提交。",
            what=what,
            opens=moment(window.opens),
            closes=moment(window.closes),
        )
        raise NotOpenError(403, text)


def for_visitors(show: Callable[[str], ResponseReturnValue]) -> ResponseReturnValue:
    """Show a page to the phone that asks, or say why it is not open. Phones are remembered."""
    device = known_device()
    is_new = device is None
    device = device or new_device()
    try:
        response = make_response(show(device))
    except NotOpenError as error:
        page = render_template("trainings/public/not_open.html", message=error.message)
        return page, error.status
    return remember(response, device) if is_new else response
