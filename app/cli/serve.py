"""Serving pages with waitress: one process, a few threads, alike on Windows and Linux."""

import signal
from types import FrameType
from typing import Any

import click
from flask import Flask, current_app
from waitress.server import create_server

from app.config import Settings

MEBIBYTE = 1024 * 1024
# Above the application's own limit of 12 MiB, so that its page answers an upload that is too large.
LARGEST_BODY = 64 * MEBIBYTE


@click.command("serve")
def serve_command() -> None:
    """Serve the pages until Ctrl+C."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001
    settings: Settings = app.config["MIAOPU"]
    signal.signal(signal.SIGTERM, _end)
    try:
        server = create_server(app, **server_options(settings))
    except OSError as error:
        raise click.ClickException(
            f"无法在 {address(settings)} 提供服务：端口 {settings.port} 可能已被占用。"
            f"请换一个端口，例如 make run PORT={settings.port + 1}。（{error}）"
        ) from error
    click.echo(f"苗圃已启动，请在浏览器中打开：{address(settings)}\n按 Ctrl+C 停止。")
    server.run()
    click.echo("苗圃已停止。")


def server_options(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.host,
        "port": settings.port,
        "threads": 8,
        "max_request_body_size": LARGEST_BODY,
        "max_request_header_size": 16 * 1024,
        "channel_timeout": 60,
        "connection_limit": 200,
        "clear_untrusted_proxy_headers": True,
        "url_scheme": "https" if settings.is_served_by_tls else "http",
        "ident": None,
    }


def address(settings: Settings) -> str:
    """Return where a browser, on this machine if need be, finds the pages."""
    if settings.public_url:
        return settings.public_url
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _end(_signal: int, _frame: FrameType | None) -> None:
    """Let SIGTERM end the server as Ctrl+C does: requests under way are finished first."""
    raise SystemExit
