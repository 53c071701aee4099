"""People at their browsers. A module shares one hub, and each role there one sign-in."""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from app.demo.loading import load_demo
from tests.journeys.hub import fill_database, hub_at
from tests.web.browser import find_chromium

# Generous: nothing waits for it but a machine with much else to do.
expect.set_options(timeout=60_000)

WIDE = {"width": 1440, "height": 900}


@pytest.fixture(scope="package")
def browser():
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--lang=en-US"],
            # A field for a day takes its parts in the order of the browser's own language.
            env={**os.environ, "LANGUAGE": "en_US"},
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def demo_database(migrated_file, tmp_path_factory):
    """The demo hub in a file, to be copied, and its passwords."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    return path, fill_database(migrated_file, path, lambda accounts: load_demo(accounts, None))


@pytest.fixture(scope="module")
def hub(demo_database, tmp_path_factory):
    """The demo hub, a copy for this module."""
    demo, accounts = demo_database
    path = tmp_path_factory.mktemp("hub") / "miaopu.db"
    shutil.copy(demo, path)
    with hub_at(path, accounts) as hub:
        yield hub


@pytest.fixture(scope="module")
def sign_ins():
    return {}


@pytest.fixture
def open_as(browser, hub, sign_ins):
    """Return a function that gives a person of this role a browser, signed in."""
    contexts = []

    def opening(role, viewport=WIDE, **options):
        context = browser.new_context(
            base_url=hub.address,
            locale="zh-CN",
            viewport=viewport,
            storage_state=sign_ins.get(role),
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        if role not in sign_ins:
            hub.sign_in(page, role)
            sign_ins[role] = context.storage_state()
        return page

    yield opening
    for context in contexts:
        context.close()


@pytest.fixture
def stranger(browser, hub):
    """A browser in which nobody is signed in."""
    with browser.new_context(base_url=hub.address, locale="zh-CN", viewport=WIDE) as context:
        yield context.new_page()
