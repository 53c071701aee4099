"""Nothing the pages load, and nothing they do, goes beyond the hub's own server."""

import pytest
from playwright.sync_api import expect

from app.access.permissions import Role

pytestmark = pytest.mark.journey

# Plotly sets a style on its drawing that the policy refuses; it changes nothing one sees.
COSMETIC = "Applying inline style violates"


def listen(page):
    """Collect what the page asks for and what it complains about."""
    asked, said = [], []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append((message.type, message.text)))
    page.on("pageerror", lambda error: said.append(("page error", str(error))))
    return asked, said


def walk(page):
    """Open every page of the menu, and let every figure be drawn."""
    page.goto("/")
    addresses = [link.get_attribute("href") for link in page.locator("#menu .menu-list a").all()]
    for address in addresses:
        page.goto(address)
        expect(page.locator("main h1")).to_be_visible()
        for figure in page.locator(".figure").all():
            figure.scroll_into_view_if_needed()
            expect(figure.locator(".main-svg").first).to_be_visible()
    return addresses


class TestEveryPageOfTheMenu:
    @pytest.mark.parametrize("role", [Role.STAFF, Role.ADMINISTRATOR])
    def test_stays_inside_and_is_quiet(self, open_as, hub, role):
        page = open_as(role)
        asked, said = listen(page)

        addresses = walk(page)

        assert len(addresses) >= 4
        inside = (f"{hub.address}/", "blob:", "data:")
        assert [url for url in asked if not url.startswith(inside)] == []
        loud = [each for each in said if each[0] in {"error", "warning", "page error"}]
        cosmetic = [each for each in loud if each[1].startswith(COSMETIC)]
        assert [each for each in loud if each not in cosmetic] == []
        assert len(cosmetic) <= 1
