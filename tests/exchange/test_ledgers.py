"""What the engine finds in whole ledgers, the messy and the real ones included."""

import pytest

from app.exchange.layout import RowKind
from app.exchange.tables import Refusal, Table, refusal_of
from app.workbooks.names import column_letter
from tests.exchange.ledgers import FOLDERS, REFUSED, ROSTERS, UNREADABLE, expected, found_in

KINDS = {kind.value: kind for kind in RowKind} | {"notes": RowKind.NOTE}


def sheets_of(name):
    """Yield each sheet that is to import, with the table found in it."""
    tables = {item.sheet.name: item for item in found_in(name)}
    for sheet in expected(name)["sheets"]:
        yield sheet, tables[sheet["name"]]


@pytest.mark.parametrize("name", ROSTERS)
class TestRosters:
    def test_the_header_rows_are_found(self, name):
        for sheet, table in sheets_of(name):
            assert list(table.header_rows) == sheet["header_rows"]

    def test_every_column_is_mapped_as_expected(self, name):
        for sheet, table in sheets_of(name):
            assert {item.header: item.field for item in table.columns} == sheet["columns"]
            letters = {
                column_letter(item.number): {"header": item.header, "field": item.field}
                for item in table.columns
            }
            assert letters == sheet.get("columns_by_letter", letters)

    def test_the_data_reaches_from_its_first_to_its_last_row(self, name):
        for sheet, table in sheets_of(name):
            ends = table.rows[0].number, table.rows[-1].number
            assert ends == (sheet["first_data_row"], sheet["last_data_row"])
            assert len(table.rows) == sheet.get("rows", len(table.rows))

    def test_every_record_counts_those_with_problems_included(self, name):
        total = sum(len(table.rows) for _sheet, table in sheets_of(name))

        assert total == expected(name)["counts"]["total"]

    def test_the_other_rows_are_told_apart(self, name):
        if "rows_not_data" not in expected(name):
            return
        [table] = found_in(name)
        wanted = {KINDS[key]: rows for key, rows in expected(name)["rows_not_data"].items()}
        assert {kind: list(rows) for kind, rows in table.left_out.items()} == wanted

    def test_other_sheets_are_refused_with_their_reason(self, name):
        refused = {
            item.sheet.name: item.code for item in found_in(name) if isinstance(item, Refusal)
        }
        wanted = expected(name).get("sheets_not_imported", [])

        assert refused == {sheet["name"]: sheet["code"] for sheet in wanted}


class TestOtherLedgers:
    @pytest.mark.parametrize(("name", "code"), REFUSED.items())
    def test_what_is_no_roster_is_refused_as_what_it_is(self, name, code):
        assert refusal_of(found_in(name)) == code

    def test_every_ledger_at_hand_is_tested(self):
        at_hand = {
            path.name.removesuffix(".expected.json")
            for folder in FOLDERS
            for path in folder.glob("*.expected.json")
        }

        assert at_hand <= {*ROSTERS, *REFUSED, *UNREADABLE}


class TestMessyLedger:
    @pytest.fixture
    def table(self):
        [table] = found_in("hub-roster-messy.xlsx")
        assert isinstance(table, Table)
        return table

    def test_a_community_merged_down_reaches_all_its_rows(self, table):
        communities = {row.number: row.values["community"] for row in table.rows}

        assert communities[6] == communities[35] == "晴\n湾\n社\n区"
        assert communities[239] == communities[260] == "向阳社区"

    def test_a_row_without_a_name_stays_a_record(self, table):
        [nameless] = [row for row in table.rows if row.values["name"] is None]

        assert nameless.number == 282
        assert nameless.values["leader_name"] == "乙卯申"

    def test_the_form_line_gives_its_day(self, table):
        assert [(entry.label, entry.value) for entry in table.form] == [
            ("填报单位", "晴川街道社会组织服务中心"),
            ("填报日期", "2025年12月31日"),
        ]
