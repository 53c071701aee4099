"""A roster of 10,000 organizations as a workbook, 20 columns, none of them in the register yet."""

from app.accounts.queries import operator
from app.exchange.exports import Export, write_export
from app.register.selection import Selection
from app.standpoint import make_standpoint
from bench.ours import roster_columns
from bench.register import FOLDER, application, database

ROWS = 10_000


def ledger_file():
    """Return the file, made now when it is not there."""
    path = FOLDER / f"ledger-{ROWS}.xlsx"
    if not path.exists():
        with application(database(ROWS)).app_context():
            account = operator()
            standpoint = make_standpoint({}, viewer=account.id, division=account.division_code)
            write_export(Export(standpoint, Selection(columns=roster_columns()), account), path)
    return path
