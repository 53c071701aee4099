"""Plain HTTP: fine on this machine, elsewhere only where an administrator said so, with a notice."""

from ipaddress import ip_address

from flask import Flask, Response, current_app, g, request

from app.config import Settings
from app.i18n import _

YEAR = 365 * 24 * 3600  # seconds


def init_app(app: Flask) -> None:
    settings: Settings = app.config["MIAOPU"]
    app.config["HSTS_SECONDS"] = YEAR if settings.is_served_by_tls else 0
    app.before_request(_check)


def _check() -> Response | None:
    if request.is_secure or _is_this_machine(request.remote_addr):
        return None
    settings: Settings = current_app.config["MIAOPU"]
    if settings.is_plain_http_allowed:
        g.is_plain_http = True
        return None
    text = _(
        "从其他电脑访问须使用 HTTPS。确需使用普通 HTTP 的，请管理员设置 ALLOW_PLAIN_HTTP=1 后重新启动。"
    )
    return Response(text, 403, mimetype="text/plain")


def _is_this_machine(address: str | None) -> bool:
    return address is None or ip_address(address).is_loopback
