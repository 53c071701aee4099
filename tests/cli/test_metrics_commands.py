"""Numbers and the rows behind them, from the command line."""

from datetime import date

import pytest

from app.standpoint import today
from tests.factories import OrganizationFactory, StageChangeFactory
from tests.factories.supports import SupportFactory


@pytest.fixture
def moved(session):
    organization = OrganizationFactory.create(name="晴湾合唱团", histories__stage="starting")
    StageChangeFactory.create(
        organization_id=organization.id, since=date(today().year, 1, 1), stage="growing"
    )
    SupportFactory.create(on=today(), minutes=90, organizations=[organization])
    return organization


class TestShow:
    def test_tells_plain_numbers_and_null_where_there_is_none(self, commands, moved):
        found = commands.document("metrics", "show")["metrics"]

        assert found["organizations.total"] == 1
        assert found["incubation.moves_up"] == 1
        assert found["supports.hours"] == 1.5
        assert found["incubation.support_coverage"] == 100.0
        assert found["incubation.days_in_mature"] is None

    def test_tells_people_with_units(self, commands, moved):
        lines = commands.run("metrics", "show").stdout.splitlines()

        assert "服务时长\t1.5小时" in lines
        assert "成熟期停留天数\t—" in lines


class TestRows:
    def test_of_other_things_than_organizations_are_told_with_their_columns(self, commands, moved):
        (row,) = commands.document("metrics", "rows", "incubation.moves_up")["rows"]

        assert row["name"] == "晴湾合唱团"
        assert (row["from_stage"], row["to_stage"]) == ("starting", "growing")
        assert row["changed_on"] == f"{today().year}-01-01"

    def test_of_organizations_are_their_names(self, commands, moved):
        found = commands.document("metrics", "rows", "organizations.total")

        assert found["rows"] == [{"id": moved.id, "name": "晴湾合唱团"}]

    def test_for_people_end_with_the_number(self, commands, moved):
        lines = commands.run("metrics", "rows", "supports.hours").stdout.splitlines()

        assert lines[-1] == "服务时长：1.5小时"
        assert len(lines) == 2
