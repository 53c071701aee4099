"""An application of shared parts only: nothing here needs a database or a feature."""

from dataclasses import dataclass

import html5lib
import pytest
from flask import Flask, g, render_template_string
from jinja2 import FileSystemLoader

from app import web
from app.access.permissions import Role, may
from app.config import Settings
from app.extensions import babel, csrf, login_manager
from tests.web.paths import TEMPLATES

PAGE = """
{% extends "layout.html" %}
{% from "components/page_header.html" import page_header %}
{% block title %}一页{% endblock %}
{% block header %}{{ page_header("一页") }}{% endblock %}
"""


# What the frame leads to, by the endpoints it knows.
PAGES = {
    "/": "worklist.workbench",
    "/organizations": "register.index",
    "/logout": "accounts.sign_out",
    "/account/password": "accounts.change_password",
}


@dataclass
class Viewer:
    """As much of an account as the frame of a page asks for."""

    role: Role = Role.STAFF
    name: str = "张三"
    division_code: str = "330199001000"
    is_demo: bool = False
    is_authenticated: bool = True

    def may(self, permission):
        return may(self.role, permission)


@pytest.fixture
def viewer():
    """Whoever looks in this test, who may change what they are."""
    return Viewer()


@pytest.fixture
def web_app(tmp_path, viewer):
    return make_web_app(tmp_path, viewer)


def make_web_app(instance, viewer):
    """Return an application of a few empty pages, at which this viewer looks."""
    app = Flask("shared", instance_path=str(instance), static_folder=None)
    app.config.update(TESTING=True, SECRET_KEY="k" * 32, BABEL_DEFAULT_LOCALE="zh_Hans_CN")
    app.config["MIAOPU"] = Settings(database_url="sqlite://", secret_key="k" * 32)
    app.jinja_loader = FileSystemLoader(TEMPLATES)
    csrf.init_app(app)
    login_manager.init_app(app)
    app.before_request(lambda: look(viewer))
    babel.init_app(app, locale_selector=web.language_of_request)
    web.init_app(app)
    for rule, endpoint in PAGES.items():
        app.add_url_rule(rule, endpoint, lambda: render_template_string(PAGE))
    return app


def look(viewer):
    """Put the viewer where Flask-Login keeps whom it has loaded."""
    g._login_user = viewer


@pytest.fixture
def client(web_app):
    return web_app.test_client()


@pytest.fixture
def render(web_app, viewer):
    """Return a function that renders a template's source as a page of this viewer would."""

    def rendering(source, path="/", **context):
        with web_app.test_request_context(path):
            look(viewer)
            return parse(render_template_string(source, **context))

    return rendering


def parse(html):
    """Return the elements of a page or part of one; raises for HTML that is not valid."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    if html.lstrip().lower().startswith("<!doctype"):
        return parser.parse(html.lstrip())
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        f"<!doctype html><title>-</title>{html}"
    )


def text_of(element):
    return " ".join("".join(element.itertext()).split())
