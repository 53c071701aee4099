"""An organization moves on a stage, by somebody who never touches the mouse."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.access.permissions import Role
from app.standpoint import today

pytestmark = pytest.mark.journey

GROWING = "/organizations?stage=growing&columns=name,stage,stage_since&sort=stage_since"
MOST_STOPS = 120


def tab_to(page, target):
    """Press Tab until the element has the focus, as a person would, and not forever."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{target} cannot be reached with Tab")


def choose(page, select, option):
    tab_to(page, select)
    places = select.locator("option").all_inner_texts()
    for _step in range(places.index(option)):
        page.keyboard.press("ArrowDown")
    expect(select.locator("option:checked")).to_have_text(option)


def type_day(page, field, day):
    tab_to(page, field)
    page.keyboard.type(f"{day:%m%d%Y}")
    expect(field).to_have_value(day.isoformat())


class TestChangingAStage:
    def test_needs_no_mouse(self, open_as):
        page = open_as(Role.STAFF)
        page.goto(GROWING)
        name = page.locator("tbody th.key a").first.inner_text()

        self.find(page, name)
        # Criteria are still unmet: moving up all the same wants a reason.
        self.move(page, "成熟期", today() - timedelta(days=20), reason="街道研究同意")

        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        entry = page.locator(".timeline-entry").first
        expect(entry).to_contain_text("孵化阶段：成熟期")
        expect(entry).to_contain_text((today() - timedelta(days=20)).isoformat())

        self.move(page, "成长期", today() - timedelta(days=10))
        reason = page.get_by_label("原因或依据")
        expect(page.locator(".error-summary")).to_contain_text("原因或依据")
        expect(reason).to_have_attribute("aria-invalid", "true")
        expect(reason).to_be_focused()

        page.keyboard.type("负责人离任，活动停了")
        page.keyboard.press("Control+s")
        expect(page.locator(".timeline-entry").first).to_contain_text("负责人离任，活动停了")

    def find(self, page, name):
        tab_to(page, page.get_by_role("searchbox", name="查找组织"))
        page.keyboard.type(name[2:])
        page.keyboard.press("Enter")
        link = page.get_by_role("link", name=name, exact=True)
        expect(link).to_be_visible()
        tab_to(page, link)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()

    def move(self, page, stage, day, reason=None):
        tab_to(page, page.get_by_role("link", name="变更孵化阶段"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="变更孵化阶段", level=1)).to_be_visible()
        choose(page, page.get_by_role("combobox", name="孵化阶段"), stage)
        type_day(page, page.get_by_label("生效日期"), day)
        if reason:
            tab_to(page, page.get_by_label("原因或依据"))
            page.keyboard.type(reason)
        tab_to(page, page.get_by_role("button", name="保存"))
        page.keyboard.press("Enter")
