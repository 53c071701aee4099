"""A project goes from a call to its acceptance, and its money is paid on the way."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.access.permissions import Role
from app.standpoint import today
from tests.journeys.hub import faults

pytestmark = pytest.mark.journey

ROUND, PROJECT = "民生微实事第二批", "楼道共享书架"
PHONE = {"width": 390, "height": 844}


def make_round(page):
    """Make a round with a cap; its page stays open."""
    page.goto("/projects/rounds/new")
    page.get_by_label("批次名称").fill(ROUND)
    page.get_by_label("类型").fill("民生微实事")
    page.get_by_label("总预算（元）").fill("20万")
    page.get_by_label("单个项目上限（元）").fill("5万")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name=ROUND, level=1)).to_be_visible()


def apply(page, requested):
    """Fill in the application from the page of the round, and hand it in."""
    form = page.get_by_role("main")
    form.get_by_label("项目名称").fill(PROJECT)
    form.get_by_label("申报日期").fill((today() - timedelta(30)).isoformat())
    form.get_by_label("申请金额（元）").fill(requested)
    form.get_by_label("批复金额（元）").fill("3万")
    form.get_by_label("查找组织").fill("志愿者协会")
    form.get_by_role("button", name="查找", exact=True).click()
    form.get_by_role("group", name="参与单位").get_by_role("checkbox").first.check()
    form.get_by_role("button", name="保存").click()


def take_step(page, days_ago, opinion=""):
    page.get_by_role("link", name="办理下一环节").click()
    page.get_by_role("main").get_by_label("日期").fill((today() - timedelta(days_ago)).isoformat())
    page.get_by_label("意见").fill(opinion)
    page.get_by_role("button", name="保存").click()


def pay(page, address, amount):
    page.goto(f"{address}/money/payments/new")
    page.get_by_label("金额（元）").fill(amount)
    page.get_by_role("button", name="保存").click()


def test_a_round_goes_from_the_call_to_acceptance(open_as):
    page = open_as(Role.STAFF, bypass_csp=True)
    make_round(page)
    page.get_by_role("link", name="登记申报").click()
    apply(page, "6万")
    expect(page.locator(".form-error")).to_contain_text("上限")
    page.get_by_label("申请金额（元）").fill("3万")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name=PROJECT, level=1)).to_be_visible()
    address = page.url

    for days_ago in (20, 10, 5):
        take_step(page, days_ago)
        expect(page.locator(".flashes")).to_contain_text("环节已登记")

    pay(page, address, "4万")
    expect(page.locator(".form-error")).to_be_visible()
    pay(page, address, "3万")
    page.goto(address)
    expect(page.locator(".money-summary")).to_contain_text("3万元")

    take_step(page, 0)
    expect(page.locator(".form-error")).to_contain_text("仍要验收请填写原因")
    page.get_by_label("意见").fill("现场查看，书架已投入使用")
    page.get_by_role("button", name="保存").click()

    expect(page.locator(".flashes")).to_contain_text("环节已登记")
    expect(page.get_by_role("link", name="办理下一环节")).to_have_count(0)
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("link", name=ROUND).click()
    expect(page.get_by_text("1 个项目")).to_have_count(2)
