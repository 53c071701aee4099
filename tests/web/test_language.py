import pytest

from app.web.language import language_of_request


@pytest.fixture
def change(client, web_app):
    """Return a function that sends the form of the language switch."""
    web_app.config["WTF_CSRF_ENABLED"] = False
    return lambda **data: client.post("/language", data=data)


class TestLanguageOfRequest:
    @pytest.mark.parametrize(
        ("headers", "locale"),
        [
            ({}, "zh_Hans_CN"),
            ({"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}, "zh_Hans_CN"),
            ({"Accept-Language": "en-GB,en;q=0.9"}, "en"),
            ({"Accept-Language": "fr"}, "zh_Hans_CN"),
            ({"Accept-Language": "zh", "Cookie": "language=en"}, "en"),
            ({"Accept-Language": "en", "Cookie": "language=klingon"}, "en"),
        ],
    )
    def test_asks_the_cookie_before_the_browser(self, web_app, headers, locale):
        with web_app.test_request_context(headers=headers):
            assert language_of_request() == locale


class TestChangeLanguage:
    def test_keeps_the_choice_and_leads_back(self, change, client):
        response = change(language="en", next="/organizations?q=a")

        assert response.location == "/organizations?q=a"
        assert client.get_cookie("language").value == "en"
        assert '<html lang="en">' in client.get("/").text

    def test_leads_to_the_front_page_rather_than_away(self, change):
        assert change(language="zh", next="//example.com").location == "/"

    def test_refuses_a_language_there_is_not(self, change):
        assert change(language="fr").status_code == 400

    def test_is_refused_without_a_token(self, client):
        assert client.post("/language", data={"language": "en"}).status_code == 400
