import re

import pytest
from flask import flash, redirect

from app.access.permissions import Role
from tests.web.conftest import PAGE, text_of
from tests.web.paths import STATIC, TEMPLATES


@pytest.fixture
def page(render):
    return lambda path="/": render(PAGE, path)


def entries(page):
    return [text_of(link) for link in page.findall(".//nav//li/a")]


class TestFrame:
    def test_has_one_heading_and_a_title_with_the_name_of_the_system(self, page):
        shown = page()

        assert [text_of(heading) for heading in shown.iter("h1")] == ["一页"]
        assert text_of(shown.find(".//title")) == "一页 - 苗圃"

    def test_has_each_id_once(self, page):
        ids = [element.get("id") for element in page().iter() if element.get("id")]

        assert sorted(ids) == sorted(set(ids))

    def test_lets_a_keyboard_skip_to_the_content(self, page):
        shown = page()

        assert shown.find(".//body/a").get("href") == "#content"
        assert shown.find(".//main").get("id") == "content"

    def test_names_its_language_for_readers_aloud(self, page):
        assert page().get("lang") == "zh-CN"

    def test_asks_dual_core_browsers_for_the_modern_one(self, page):
        assert page().find(".//meta[@name='renderer']").get("content") == "webkit"

    def test_has_scripts_only_as_files_that_wait_for_the_page(self, page):
        scripts = list(page().iter("script"))

        assert scripts
        assert all(script.get("src") and "defer" in script.attrib for script in scripts)


class TestMenu:
    def test_shows_what_the_role_may_open_and_marks_where_one_is(self, page):
        shown = page("/organizations")

        assert entries(shown) == ["工作台", "组织名录"]
        assert [text_of(link) for link in shown.findall(".//nav//a[@aria-current]")] == ["组织名录"]

    def test_shows_an_auditor_no_organizations(self, page, viewer):
        viewer.role = Role.AUDITOR

        shown = page()

        assert entries(shown) == ["工作台"]
        assert shown.find(".//form[@role='search']") is None

    def test_stays_folded_from_page_to_page(self, client):
        client.set_cookie("menu", "narrow")

        assert 'class="is-narrow"' in client.get("/").text


class TestTopBar:
    def test_searches_the_register(self, page):
        search = page().find(".//form[@role='search']")

        assert search.get("action") == "/organizations"
        assert search.find("input").get("name") == "q"

    def test_says_who_is_signed_in_and_lets_them_out(self, page):
        shown = page()

        about = text_of(shown.find(".//*[@class='menu-about']"))
        assert about == "张三 工作人员"
        leaving = shown.find(".//form[@action='/logout']")
        assert leaving.get("method") == "post"
        assert leaving.find("input").get("name") == "csrf_token"

    def test_names_the_division_where_the_application_knows_its_name(self, page, web_app):
        web_app.jinja_env.globals["division_name"] = {"330199001000": "晴川街道"}.get

        assert "晴川街道" in text_of(page().find(".//*[@class='menu-about']"))

    def test_offers_the_other_language_and_comes_back_here(self, page):
        form = page("/organizations?q=a&q=b").find(".//form[@action='/language']")

        assert [text_of(button) for button in form.iter("button")] == ["English"]
        assert form.find("input[@name='next']").get("value") == "/organizations?q=a&q=b"


class TestForStrangers:
    def test_shows_no_menu_and_no_search(self, page, viewer):
        viewer.is_authenticated = False

        shown = page()

        assert shown.find(".//*[@id='menu']") is None
        assert shown.find(".//form[@role='search']") is None
        assert shown.find(".//form[@action='/language']") is not None


class TestMessages:
    def test_are_said_aloud_when_they_appear(self, page):
        assert page().find(".//main//*[@role='status']") is not None

    def test_tell_kinds_apart_by_more_than_color(self, web_app, client):
        @web_app.route("/flash")
        def flashing():
            flash("已保存。", "success")
            flash("<b>没有保存</b>", "danger")
            return redirect("/")

        text = client.get("/flash", follow_redirects=True).text

        assert re.search(r"bi-check-circle.*?已保存。", text, re.DOTALL)
        assert re.search(r"bi-x-octagon.*?&lt;b&gt;没有保存", text, re.DOTALL)


class TestBanners:
    def test_say_that_the_data_are_invented(self, page, viewer):
        assert "演示数据" not in text_of(page())
        viewer.is_demo = True
        assert "演示数据" in text_of(page())


class TestNothingForeign:
    @pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
    def test_is_loaded_by_a_template(self, path):
        assert (
            re.findall(r"""(?:href|src|action)=["']?(?:https?:)?//""", path.read_text("utf-8"))
            == []
        )

    @pytest.mark.parametrize(
        "path", sorted([*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]), ids=lambda path: path.name
    )
    def test_is_loaded_by_a_style_sheet_or_script(self, path):
        assert re.findall(r"""(?:https?:)?//[\w-]+\.\w""", path.read_text("utf-8")) == []

    def test_lies_about_in_the_folder_of_our_own_files(self):
        kept = {
            path.suffix
            for path in STATIC.rglob("*")
            if path.is_file() and "vendor" not in path.parts
        }

        assert kept <= {".css", ".js", ".svg"}
