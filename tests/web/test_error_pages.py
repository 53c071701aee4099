import pytest
from flask import render_template

from tests.web.conftest import look, parse, text_of

NAMES = ["400", "403", "404", "409", "413", "429", "500", "503", "expired"]


@pytest.fixture
def shown(web_app, viewer):
    def showing(name, **context):
        with web_app.test_request_context():
            look(viewer)
            return parse(render_template(f"errors/{name}.html", **context))

    return showing


class TestErrorPages:
    @pytest.mark.parametrize("is_signed_in", [True, False])
    @pytest.mark.parametrize("name", NAMES)
    def test_say_what_next_in_one_valid_page(self, shown, viewer, name, is_signed_in):
        viewer.is_authenticated = is_signed_in

        page = shown(name)

        assert len(list(page.iter("h1"))) == 1
        assert page.find(".//main//a[@href='/']") is not None

    def test_stand_without_an_account_when_that_is_what_failed(self, web_app):
        # Rendered without the context processors, one of which asks the database for the account.
        with web_app.test_request_context():
            page = parse(web_app.jinja_env.get_template("errors/500.html").render())

        assert page.find(".//*[@id='menu']") is None
        assert len(list(page.iter("h1"))) == 1

    def test_give_the_number_a_fault_was_logged_under(self, shown):
        assert "编号 a3f09c" in text_of(shown("500", number="a3f09c"))

    def test_say_how_long_to_wait(self, shown):
        assert "15分钟后" in text_of(shown("429", minutes=15))

    def test_say_what_is_wrong_with_an_address_when_that_is_known(self, shown):
        assert "请写成 2026-11-21 的样式" in text_of(
            shown("400", message="请写成 2026-11-21 的样式")
        )
