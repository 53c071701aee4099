"""A leader looks at the numbers on a phone, and at whom they count."""

import pytest
from playwright.sync_api import expect

from app.access.permissions import Role

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
PAGES = ["/", "/dashboard", "/organizations", "/organizations/5"]


@pytest.fixture
def page(open_as):
    return open_as(Role.LEADER, viewport=PHONE)


class TestAPhone:
    @pytest.mark.parametrize("path", PAGES)
    def test_is_wide_enough(self, page, path):
        page.goto(path)
        expect(page.locator("main h1")).to_be_visible()

        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    def test_leads_from_a_number_to_as_many_rows(self, page):
        page.goto("/dashboard")
        tile = page.locator(".tile").filter(has_text="5A").locator(".tile-number a")
        number = int(tile.inner_text())

        tile.click()

        assert number > 0
        expect(page.locator(".metric-number strong")).to_have_text(str(number))
        expect(page.locator(".sheet-cards tbody tr")).to_have_count(number)

    def test_leads_from_a_bar_to_its_rows(self, page):
        page.goto("/dashboard")
        figure = page.locator(".figure").first
        figure.locator(".figure-data summary").click()
        link = figure.locator(".figure-data td a").first
        number = link.inner_text()

        link.click()

        expect(page.locator(".pagination-total")).to_have_text(f"共 {number} 条")
