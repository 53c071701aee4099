"""What scripts add to pages, and that all pages keep their manners in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import render_template_string, request
from playwright.sync_api import expect, sync_playwright
from wtforms import SelectField, StringField

from app.web.forms import BaseForm, DateField, SelectChoice
from app.web.pagination import Page
from tests.web.browser import find_chromium, served
from tests.web.conftest import Viewer, make_web_app

pytestmark = pytest.mark.journey

# Generous: nothing waits for it but a machine with much else to do.
expect.set_options(timeout=60_000)

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

FORM = """
{% extends "layout.html" %}
{% from "components/forms.html" import buttons, field, form_page, group %}
{% from "components/page_header.html" import page_header %}
{% block title %}登记{% endblock %}
{% block header %}{{ page_header("登记") }}{% endblock %}
{% block content %}{% call form_page(form) %}
  {% call group("基本信息") %}{{ field(form.name) }}{{ field(form.since) }}{{ field(form.community) }}{% endcall %}
  {% call buttons("保存") %}
    <button type="submit" name="delete" value="yes" data-confirm="将删除“甲”及其3条变更记录。"
            data-confirm-title="删除这个组织？" data-confirm-button="删除">删除</button>
  {% endcall %}
{% endcall %}{% endblock %}
"""

LIST = """
{% extends "layout.html" %}
{% from "components/columns.html" import column_chooser %}
{% from "components/filters.html" import filter_bar, filter_choices, filter_days, filter_text, more_filters %}
{% from "components/page_header.html" import breadcrumb, page_header %}
{% from "components/pagination.html" import pagination %}
{% from "components/table.html" import cell, key_cell, number_cell, serial_cell, serial_head, sheet, sort_head %}
{% from "components/tags.html" import grade_tag, stage_tag, standing_tag %}
{% from "components/tiles.html" import tile, tiles %}
{% block title %}名录{% endblock %}
{% block breadcrumb %}{{ breadcrumb([("工作台", "/")], "名录") }}{% endblock %}
{% block header %}{{ page_header("名录", subtitle="共279家") }}{% endblock %}
{% block content %}
  {% call tiles("数") %}{{ tile("已登记", 63, "家", url="/organizations", definition="持证。", earlier=58) }}{% endcall %}
  {% call filter_bar(["q", "standing"]) %}
    {{ filter_text("q", "名称") }}
    {{ filter_choices("standing", "状态", [{"value": "filed", "label": "已备案"}]) }}
    {% call more_filters() %}{{ filter_days("registered", "登记日期") }}{% endcall %}
  {% endcall %}
  {{ column_chooser([{"key": "name", "label": "名称"}, {"key": "stage", "label": "阶段"}], ["name", "stage"]) }}
  {% call sheet("名录", cards=true) %}
    <thead><tr>{{ serial_head() }}{{ sort_head("名称", "name", "name", is_key=true) }}</tr></thead>
    <tbody><tr>{{ serial_cell(1) }}{% call key_cell() %}<a href="/organizations">甲</a>{% endcall %}
      {% call cell(label="状态") %}
        {{ standing_tag("filed", "已备案") }} {{ grade_tag("3A", is_expired=true) }} {{ grade_tag("5A") }}
        {% for rank in range(1, 6) %}{{ stage_tag("阶段", rank) }}{% endfor %}
      {% endcall %}{{ number_cell(1234, label="人数") }}</tr></tbody>
  {% endcall %}
  {{ pagination(page) }}
{% endblock %}
"""

FIGURES = """
{% extends "layout.html" %}
{% from "components/figure.html" import figure %}
{% from "components/page_header.html" import page_header %}
{% block title %}总览{% endblock %}
{% block header %}{{ page_header("总览") }}{% endblock %}
{% block content %}
  {{ figure("stages", "孵化阶段", "成长期最多。", ["阶段", "家数"], [["成长期", 66]], data=chart) }}
  {{ figure("failing", "画不出的图", "没有数据。", ["阶段", "家数"], [["成长期", 66]], url="/nowhere") }}
{% endblock %}
"""

CHART = {
    "data": [
        {
            "type": "bar",
            "x": ["成长期", "成熟期"],
            "y": [66, 38],
            "customdata": ["/organizations?stage=growing", "https://example.com/"],
        }
    ],
    "layout": {},
}


class PlaceForm(BaseForm):
    name = StringField("名称")
    since = DateField("成立日期")
    community = SelectField(
        "社区",
        choices=[SelectChoice(key, key) for key in ("云栖社区", "临江里社区", "柳浪社区")],
        render_kw={"data-combobox": "没有符合的选项"},
    )


@pytest.fixture(scope="module")
def browser():
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def posted():
    return []


@pytest.fixture(scope="module")
def address(tmp_path_factory, posted):
    def show_form():
        if request.method == "POST":
            posted.append(request.form.to_dict())
        return render_template_string(FORM, form=PlaceForm())

    def show(template):
        return lambda: render_template_string(template, page=Page(3, 20, 279), chart=CHART)

    app = make_web_app(tmp_path_factory.mktemp("instance"), Viewer())
    app.add_url_rule("/form", "form", show_form, methods=["GET", "POST"])
    app.add_url_rule("/list", "list", show(LIST))
    app.add_url_rule("/figures", "figures", show(FIGURES))
    with served(app) as address:
        yield address


@pytest.fixture
def sent(posted):
    """What this test posted to the form, one dictionary for each time."""
    posted.clear()
    return posted


@pytest.fixture(scope="module")
def usual(browser):
    """A context whose pages share what they have loaded."""
    with browser.new_context(locale="zh-CN", viewport=WIDE) as context:
        yield context


@pytest.fixture
def open_page(browser, usual, address):
    """Return a function that opens a page, with options in a context of its own."""
    pages = []

    def opening(path, **options):
        context = browser.new_context(locale="zh-CN", **options) if options else usual
        pages.append(context.new_page())
        pages[-1].goto(address + path)
        return pages[-1]

    yield opening
    for page in pages:
        page.close() if page.context == usual else page.context.close()
    usual.clear_cookies()


class TestEveryPage:
    @pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
    @pytest.mark.parametrize("path", ["/list", "/form", "/figures"])
    def test_can_be_used_by_everybody(self, open_page, path, viewport):
        # The checker is injected as text, which the policy of the pages would refuse.
        page = open_page(path, viewport=viewport, bypass_csp=True)

        found = Axe().run(page).response["violations"]

        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []

    @pytest.mark.parametrize("path", ["/list", "/form", "/figures"])
    def test_fits_a_phone(self, open_page, path):
        page = open_page(path, viewport=NARROW)

        assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]

    def test_asks_nothing_of_any_other_host(self, browser, address):
        with browser.new_context(viewport=WIDE) as context:
            page = context.new_page()
            asked = []
            page.on("request", lambda request: asked.append(request.url))

            page.goto(f"{address}/figures")
            expect(page.locator("#figure-stages .main-svg").first).to_be_visible()

            assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []


class TestMenu:
    def test_opens_on_a_phone_without_scripts(self, open_page):
        page = open_page("/list", viewport=NARROW, java_script_enabled=False)

        expect(page.locator("#menu")).not_to_be_in_viewport()
        page.click(".menu-open")
        expect(page.locator("#menu")).to_be_in_viewport()

    def test_folds_and_stays_so(self, open_page):
        page = open_page("/list")

        page.click("[data-menu-collapse]")
        page.reload()

        expect(page.locator("body")).to_have_class("is-narrow")

    def test_is_passed_over_with_the_first_link(self, open_page):
        page = open_page("/list")

        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.locator("main")).to_be_focused()


class TestForms:
    def test_are_sent_once_however_often_one_presses(self, open_page):
        page = open_page("/form")

        sent, label = page.evaluate(
            """() => {
              let sent = 0;
              document.addEventListener("submit", (event) => {
                sent += event.defaultPrevented ? 0 : 1;
                event.preventDefault();
              });
              const save = document.querySelector("[data-save]");
              save.click();
              save.click();
              return [sent, save.textContent];
            }"""
        )

        assert (sent, label) == (1, "正在提交…")

    def test_are_saved_with_the_keyboard(self, open_page, sent):
        page = open_page("/form")
        page.fill("#name", "甲")

        with page.expect_navigation():
            page.keyboard.press("Control+s")

        assert sent[0]["name"] == "甲"

    def test_ask_before_typed_text_is_lost(self, open_page, address):
        page = open_page("/form")
        page.fill("#name", "甲")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

        page.goto(f"{address}/list")

        assert asked == ["beforeunload"]

    def test_ask_nothing_when_nothing_was_typed(self, open_page, address):
        page = open_page("/form")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

        page.goto(f"{address}/list")

        assert asked == []


class TestConfirmation:
    def test_says_what_and_how_many_and_does_nothing_on_no(self, open_page, sent):
        page = open_page("/form")

        page.click("button[name=delete]")

        dialog = page.locator("#confirm")
        expect(dialog).to_contain_text("将删除“甲”及其3条变更记录。")
        expect(dialog.get_by_role("button", name="取消")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("button[name=delete]")).to_be_focused()
        assert sent == []

    def test_does_it_on_yes(self, open_page, sent):
        page = open_page("/form")
        page.click("button[name=delete]")

        with page.expect_navigation():
            page.locator("#confirm").get_by_role("button", name="删除").click()

        assert sent[0]["delete"] == "yes"


class TestCombobox:
    def test_finds_by_a_fragment_with_the_keyboard(self, open_page, sent):
        page = open_page("/form")
        page.get_by_role("combobox", name="社区").fill("浪")
        expect(page.get_by_role("option")).to_have_text(["柳浪社区"])

        page.keyboard.press("Enter")
        with page.expect_navigation():
            page.click("[data-save]")

        assert sent[0]["community"] == "柳浪社区"

    def test_keeps_what_was_chosen_when_what_is_typed_is_left(self, open_page):
        page = open_page("/form")
        community = page.get_by_role("combobox", name="社区")

        community.fill("哪里")
        expect(page.locator(".combobox-none")).to_have_text("没有符合的选项")
        page.keyboard.press("Tab")

        expect(community).to_have_value("云栖社区")


class TestColumns:
    def test_are_sent_in_the_order_they_were_put_into(self, open_page):
        page = open_page("/list?q=a&page=2")
        page.get_by_text("列设置").click()

        page.get_by_role("button", name="上移 阶段").click()
        with page.expect_navigation():
            page.get_by_role("button", name="应用").click()

        assert page.url.partition("?")[2] == "q=a&columns=stage%2Cname"


class TestFigures:
    def test_lead_to_the_rows_behind_a_bar(self, open_page):
        page = open_page("/figures")
        bar = page.locator("#figure-stages .bars .point").first

        with page.expect_navigation():
            self.press(page, bar)

        assert page.url.endswith("/organizations?stage=growing")

    def test_never_lead_to_another_host(self, open_page):
        page = open_page("/figures")
        before = page.url

        self.press(page, page.locator("#figure-stages .bars .point").nth(1))

        expect(page.locator("#figure-stages")).not_to_have_class("leads-on")
        assert page.url == before

    def test_have_no_button_that_sends_them_away(self, open_page):
        page = open_page("/figures")

        expect(page.locator("#figure-stages .main-svg").first).to_be_visible()
        expect(page.locator(".modebar-btn")).to_have_count(0)

    def test_can_be_taken_away_as_a_picture(self, open_page):
        page = open_page("/figures")

        with page.expect_download() as download:
            page.locator("#figure-stages [data-figure-download]").click()

        assert download.value.suggested_filename == "孵化阶段.png"

    def test_show_their_table_when_they_cannot_be_drawn(self, open_page):
        page = open_page("/figures")
        figure = page.locator("#figure-failing")

        figure.scroll_into_view_if_needed()

        expect(figure.locator("table")).to_be_visible()
        expect(figure).to_contain_text("图没有画出来")

    def press(self, page, bar):
        bar.scroll_into_view_if_needed()
        box = bar.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.up()
