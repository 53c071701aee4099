"""What the same work costs at least."""

import sqlite3

from python_calamine import CalamineWorkbook

from app.organizations.models import Organization
from bench.register import database

COLUMNS = [column.name for column in Organization.__table__.columns][:20]


def fetch(size):
    """Fetch twenty columns of every organization, bare."""
    connection = sqlite3.connect(database(size))
    statement = f"SELECT {', '.join(COLUMNS)} FROM organization"

    def work():
        cursor = connection.execute(statement)
        return sum(len(rows) for rows in iter(lambda: cursor.fetchmany(1000), []))

    return work


def parse(path):
    """Parse a workbook, bare."""

    def work():
        return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())

    return work
