"""The pages of every day have no fault that a checker of accessibility can find."""

import pytest
from playwright.sync_api import expect

from app.access.permissions import Role
from tests.journeys.hub import faults

pytestmark = pytest.mark.journey

PAGES = [
    "/",
    "/organizations",
    "/organizations/5",
    "/organizations/5/stage",
    "/imports",
    "/dashboard",
]


class TestPages:
    @pytest.mark.parametrize("path", PAGES)
    def test_have_no_fault(self, open_as, path):
        page = open_as(Role.STAFF, bypass_csp=True)
        page.goto(path)
        expect(page.locator("main h1")).to_be_visible()

        assert faults(page) == []

    def test_have_none_before_one_is_signed_in(self, browser, hub):
        with browser.new_context(locale="zh-CN", bypass_csp=True) as context:
            page = context.new_page()
            page.goto(f"{hub.address}/login")

            assert faults(page) == []
