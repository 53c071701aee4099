import pytest

from app.divisions import choices
from tests.factories import example_divisions
from tests.organizations.looks import look


@pytest.fixture
def divisions(session):
    return example_divisions()


def names(found):
    return [division.name for division in found]


class TestListChoices:
    def test_gives_the_viewers_own_division_and_all_below(self, divisions):
        top = divisions["示例区"]

        found = names(choices.list_choices(look(divisions["云栖街道"]), top))

        assert found == ["示例区", "晴川街道", "晴湾社区", "柳浪社区", "云栖街道", "云溪社区"]

    def test_of_a_large_tree_gives_the_way_down_and_the_parts(self, divisions, monkeypatch):
        monkeypatch.setattr(choices, "MOST", 4)
        top = divisions["示例区"]

        assert names(choices.list_choices(look(top), top)) == ["示例区", "晴川街道", "云栖街道"]
        assert names(choices.list_choices(look(divisions["云栖街道"]), top)) == [
            "示例区", "云栖街道", "云溪社区",
        ]  # fmt: skip


class TestListCommunities:
    def test_gives_those_in_view(self, divisions):
        assert names(choices.list_communities(look(divisions["晴川街道"]))) == [
            "晴湾社区",
            "柳浪社区",
        ]

    def test_of_too_many_gives_none(self, divisions, monkeypatch):
        monkeypatch.setattr(choices, "MOST", 2)

        assert choices.list_communities(look(divisions["示例区"])) == []
