"""A hall signs in on its phones by the code on the wall, and says what it thought."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.accounts.queries import operator
from app.db import utc_now
from app.standpoint import make_standpoint, today
from app.trainings.public.links import Purpose, make_token
from app.trainings.sessions.operations import SessionFacts, plan_session
from tests.journeys.hub import faults, fill_database, opened
from tests.web.browser import served

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}


def plan(_accounts):
    account = operator()
    standpoint = make_standpoint({}, viewer=account.id, division=account.division_code)
    plan_session(standpoint, SessionFacts(title="财务规范专题培训", held_on=today()))


@pytest.fixture(scope="module")
def address(migrated_file, tmp_path_factory):
    """Where the page of the one session is."""
    path = tmp_path_factory.mktemp("hall") / "miaopu.db"
    fill_database(migrated_file, path, plan)
    with opened(path) as app, served(app) as hub:
        with app.app_context():
            token = make_token(Purpose.SIGN_IN, 1, utc_now() + timedelta(hours=1))
        yield f"{hub}/s/{token}"


@pytest.fixture
def page(browser):
    with browser.new_context(locale="zh-CN", viewport=PHONE, bypass_csp=True) as context:
        yield context.new_page()


def fill_in(page, phone):
    page.get_by_label("姓名").fill("甲子丑")
    page.get_by_label("所在组织").fill("晴湾棋社")
    page.get_by_label("手机号码").fill(phone)
    page.get_by_role("button", name="签到").click()


class TestAPhone:
    def test_signs_in_and_says_what_it_thought(self, page, address):
        page.goto(address)
        expect(page.get_by_role("heading", name="培训签到")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert faults(page) == []

        fill_in(page, "138")
        expect(page.locator(".form-error")).to_contain_text("请填写完整的电话")
        fill_in(page, "13800000001")

        expect(page.get_by_role("heading", name="已签到")).to_be_visible()
        expect(page.locator(".flashes")).to_contain_text("甲子丑，已签到。")
        page.get_by_role("link", name="填写满意度").click()
        page.get_by_role("group", name="总体评价").get_by_label("5 很满意").check()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert faults(page) == []
        page.get_by_role("button", name="提交").click()

        expect(page.get_by_text("您的评价已收到")).to_be_visible()

    def test_is_told_the_same_the_second_time(self, page, address):
        for _time in range(2):
            page.goto(address)
            fill_in(page, "13800000001")
            expect(page.get_by_role("heading", name="已签到")).to_be_visible()

    def test_is_told_nothing_by_a_forged_link(self, page, address):
        page.goto(f"{address}x")

        expect(page.get_by_text("链接无效")).to_be_visible()
        expect(page.get_by_text("财务规范")).to_have_count(0)
