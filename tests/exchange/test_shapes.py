from hypothesis import given, settings

from app.exchange.register.ledger import REGISTER
from app.exchange.tables import Table, find_table
from tests.exchange.shapes import Drawn, rosters


class TestAnyShape:
    @settings(deadline=None, max_examples=60)
    @given(rosters())
    def test_gives_the_same_records_under_the_same_fields(self, drawn: Drawn):
        found = find_table(drawn.sheet, REGISTER)

        assert isinstance(found, Table)
        assert found.header_rows == drawn.header_rows
        assert {column.number: column.field for column in found.columns} == drawn.fields
        assert {row.number: row.values["name"] for row in found.rows} == drawn.names
        assert [
            row.groups[-1].label if row.groups else row.values["community"] for row in found.rows
        ] == drawn.communities
