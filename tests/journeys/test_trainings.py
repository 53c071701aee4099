"""A hall is signed in by the keyboard alone, and what was pressed by mistake is taken back."""

import pytest
from playwright.sync_api import expect

from app.access.permissions import Role
from app.standpoint import today
from tests.journeys.hub import faults

pytestmark = pytest.mark.journey

COURSE = "社会组织能力提升"
PHONE = {"width": 390, "height": 844}


def plan(page, title):
    """Enter a training of today that belongs to the demo course; return its address."""
    page.goto("/trainings/new")
    page.get_by_label("培训主题").fill(title)
    page.get_by_label("所属课程").select_option(label=COURSE)
    page.get_by_label("培训日期").fill(today().isoformat())
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    return page.url


def first_choice(row):
    return row.get_by_role("radio").first


class TestTheGrid:
    def test_needs_no_mouse(self, open_as):
        page = open_as(Role.STAFF, bypass_csp=True)
        address = plan(page, "键盘签到")
        page.goto(f"{address}/sign-ins")
        assert faults(page) == []
        rows = page.locator("tbody tr")
        expect(rows).not_to_have_count(0)

        first_choice(rows.nth(0)).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        expect(first_choice(rows.nth(1))).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _press in range(2):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")

        expect(page.locator(".flashes")).to_contain_text("新增3人，更正0人")
        expect(page.get_by_text("已登记出席1人，请假1人，缺席1人。")).to_be_visible()

    def test_takes_everybody_else_at_one_press_and_one_back(self, open_as):
        page = open_as(Role.STAFF)
        address = plan(page, "一次签到")
        page.goto(f"{address}/sign-ins")
        rows = page.locator("tbody tr")
        count = rows.count()
        rows.nth(1).get_by_label("缺席").check()
        page.get_by_role("button", name=f"未登记的{count}人都选出席").click()
        expect(rows.nth(1).get_by_label("缺席")).to_be_checked()
        page.get_by_role("button", name="保存并登记为已举办").click()
        expect(page.get_by_text(f"已登记出席{count - 1}人，请假0人，缺席1人。")).to_be_visible()

        page.goto(address)
        page.get_by_role("button", name="撤回签到").first.click()

        expect(page.locator(".flashes")).to_contain_text("签到已撤回")
        expect(page.locator("tbody tr")).to_have_count(count - 1)

    def test_fits_a_phone(self, open_as):
        page = open_as(Role.STAFF, viewport=PHONE, bypass_csp=True)
        address = plan(page, "手机签到")
        page.goto(f"{address}/sign-ins")

        expect(page.locator("tbody tr").first.get_by_label("缺席")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert faults(page) == []
