"""What is announced of each row is the difference the register shows afterwards."""

import os
import random
from datetime import date

import pytest

from app.standpoint import today
from app.values.dates import parse_date
from tests.exchange.hub import book

HEADER = [
    "组织名称", "所属社区", "状态", "备案日期", "登记日期", "负责人", "联系电话", "会员数", "发展阶段",
    "阶段起始日期", "评估等级", "等级有效期起", "等级有效期止",
]  # fmt: skip
FILES = 20
ORGANIZATIONS = 12
# What else may differ today where a field changes: the days of a history are those of its points.
FOLLOWS = {
    "standing": ("filed_on", "registered_on"),
    "filed_on": ("standing",),
    "registered_on": ("standing", "filed_on"),
    "stage": ("stage_since", "days_in_stage"),
    "stage_since": ("stage", "days_in_stage"),
    "grade": ("grade_since", "grade_until", "grade_level"),
    "grade_until": ("grade_since",),
}
HISTORIES = {*FOLLOWS, "grade_since"}
DAYS = [date(2019, 6, 30), date(2021, 3, 1), date(2022, 12, 31), date(2024, 6, 30)]


def usual(number):
    return {
        "name": f"晴湾第{number}志愿队",
        "community": "晴湾社区",
        "standing": "已备案",
        "filed_on": "2021-03-01",
        "registered_on": None,
        "leader": "甲子丑",
        "phone": f"138{number:08}",
        "members": number,
        "stage": "初创期",
        "stage_since": None,
        "grade": None,
        "grade_since": None,
        "grade_until": None,
    }


def drawn(chance, number):
    """Return a row like one a hub might send: here and there changed, missing or wrong."""
    cells = {
        "community": ["晴湾社区", "晴湾", "柳浪社区", None, "望湖社区"],
        "standing": ["已备案", "备案", None, "未备案", "已登记", "已登记", "已注销", "不知道"],
        "filed_on": [
            "2021-03-01",
            "2021.3",
            "2021",
            "2021-05-06",
            "2019-06-30",
            None,
            "2999-01-01",
        ],
        "registered_on": ["2022-12-31", "2020-01-01", "2021-03-01", None, "2023"],
        "leader": ["甲子丑", "甲 子丑", "乙丑寅", "无", None],
        "phone": [f"138{number:08}", f"138 {number:08}", "0571-81234567", "138****0000", "见备注"],
        "members": [number, f"{number}余", number + 100, "约50人", None, "若干"],
        "stage": ["初创期", "初创", "成长期", "萌芽期", "成熟期", None, "未知"],
        "stage_since": ["2021-06-30", "2022", "2024-05", None, "2999-01-01", "2018-01-01", "2023"],
        "grade": ["3A", "AAA", "4A", None, "无"],
        "grade_since": ["2022-12-31", "2024-06-30", "2024", None, "2027-01-01"],
        "grade_until": ["2027-12-31", "2027-12", "2029", "2020-01-01", None],
    }
    changed = {
        key: chance.choice(values) for key, values in cells.items() if chance.random() < 0.35
    }
    return list({**usual(number), **changed}.values())


def file_of(chance):
    numbers = chance.sample(range(ORGANIZATIONS + 4), ORGANIZATIONS)
    return book(HEADER, *[drawn(chance, number) for number in numbers])


@pytest.mark.parametrize("seed", range(int(os.environ.get("PREVIEWS", FILES))))
def test_a_preview_is_the_result(hub, seed):
    chance = random.Random(seed)
    first = [drawn(chance, number) for number in range(ORGANIZATIONS)]
    hub.apply(book(HEADER, *first), effective_on=chance.choice([*DAYS, today()]))
    for _ in range(2):
        content, day = file_of(chance), chance.choice([*DAYS, today()])
        before = hub.register()

        plan = hub.apply(content, effective_on=day)

        assert_as_announced(plan, before, hub.register(), is_of_today=day == today())
        again = hub.plan(content, effective_on=day)
        assert again.counts()["changed"] == again.counts()["new"] == 0


def assert_as_announced(plan, before, after, *, is_of_today):
    assert after.keys() - before.keys() == ids(plan, "new")
    assert {id_ for id_ in before if before[id_] != after[id_]} <= ids(plan, "changed")
    for row in plan.rows:
        if row.outcome == "changed":
            was, is_ = before[row.organization_id], after[row.organization_id]
            announced = row.changes.keys()
            differ = {key for key in was if was[key] != is_[key]}
            assert differ <= announced | {key for one in announced for key in FOLLOWS.get(one, ())}
            for key in announced & differ if is_of_today else announced - HISTORIES:
                assert shown(row.changes[key][1]) == told(is_[key]), key


def ids(plan, outcome):
    return {row.organization_id for row in plan.rows if row.outcome == outcome}


def shown(value):
    return None if value is None else told(str(value))


def told(value):
    """Return a value as text: days as far as they are known, names for communities' codes."""
    names = {"330199001001": "晴湾社区", "330199001002": "柳浪社区"}
    if isinstance(value, dict):
        return str(parse_date(value["date"][: {"month": 7, "year": 4}[value["precision"]]]))
    return None if value is None else names.get(str(value), str(value))
