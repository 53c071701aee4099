"""The pictures of the READMEs, of the demo hub as it is today: `.venv/bin/python scripts/screenshots.py`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from flask_migrate import upgrade  # noqa: E402
from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402

from app.access.permissions import Role  # noqa: E402
from app.demo.loading import load_demo  # noqa: E402
from tests.conftest import make_app  # noqa: E402
from tests.journeys.hub import Hub, fill_database, hub_at  # noqa: E402
from tests.web.browser import find_chromium  # noqa: E402

WIDTH = 1440
PICTURES = {  # and their heights
    "overview": ("/dashboard", 1140),
    "organizations": ("/organizations", 900),
    "organization": ("/organizations?grade=4A", 900),  # its first, see `show`
    "board": ("/incubation", 900),
    "workbench": ("/", 900),
}


@contextmanager
def demo_hub() -> Iterator[Hub]:
    with TemporaryDirectory() as folder:
        empty, path = Path(folder, "empty.db"), Path(folder, "miaopu.db")
        app = make_app(f"sqlite:///{empty}")
        with app.app_context():
            upgrade()
        accounts = fill_database(empty, path, lambda people: load_demo(people, None))
        with hub_at(path, accounts) as hub:
            yield hub


def show(page: Page, name: str) -> None:
    path, height = PICTURES[name]
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.goto(path)
    if name == "organization":
        page.locator("tbody th.key a").first.click()
    for figure in page.locator(".figure").all():
        figure.scroll_into_view_if_needed()
        expect(figure.locator(".main-svg").first).to_be_visible()
    page.evaluate("scrollTo(0, 0)")


def main() -> None:
    expect.set_options(timeout=60_000)
    with demo_hub() as hub, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(base_url=hub.address, locale="zh-CN")
        hub.sign_in(page, Role.STAFF)
        for name in PICTURES:
            show(page, name)
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
