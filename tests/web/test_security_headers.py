import re

import pytest
from flask import make_response

from app.web.views import asset_url

POLICY = (
    r"default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self'; "
    r"img-src 'self' data: blob:; style-src 'self' 'nonce-([\w-]{22})' 'unsafe-hashes' "
    r"'sha256-47DEQpj8HBSa\+/TImW\+5JCeuQeRkm5NMpJWZG3hSuFU='; "
    r"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def nonce(response):
    return re.fullmatch(POLICY, response.headers["Content-Security-Policy"])[1]


@pytest.mark.parametrize("path", ["/", "/nowhere"])
class TestHeaders:
    def test_are_on_every_response(self, client, path):
        headers = client.get(path).headers

        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert (
            headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=()"
        )

    def test_have_the_policy_with_a_nonce_used_once(self, client, path):
        assert nonce(client.get(path)) != nonce(client.get(path))

    def test_let_nothing_be_kept(self, client, path):
        response = client.get(path)

        assert response.headers["Cache-Control"] == "no-store"
        assert "Cookie" in response.vary


class TestNonce:
    def test_stands_at_the_style_element_of_the_figures(self, client):
        response = client.get("/")

        assert f'<style id="plotly.js-style-global" nonce="{nonce(response)}">' in response.text


class TestExceptions:
    def test_files_of_pages_may_be_kept(self, web_app, client):
        with web_app.test_request_context():
            address = asset_url("css/tokens.css")

        response = client.get(address, buffered=True)

        assert not response.cache_control.no_store
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    def test_a_missing_file_may_not(self, client):
        assert client.get("/assets/x/none.css").cache_control.no_store

    def test_a_view_may_ask_for_more(self, web_app, client):
        @web_app.route("/stricter")
        def stricter():
            response = make_response("x")
            response.headers["Content-Security-Policy"] = "sandbox"
            return response

        assert client.get("/stricter").headers["Content-Security-Policy"] == "sandbox"


class TestStrictTransport:
    @pytest.mark.parametrize(
        ("seconds", "address", "sent"),
        [
            (None, "https://localhost", None),
            (31536000, "http://localhost", None),
            (31536000, "https://localhost", "max-age=31536000"),
        ],
    )
    def test_is_asked_for_only_when_configured_and_under_tls(self, web_app, seconds, address, sent):
        web_app.config["HSTS_SECONDS"] = seconds

        response = web_app.test_client().get("/", base_url=address)

        assert response.headers.get("Strict-Transport-Security") == sent
