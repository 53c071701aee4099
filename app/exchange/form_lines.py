"""Lines of a form above a table: 填报单位：…, 填报日期：…, 单位：万元."""

from dataclasses import dataclass
from datetime import date

from app.exchange import marks
from app.exchange.grid import Grid
from app.exchange.headers import one_line, unit_of
from app.values.texts import squeeze
from app.workbooks.cells import Raw


@dataclass(frozen=True)
class FormEntry:
    """What a form line says; `label` is squeezed, "" for a day that stands alone."""

    row: int
    label: str
    value: Raw


def form_entries(grid: Grid, row: int) -> list[FormEntry]:
    """Return the entries of a form line; a label without a value takes the next cell's."""
    entries: list[FormEntry] = []
    for _column, raw in grid.cells(row):
        found = _entries(row, raw)
        is_labeled = any(entry.label for entry in found)
        if not is_labeled and entries and entries[-1].value is None:
            entries[-1] = FormEntry(row, entries[-1].label, raw)
        else:
            entries += found
    return entries


def money_unit(entries: list[FormEntry]) -> str | None:
    """Return the unit of money that a line 单位：万元 gives to the whole table."""
    for entry in entries:
        if entry.label in {"单位", "金额单位", "货币单位"} and isinstance(entry.value, str):
            return unit_of((f"({entry.value})",))
    return None


def _entries(row: int, raw: Raw) -> list[FormEntry]:
    if isinstance(raw, date):
        return [FormEntry(row, "", raw)]
    if not isinstance(raw, str):
        return []
    text = one_line(raw).replace("：", ":")
    labels = list(marks.FORM_LABEL.finditer(text.replace("（", "(").replace("）", ")")))
    if not labels:
        return [FormEntry(row, "", text)] if marks.is_form_line(squeeze(text)) else []
    ends = [label.start() for label in labels[1:]] + [len(text)]
    return [
        FormEntry(row, squeeze(label["label"]), text[label.end() : end].strip() or None)
        for label, end in zip(labels, ends, strict=True)
    ]
