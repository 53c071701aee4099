"""The workbook in which records of one kind of ledger are entered to be imported."""

from pathlib import Path

from app.exchange.engine import Adapter
from app.i18n import in_chinese
from app.standpoint import Standpoint
from app.workbooks.input_template import write_template


def write_import_template(adapter: Adapter, standpoint: Standpoint, path: Path) -> str:
    """Write the template, in Chinese whatever the reader's language; return what it is called."""
    with in_chinese():
        template = adapter.template(standpoint)
        write_template(path, template)
    return template.name
