"""What every response tells the browser: load nothing foreign, frame nothing, keep nothing."""

import secrets
from typing import cast

from flask import Flask, Response, current_app, g, request

# Kept by browsers: files anyone may see, told apart by their address. All else is somebody's data.
OPEN_FILES = frozenset({"web.asset", "static"})

# Plotly sets an empty style attribute on its drawing; this is the digest of the empty text.
# Its style sheet goes into an element of layout.html that carries the nonce.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

# No upgrade-insecure-requests: halls serve plain HTTP inside their house.
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; "
    "style-src 'self' 'nonce-{nonce}' 'unsafe-hashes' " + EMPTY_STYLE + "; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def csp_nonce() -> str:
    """Return this response's nonce, made when first asked for."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return cast("str", g.csp_nonce)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Add the headers a view has not set itself."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY.format(nonce=csp_nonce()))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
    if request.endpoint not in OPEN_FILES or response.status_code >= 400:  # noqa: PLR2004, HTTP
        response.cache_control.no_store = True
        response.vary.add("Cookie")
    seconds = current_app.config.get("HSTS_SECONDS")
    if seconds and request.is_secure:
        headers.setdefault("Strict-Transport-Security", f"max-age={seconds}")
    return response
