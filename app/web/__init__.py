"""What pages share: files, addresses, formatting, navigation, forms, headers."""

from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from app.access.permissions import Role
from app.standpoint import today
from app.web import converters, formatting, query_strings, security_headers, transport
from app.web.labels import ROLE_LABELS
from app.web.language import LANGUAGES, language_of_request, page_language
from app.web.links import with_query, without_value
from app.web.navigation import entries_for
from app.web.pagination import SIZES
from app.web.views import asset_url, blueprint

__all__ = ["init_app", "language_of_request"]

FILTERS = (
    formatting.day,
    formatting.duration,
    formatting.file_size,
    formatting.long_day,
    formatting.moment,
    formatting.number,
    formatting.or_dash,
    formatting.percent,
    formatting.signed,
    formatting.ten_thousands,
)


def init_app(app: Flask) -> None:
    """Register what templates use, the shared addresses and the headers of every response."""
    converters.init_app(app)
    app.register_blueprint(blueprint)
    app.jinja_env.filters.update({function.__name__: function for function in FILTERS})
    app.jinja_env.globals.update(
        asset_url=asset_url,
        languages=LANGUAGES,
        menu_for=menu_for,
        page_language=page_language,
        page_sizes=SIZES,
        role_labels=ROLE_LABELS,
        this_page=this_page,
        this_page_without=this_page_without,
        today=today,
    )
    app.context_processor(_viewer)
    security_headers.init_app(app)
    transport.init_app(app)
    query_strings.init_app(app)


def this_page(**changes: object) -> str:
    """Return the address of the page shown, its query string changed; see `with_query`."""
    path = quote(request.script_root + request.path)
    return with_query(path, request.args.items(multi=True), changes)


def this_page_without(key: str, value: str | None = None) -> str:
    """Return the address of the page shown without one value of a parameter, or any of them."""
    path = quote(request.script_root + request.path)
    return without_value(path, request.args.items(multi=True), key, value)


def menu_for(role: Role) -> list[dict[str, Any]]:
    """Return the menu entries of a role, with addresses and which one is the current."""
    return [
        {
            "label": entry.label,
            "url": url_for(entry.endpoint),
            "icon": entry.icon,
            "is_current": entry.is_current(request.endpoint),
        }
        for entry in entries_for(role, current_app.view_functions)
    ]


def _viewer() -> dict[str, Any]:
    # The account itself, not Flask-Login's stand-in for it: None is false, a stand-in is not.
    return {"viewer": current_user if current_user.is_authenticated else None}
