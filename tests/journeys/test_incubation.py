"""Organizations are reviewed and move on, by mouse and without one; the worklist leads to work."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.access.permissions import Role
from app.demo.reviews import DAYS_AGO
from app.standpoint import today
from tests.journeys.hub import faults
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
AREAS = (
    "/incubation/reviews",
    "/incubation/plans",
    "/incubation/supports",
    "/incubation/supports/new",
    "/incubation/filing",
    "/incubation/residencies",
    "/incubation/stages/bulk",
    "/incubation/criteria",
    "/incubation/criteria/1",
)
FORM = re.compile(r"/organizations/\d+/stage\?.*to=")


def column(page, stage):
    return page.locator(".board-column").filter(
        has=page.get_by_role("heading", name=re.compile(f"^{stage}"))
    )


def press(page, target):
    tab_to(page, target)
    page.keyboard.press("Enter")


def pick(page, group, label):
    """Choose one of a group of round buttons with the arrow keys."""
    tab_to(page, group.locator("input:checked"))
    for _step in range(group.locator("label").all_inner_texts().index(label)):
        page.keyboard.press("ArrowDown")
    expect(group.get_by_label(label, exact=True)).to_be_checked()


class TestTheBoard:
    def test_opens_the_form_of_the_change_where_a_card_is_dropped(self, open_as):
        page = open_as(Role.STAFF)
        page.goto("/incubation")
        card = column(page, "萌芽期").locator(".board-card").first
        name = card.locator(".board-name").inner_text()

        card.drag_to(column(page, "初创期").locator(".board-head"))

        expect(page).to_have_url(FORM)
        expect(page.get_by_text(name).first).to_be_visible()
        expect(page.get_by_label("孵化阶段").locator("option:checked")).to_have_text("初创期")

    def test_needs_no_mouse(self, open_as):
        page = open_as(Role.STAFF)
        page.goto("/incubation")
        card = column(page, "萌芽期").locator(".board-card").first

        tab_to(page, card.locator("summary"))
        page.keyboard.press("Enter")
        tab_to(page, card.get_by_role("link", name=re.compile("^成熟期")))
        page.keyboard.press("Enter")

        expect(page).to_have_url(FORM)
        expect(page.get_by_label("孵化阶段").locator("option:checked")).to_have_text("成熟期")

    def test_is_for_everybody(self, open_as):
        page = open_as(Role.STAFF, bypass_csp=True)
        for path in ("/incubation", "/incubation/table", "/organizations/5/incubation"):
            page.goto(path)
            assert faults(page) == [], path

    @pytest.mark.parametrize("path", ["/incubation", "/organizations/5/incubation", "/worklist"])
    def test_fits_a_phone(self, open_as, path):
        page = open_as(Role.LEADER, viewport=PHONE)
        page.goto(path)
        expect(page.locator("main h1")).to_be_visible()

        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


class TestAReview:
    def test_needs_no_mouse_from_the_list_to_the_change_it_recommends(self, open_as):
        page = open_as(Role.STAFF)
        page.goto("/incubation/reviews?stage=sprouting")

        press(page, page.get_by_role("link", name=re.compile("^开始评估")).first)
        press(page, page.get_by_role("button", name="开始评估"))
        expect(page).to_have_url(re.compile(r"/incubation/reviews/\d+/edit"))
        for group in page.locator(".review-criterion fieldset").all():
            pick(page, group, "4")
        pick(page, page.locator("#recommendation"), "建议进入下一阶段")
        tab_to(page, page.get_by_label("评估结论"))
        page.keyboard.type("制度健全，队伍稳定")
        press(page, page.get_by_role("button", name="保存并完成评估"))

        expect(page.get_by_text("评估已完成。")).to_be_visible()
        expect(page.get_by_text("已达到初创期的条件").first).to_be_visible()
        press(page, page.get_by_role("link", name="据此变更阶段"))
        expect(page.get_by_label("孵化阶段").locator("option:checked")).to_have_text("初创期")
        expect(page.get_by_label("依据的阶段评估")).not_to_have_value("")
        press(page, page.get_by_role("button", name="保存"))
        expect(page.locator(".timeline-entry").first).to_contain_text("孵化阶段：初创期")

    def test_is_held_against_the_one_before(self, open_as):
        page = open_as(Role.LEADER)
        page.goto("/incubation/reviews?state=concluded")
        day = today() - timedelta(days=min(DAYS_AGO))
        page.get_by_role("link", name=day.isoformat(), exact=True).first.click()

        figure = page.locator(".figure")
        figure.scroll_into_view_if_needed()
        expect(figure.locator(".main-svg").first).to_be_visible()
        figure.locator("summary").click()
        heads = figure.locator("thead th").all_inner_texts()
        assert [head[:2] for head in heads] == ["维度", "上次", "本次"]

    def test_is_for_everybody(self, open_as):
        page = open_as(Role.STAFF, bypass_csp=True)
        page.goto("/incubation/reviews")
        page.get_by_role("link", name=re.compile("^开始评估")).nth(3).click()
        page.get_by_role("button", name="开始评估").click()
        expect(page.get_by_role("button", name="保存并完成评估")).to_be_visible()
        assert faults(page) == []

        page.goto("/incubation/reviews?state=concluded")
        page.locator("tbody th.key a").first.click()
        expect(page.get_by_role("heading", name="逐项结果")).to_be_visible()
        assert faults(page) == []


class TestChangingMany:
    def test_takes_a_whole_page_at_once(self, open_as):
        page = open_as(Role.STAFF)
        page.goto("/incubation/stages/bulk?stage=mature")
        boxes = page.locator("input[name=organization]")

        page.get_by_label("全选本页").check()
        assert page.locator("input[name=organization]:checked").count() == boxes.count() > 1

        boxes.first.uncheck()
        expect(page.get_by_label("全选本页")).to_be_checked(indeterminate=True)


class TestEveryArea:
    """Of incubation: no fault that a checker finds, and nothing wider than a phone."""

    @pytest.mark.parametrize("path", AREAS)
    def test_is_for_everybody_and_fits_a_phone(self, open_as, path):
        page = open_as(Role.STAFF, viewport=PHONE, bypass_csp=True)
        page.goto(path)
        expect(page.locator("main h1")).to_have_count(1)
        expect(page.locator(".tabs").first).to_be_visible()

        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


class TestTheWorklist:
    def test_leads_from_the_frame_to_what_is_to_be_done(self, open_as):
        page = open_as(Role.STAFF)
        page.goto("/organizations")
        badge = page.locator(".badge-link")
        expect(badge.locator("[data-badge-full]")).to_have_text(re.compile(r"^\d+\+? 项$"))

        badge.click()
        line = page.locator(".signals li").filter(has_text="缺联系电话")
        number = line.locator(".signal-number").inner_text()
        line.get_by_role("link").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("缺联系电话")
        expect(page.locator(".pagination-total")).to_have_text(f"共 {number} 条")

    def test_loses_what_is_done_without_a_mouse(self, open_as):
        page = open_as(Role.STAFF)
        page.goto("/worklist/register-missing-phone")
        before = page.locator(".pagination-total").inner_text()

        press(page, page.get_by_role("link", name=re.compile("^去处理")).first)
        press(page, page.get_by_role("link", name="修改资料"))
        tab_to(page, page.get_by_label("联系电话"))
        page.keyboard.type("13800000001")
        page.keyboard.press("Control+s")
        expect(page.get_by_label("联系电话")).to_have_count(0)

        page.goto("/worklist/register-missing-phone")
        expect(page.locator(".pagination-total")).not_to_have_text(before)

    def test_is_for_everybody(self, open_as):
        page = open_as(Role.STAFF, bypass_csp=True)
        for path in ("/", "/worklist", "/worklist/register-missing-phone"):
            page.goto(path)
            assert faults(page) == [], path
