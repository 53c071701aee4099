"""CSV that Excel and WPS open: UTF-8 with a byte order mark, CRLF, no text taken for a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.workbooks.cell_text import clean_text
from app.workbooks.layout import CellKind, SheetColumn
from app.workbooks.packing import complete_file
from app.workbooks.sheet_xml import Block

# A text that already has quotation marks before such a character gets one more, so that
# `strip_guard` gives every text back as it was.
_TAKEN_FOR_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write_csv(path: Path, columns: Sequence[SheetColumn], blocks: Iterable[Block]) -> None:
    """Write the titles and all rows, a block at a time; values as for `write_workbook`.

    Money is written in yuan, days in ISO notation. The file appears when it is complete.
    """
    kinds = [column.kind for column in columns]
    with (
        complete_file(path) as unfinished,
        unfinished.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow([_as_text(column.title, CellKind.TEXT) for column in columns])
        for block in blocks:
            for row in block:
                writer.writerow([_as_text(*cell) for cell in zip(row, kinds, strict=True)])


def strip_guard(text: str) -> str:
    """Return a cell of such a file as it was before a quotation mark kept it from calculating."""
    return text[1:] if text.startswith("'") and _TAKEN_FOR_FORMULA.match(text) else text


def _as_text(value: Any, kind: CellKind) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = value if value.isprintable() else clean_text(value)
        return f"'{text}" if _TAKEN_FOR_FORMULA.match(text) else text
    if isinstance(value, date):
        return value.isoformat()
    if kind is not CellKind.MONEY:
        return str(value)
    yuan, fen = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{yuan}.{fen:02d}"
