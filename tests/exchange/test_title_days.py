"""Which day a file says it is of."""

from datetime import date

import pytest

from app.exchange.title_days import day_in_title, is_day_label
from tests.exchange.hub import book

HEADER = ["组织名称", "状态"]
ROW = ["晴湾合唱团", "已备案"]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("晴川街道台账（截至2025年12月31日）", "2025年12月31日"),
        ("社会组织名录 （ 截至 2025 年 6 月 30 日 ）", "2025年6月30日"),
        ("截止2025年1月1日在册组织", "2025年1月1日"),
        ("晴川街道台账（2025年下半年）", None),
        ("2025年12月31日会议名册", None),
        ("截至2025年12月", None),
    ],
)
def test_a_title_says_so(title, day):
    assert day_in_title(title) == day


@pytest.mark.parametrize("label", ["", "填报日期", "填表时间", "日期", "统计时点", "截至"])
def test_a_form_line_says_so(label):
    assert is_day_label(label)


@pytest.mark.parametrize("label", ["填报单位", "成立日期", "联系电话", "审核日期"])
def test_other_form_lines_do_not(label):
    assert not is_day_label(label)


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("台账（截至2024年12月31日）", date(2024, 12, 31)),
        ("填报日期：2024.6.30", date(2024, 6, 30)),
        ("填报日期：2024年6月", None),
        ("填报日期：2199年6月1日", None),
        ("社会组织台账", None),
    ],
)
def test_a_plan_proposes_a_day_known_exactly_and_past(hub, title, day):
    assert hub.plan(book(HEADER, ROW, title=title)).stated_on == day
