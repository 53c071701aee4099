import pytest
from playwright.sync_api import expect

from app.access.permissions import Role
from tests.journeys.hub import fill_in

pytestmark = pytest.mark.journey


class TestSigningIn:
    def test_says_what_is_wrong_then_lets_in_then_out_for_good(self, stranger, hub):
        page = stranger
        username, password = hub.accounts[Role.STAFF]
        page.goto("/organizations")

        fill_in(page, username, "not-the-password")
        expect(page.get_by_role("alert")).to_contain_text("账号或密码不正确，请核对后重试。")
        fill_in(page, username, password)
        expect(page.get_by_role("heading", name="组织名录", level=1)).to_be_visible()

        copied = page.context.cookies()
        page.locator(".user-menu summary").click()
        page.get_by_role("button", name="退出登录").click()
        expect(page.get_by_text("已退出登录。")).to_be_visible()

        page.context.clear_cookies()
        page.context.add_cookies(copied)
        page.goto("/organizations")
        expect(page.get_by_role("heading", name="登录苗圃")).to_be_visible()

    def test_leads_nowhere_without_an_account(self, stranger):
        for path in ("/", "/dashboard", "/organizations", "/imports", "/organizations/1"):
            stranger.goto(path)
            expect(stranger.get_by_role("heading", name="登录苗圃")).to_be_visible()
