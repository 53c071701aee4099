import json
from datetime import UTC, date, datetime

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired

from app.standpoint import Standpoint
from app.web.forms import BaseForm, SelectChoice
from app.web.pagination import Page
from tests.web.conftest import text_of


def class_of(shown, name):
    """Return the elements that carry a class."""
    return [each for each in shown.iter() if name in (each.get("class") or "").split()]


class NameForm(BaseForm):
    name = StringField(
        "机构名称", description="以证书为准", validators=[InputRequired("请填写机构名称")]
    )
    party = BooleanField("已建立党组织")
    residency = RadioField("入驻", choices=[SelectChoice("y", "在驻"), SelectChoice("n", "未入驻")])


@pytest.fixture
def form_page(web_app, render):
    def showing(**data):
        with web_app.test_request_context():
            form = NameForm(formdata=MultiDict(data) or None)
            if data:
                form.validate()
        return render(
            """{% from "components/forms.html" import buttons, field, form_page, group %}
            {% call form_page(form) %}{% call group("基本信息") %}
            {{ field(form.name, maxlength=100) }}{{ field(form.party) }}{{ field(form.residency) }}
            {% endcall %}{{ buttons("保存", cancel_url="/") }}{% endcall %}""",
            form=form,
        )

    return showing


class TestForm:
    def test_labels_every_field_and_hints_at_it(self, form_page):
        shown = form_page()
        entry = shown.find(".//input[@name='name']")

        assert text_of(shown.find(".//label[@for='name']")) == "机构名称*"
        assert entry.get("aria-describedby") == "name-hint"
        assert text_of(shown.find(".//*[@id='name-hint']")) == "以证书为准"
        assert entry.get("maxlength") == "100"
        assert "aria-invalid" not in entry.attrib

    def test_carries_its_token_and_one_primary_button(self, form_page):
        shown = form_page()

        assert shown.find(".//form/input[@name='csrf_token']").get("value")
        assert [text_of(button) for button in class_of(shown, "btn-primary")] == ["保存"]

    def test_says_errors_at_the_field_and_on_top_and_keeps_what_was_typed(self, form_page):
        shown = form_page(name="　", residency="x")
        entry = shown.find(".//input[@name='name']")

        assert entry.get("aria-describedby") == "name-hint name-error"
        assert entry.get("aria-invalid") == "true"
        assert text_of(shown.find(".//*[@id='name-error']")) == "请填写机构名称"
        summary = class_of(shown, "error-summary")[0]
        links = {link.get("href"): text_of(link) for link in summary.iter("a")}
        assert links["#name"] == "机构名称：请填写机构名称"

    def test_leads_from_the_summary_to_an_element_there_is(self, form_page):
        shown = form_page(name="", residency="x")

        ids = {element.get("id") for element in shown.iter()}
        links = class_of(shown, "error-summary")[0].iter("a")
        assert all(link.get("href").removeprefix("#") in ids for link in links)


SORT = """{% from "components/table.html" import sort_head %}<table><tr>
{{ sort_head("成立日期", "established_on", sort) }}</tr></table>"""


class TestTable:
    @pytest.mark.parametrize(
        ("sort", "aria", "next_sort"),
        [
            ("name", None, "established_on"),
            ("established_on", "ascending", "-established_on"),
            ("-established_on", "descending", "established_on"),
        ],
    )
    def test_sorts_by_a_head_and_says_how(self, render, sort, aria, next_sort):
        head = render(SORT, "/?q=a&page=3", sort=sort).find(".//th")

        assert head.get("aria-sort") == aria
        assert head.find("a").get("href") == f"/?q=a&sort={next_sort}"

    def test_writes_numbers_with_thousands_and_nothing_as_a_dash(self, render):
        shown = render(
            """{% from "components/table.html" import number_cell, text_cell %}<table><tr>
            {{ number_cell(1234) }}{{ number_cell(none) }}{{ text_cell("") }}{{ text_cell("<b>") }}
            </tr></table>"""
        )

        assert [text_of(cell) for cell in shown.iter("td")] == ["1,234", "—", "—", "<b>"]


PAGINATION = """{% from "components/pagination.html" import pagination %}{{ pagination(page) }}"""


class TestPagination:
    def test_leads_to_other_pages_with_all_else_kept(self, render):
        shown = render(PAGINATION, "/?standing=filed&page=3", page=Page(3, 20, 279))

        links = {link.get("aria-label"): link.get("href") for link in class_of(shown, "page-link")}
        assert links["第 4 页"] == "/?standing=filed&page=4"
        assert [text_of(link) for link in shown.findall(".//a[@aria-current='page']")] == ["3"]
        assert "共 279 条" in text_of(shown)

    def test_walks_by_keys_where_the_total_is_not_known(self, render):
        page = Page(1, 20, 10_001, after_this="k")

        shown = render(PAGINATION, "/?q=a", page=page)

        assert [link.get("rel") for link in class_of(shown, "page-link") if link.get("rel")] == [
            "next"
        ]
        assert shown.find(".//a[@rel='next']").get("href") == "/?q=a&after=k"
        assert "10000+" in text_of(shown)
        assert class_of(shown, "pagination-jump") == []

    def test_keeps_the_filters_when_jumping_to_a_page(self, render):
        shown = render(PAGINATION, "/?stage=a&stage=b&page=2", page=Page(2, 10, 279))

        hidden = shown.findall(".//form/input[@type='hidden']")
        assert [(each.get("name"), each.get("value")) for each in hidden] == [
            ("stage", "a"),
            ("stage", "b"),
        ]


class TestTags:
    @pytest.mark.parametrize(
        ("call", "text"),
        [
            ('grade_tag("3A", is_expired=true)', "3A（已过期）"),
            ('grade_tag("5A", level="市级", is_pending=true)', "市级5A（已公告待生效）"),
            ('standing_tag("registered", "已登记")', "已登记"),
            ('stage_tag("成长期", 3)', "成长期"),
            ('tag("逾期", kind="danger")', "逾期"),
        ],
    )
    def test_say_in_words_what_they_show_in_color(self, render, call, text):
        source = f'{{% from "components/tags.html" import {call.split("(")[0]} %}}{{{{ {call} }}}}'

        assert text_of(class_of(render(source), "tag")[0]) == text

    @pytest.mark.parametrize(
        ("rank", "of", "step"), [(1, 5, 1), (5, 5, 5), (1, 3, 1), (2, 3, 3), (3, 3, 5), (1, 1, 1)]
    )
    def test_spread_any_number_of_stages_over_the_scale(self, render, rank, of, step):
        shown = render(
            '{% from "components/tags.html" import stage_tag %}{{ stage_tag("x", rank, of=of) }}',
            rank=rank,
            of=of,
        )

        assert class_of(shown, f"stage-{step}")
        assert len(class_of(shown, "is-on")) == step


class TestTile:
    def tile(self, render, **values):
        return render(
            """{% from "components/tiles.html" import tile, tiles %}{% call tiles("数") %}
            {{ tile("已登记", value, "家", url="/metrics/x", definition="口径", earlier=earlier) }}
            {% endcall %}""",
            **values,
        )

    def test_opens_the_list_behind_its_number(self, render):
        link = self.tile(render, value=1263, earlier=1258).find(".//a")

        assert link.get("href") == "/metrics/x"
        assert text_of(link) == "1,263"
        assert link.get("aria-label") == "已登记 1,263 家"

    @pytest.mark.parametrize(
        ("value", "earlier", "difference"),
        [(63, 58, "+5"), (63, 66, "−3"), (63, 63, "0"), (63, None, "—"), (None, 2, "—")],
    )
    def test_compares_with_a_year_earlier(self, render, value, earlier, difference):
        shown = self.tile(render, value=value, earlier=earlier)

        assert text_of(class_of(shown, "tile-difference")[0]) == difference

    def test_shows_nothing_recorded_as_a_dash_without_link(self, render):
        shown = self.tile(render, value=None, earlier=None)

        assert text_of(class_of(shown, "tile-number")[0]) == "—"
        assert shown.find(".//a") is None


FIGURE = """{% from "components/figure.html" import figure %}
{{ figure("stages", "孵化阶段", "成长期最多。", ["阶段", "家数"], rows, url=url, data=data) }}"""


class TestFigure:
    ROWS = (("萌芽期", {"value": 1286, "url": "/organizations?stage=sprouting"}), ("出壳", 15))

    def test_has_the_same_numbers_as_a_table_with_links(self, render):
        shown = render(FIGURE, rows=self.ROWS, url="/charts/stages.json")

        assert [text_of(cell) for cell in shown.iter("td")] == ["1,286", "15"]
        assert shown.find(".//td/a").get("href") == "/organizations?stage=sprouting"
        assert shown.find(".//*[@data-figure-url]").get("data-figure-url") == "/charts/stages.json"

    def test_is_told_in_a_sentence_to_who_cannot_see_it(self, render):
        canvas = render(FIGURE, rows=self.ROWS).find(".//*[@role='img']")

        assert canvas.get("aria-label") == "孵化阶段。成长期最多。"

    def test_may_carry_its_data_which_never_end_the_element(self, render):
        shown = render(FIGURE, rows=(), data={"data": [], "layout": {"title": "</script><b>"}})

        carried = shown.find(".//script[@type='application/json']")
        assert json.loads(carried.text)["layout"]["title"] == "</script><b>"


class TestFilters:
    def test_keep_what_they_do_not_send_themselves(self, render):
        shown = render(
            """{% from "components/filters.html" import filter_bar, filter_text %}
            {% call filter_bar(["q"]) %}{{ filter_text("q", "名称") }}{% endcall %}""",
            "/?q=社&on=2025-12-31&sort=name&page=4",
        )

        hidden = [each.get("name") for each in shown.findall(".//input[@type='hidden']")]
        assert hidden == ["on", "sort"]
        assert shown.find(".//input[@name='q']").get("value") == "社"

    def test_in_force_can_be_taken_out_one_by_one(self, render):
        shown = render(
            """{% from "components/filters.html" import active_filters %}{{ active_filters([
            {"label": "登记状态", "text": "已备案", "key": "standing", "value": "filed"}]) }}""",
            "/?standing=filed&standing=registered",
        )

        link = class_of(shown, "active-filter")[0]
        assert link.get("href") == "/?standing=registered"
        assert text_of(link) == "登记状态：已备案，取消此项"


class TestStandpoint:
    @pytest.fixture
    def shown(self, render):
        def showing(path="/"):
            return render(
                """{% from "components/standpoint.html" import standpoint_bar %}
                {{ standpoint_bar(standpoint, divisions) }}""",
                path,
                standpoint=Standpoint(
                    1,
                    "330199001001",
                    date(2026, 6, 30),
                    date(2026, 1, 1),
                    datetime(2026, 7, 1, tzinfo=UTC),
                ),
                divisions=[
                    {"code": "330199000000", "name": "示例区"},
                    {"code": "330199001000", "name": "晴川街道"},
                    {"code": "330199001001", "name": "云栖社区"},
                ],
            )

        return showing

    def test_shows_from_where_and_when_the_numbers_are(self, shown):
        bar = shown()

        assert text_of(bar.find(".//option[@selected]")) == "云栖社区"
        assert bar.find(".//input[@name='on']").get("value") == "2026-06-30"
        assert bar.find(".//input[@name='since']").get("value") == "2026-01-01"
        assert "2026-07-01 08:00" in text_of(bar)

    def test_sets_a_division_in_from_the_one_it_lies_in(self, shown):
        options = [option.text for option in shown().iter("option")]

        assert options == ["示例区", "\u3000晴川街道", "\u3000\u3000云栖社区"]

    def test_keeps_the_filters_of_the_page(self, shown):
        hidden = shown("/?standing=filed&on=2025-01-01&page=2").findall(".//input[@type='hidden']")

        assert [(each.get("name"), each.get("value")) for each in hidden] == [("standing", "filed")]
