import pytest

from app.access.permissions import Permission, Role
from app.web.labels import ROLE_LABELS
from app.web.navigation import MENU, MenuEntry, entries_for

EVERYTHING = {entry.endpoint for entry in MENU}


def labels(role):
    return [str(entry.label) for entry in entries_for(role, EVERYTHING)]


class TestEntriesFor:
    @pytest.mark.parametrize(
        ("role", "menu"),
        [
            (
                Role.STAFF,
                ["工作台", "总览", "组织名录", "孵化培育", "能力建设", "品牌项目", "导入"],
            ),
            (Role.LEADER, ["工作台", "总览", "组织名录", "孵化培育", "能力建设", "品牌项目"]),
            (
                Role.ADMINISTRATOR,
                [
                    "工作台",
                    "总览",
                    "组织名录",
                    "孵化培育",
                    "能力建设",
                    "品牌项目",
                    "账号管理",
                    "辖区管理",
                    "孵化阶段设置",
                ],
            ),
            (Role.AUDITOR, ["工作台", "操作日志"]),
        ],
    )
    def test_shows_a_role_what_it_may_open(self, web_app, role, menu):
        with web_app.test_request_context():
            assert labels(role) == menu

    def test_leaves_out_pages_this_application_does_not_have(self):
        entries = entries_for(Role.STAFF, {"register.index"})

        assert [entry.endpoint for entry in entries] == ["register.index"]


class TestMenu:
    def test_marks_the_entry_a_page_belongs_to(self):
        entry = MenuEntry("x", "a.index", Permission.PUBLIC, "x", ("a.", "b.detail"))

        assert entry.is_current("a.index")
        assert entry.is_current("b.detail")
        assert not entry.is_current("b.index")
        assert not entry.is_current(None)

    def test_has_each_page_of_an_entry_in_that_entry_alone(self):
        for entry in MENU:
            holders = [other for other in MENU if other.is_current(entry.endpoint)]
            assert holders == [entry]


def test_every_role_has_a_name():
    assert set(ROLE_LABELS) == set(Role)
