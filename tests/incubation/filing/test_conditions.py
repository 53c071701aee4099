from dataclasses import replace

import pytest

from app.incubation.filing.conditions import GroupFacts, conditions_of, unmet
from app.organizations.kinds import Kind

GOOD = GroupFacts(
    name="晴川街道晴湾社区合唱团",
    places=("示例区", "晴川街道", "晴湾社区"),
    kind=Kind.COMMUNITY_GROUP,
    leader_name="甲子丑",
    member_count=12,
    staff_count=None,
    address="晴湾路1号",
    has_charter=True,
)


@pytest.fixture(autouse=True)
def texts(session):
    """Facts are told in the language of the page."""


def unmet_keys(**changes):
    return [condition.key for condition in unmet(conditions_of(replace(GOOD, **changes)))]


def test_a_group_with_everything_meets_all():
    assert unmet_keys() == []


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"name": "夕阳红合唱团"}, ["name"]),
        ({"name": "晴湾合唱团"}, []),
        ({"name": "夕阳红合唱团", "places": ("区",)}, ["name"]),
        ({"leader_name": None}, ["leader"]),
        ({"address": ""}, ["address"]),
        ({"has_charter": False}, ["charter"]),
        ({"member_count": 9}, ["size"]),
        ({"member_count": 10}, []),
        ({"member_count": None, "staff_count": 3}, []),
        ({"member_count": None, "staff_count": 2}, ["size"]),
        ({"kind": Kind.ASSOCIATION, "member_count": 9, "staff_count": 3}, ["size"]),
        ({"kind": Kind.SERVICE_INSTITUTION, "member_count": 10, "staff_count": 2}, ["size"]),
        ({"kind": Kind.SERVICE_INSTITUTION, "member_count": None, "staff_count": 3}, []),
        ({"kind": None}, []),
    ],
)
def test_each_is_told_from_the_register(changes, keys):
    assert unmet_keys(**changes) == keys


def test_facts_stand_beside():
    facts = {item.key: str(item.fact) for item in conditions_of(replace(GOOD, member_count=9))}

    assert facts["size"] == "成员9人，未填写工作人员人数"
    assert facts["name"] == "名称含“晴川街道”"
    assert "甲子丑" not in facts["leader"]  # not everybody may read who it is
