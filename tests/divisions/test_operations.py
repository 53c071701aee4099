import pytest
from sqlalchemy import select

from app.audit.models import AuditEvent
from app.divisions.models import Division
from app.divisions.operations import DivisionRow, DivisionRowError, load_divisions
from app.divisions.queries import list_communities, list_divisions, list_roots, path_names
from app.turns import writing
from tests.factories import example_divisions

STREET = DivisionRow("330199001000", "晴川街道", "street", "330199000000")
DISTRICT = DivisionRow("330199000000", "示例区", "district", "")


def load(*rows):
    with writing():
        return load_divisions(rows, by=1)


class TestLoadDivisions:
    def test_takes_rows_in_any_order_and_leaves_a_trace(self, session):
        with writing():
            assert load_divisions([STREET, DISTRICT], by=1) == 2
            assert path_names("330199001000") == ["示例区", "晴川街道"]
            event = session.scalars(select(AuditEvent).where(AuditEvent.actor_id == 1)).one()
            assert event.action == "division:load"

    def test_renames_what_is_known_and_counts_only_that(self, session):
        with writing():
            load_divisions([DISTRICT, STREET], by=1)
            renamed = DivisionRow(STREET.code, "新名街道", "street", STREET.parent_code)

            assert load_divisions([DISTRICT, renamed], by=1) == 1
            assert session.get(Division, STREET.code).name == "新名街道"

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (DivisionRow("33019900100", "短", "street", ""), "bad_code"),
            (DivisionRow("000000000000", "全部", "whole", ""), "bad_code"),
            (DivisionRow("330199001000", "", "street", ""), "missing_name"),
            (DivisionRow("330199001000", "街道", "planet", ""), "unknown_level"),
            (DivisionRow("330199001000", "街道", "street", "330199000000"), "unknown_parent"),
            (
                DivisionRow("330199001000", "街道", "street", "330200000000"),
                "parent_does_not_contain",
            ),
        ],
    )
    def test_names_the_row_it_cannot_take(self, session, row, reason):
        with pytest.raises(DivisionRowError) as caught:
            load(row)

        assert (caught.value.code, caught.value.reason) == (row.code, reason)


class TestQueries:
    def test_list_a_division_before_what_it_contains(self, session):
        codes = example_divisions()

        names = [item.name for item in list_divisions(codes["晴川街道"])]

        assert names == ["晴川街道", "晴湾社区", "柳浪社区"]
        assert [item.name for item in list_communities(codes["晴川街道"])] == names[1:]
        assert [item.name for item in list_roots()] == ["示例区"]
