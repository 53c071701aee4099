"""Exports: exactly the rows and columns of a list at a standpoint.

Of the register's lists here; of the rows behind other numbers in metric_exports.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.access.permissions import Permission
from app.accounts.models import Account
from app.audit import operations as audit
from app.definitions.columns import Column
from app.definitions.rows import Row
from app.divisions.office import office_name, official_form
from app.divisions.queries import find_division
from app.exchange.export_notes import notes_of
from app.exchange.export_sheet import blocks_of, sheet_columns
from app.extensions import db
from app.i18n import _, in_chinese
from app.metrics.catalog import find_metric
from app.organizations.contributions import all_columns, columns_by_key
from app.register.queries import count_rows, stream_rows
from app.register.selection import USUAL_SORT, Selection
from app.standpoint import Standpoint
from app.workbooks.csv_writing import write_csv
from app.workbooks.layout import NotesSheet, OfficialForm, SheetPlan, WorkbookProperties
from app.workbooks.writing import write_workbook


class Exported(Protocol):
    """What can be exported; its words and notes are asked for in the office's language."""

    @property
    def standpoint(self) -> Standpoint: ...
    @property
    def account(self) -> Account: ...
    @property
    def is_official(self) -> bool: ...
    @property
    def columns(self) -> Sequence[Column]: ...
    @property
    def metric(self) -> str | None: ...
    @property
    def sheet_name(self) -> str: ...
    @property
    def subject(self) -> str: ...
    def count(self) -> int: ...
    def blocks(self) -> Iterator[Sequence[Row]]: ...
    def notes(self, count: int) -> NotesSheet: ...


@dataclass(frozen=True)
class Export:
    """What is exported, for whom; columns that the account may not read are left out."""

    standpoint: Standpoint
    selection: Selection
    account: Account
    is_official: bool = False

    @property
    def may_read_personal(self) -> bool:
        return self.account.may(Permission.ORGANIZATION_PERSONAL_READ)

    @property
    def rows(self) -> Selection:
        """The selection in the order the list shows it: a personal one would tell on its column."""
        if self.may_read_personal or not columns_by_key()[self.selection.sort_key].is_personal:
            return self.selection
        return replace(self.selection, sort=USUAL_SORT)

    @property
    def columns(self) -> tuple[Column, ...]:
        shown = self.selection.shown(all_columns())
        return tuple(item for item in shown if self.may_read_personal or not item.is_personal)

    @property
    def metric(self) -> str | None:
        return self.selection.metric

    @property
    def sheet_name(self) -> str:
        return _("组织名录")

    @property
    def subject(self) -> str:
        return _("社会组织名录")

    def count(self) -> int:
        return count_rows(
            self.standpoint, self.rows, may_read_personal=self.may_read_personal, up_to=None
        )

    def blocks(self) -> Iterator[Sequence[Row]]:
        return stream_rows(
            self.standpoint,
            self.rows,
            self.columns,
            may_read_personal=self.may_read_personal,
        )

    def notes(self, count: int) -> NotesSheet:
        return notes_of(self, count)


def write_export(export: Exported, path: Path) -> int:
    """Write the file, .csv or .xlsx by its ending, and return how many rows it has.

    One read serves count and rows; it has ended when this returns, so that a slow download
    keeps no writer waiting.
    """
    _begin_one_read()
    try:
        count = export.count()
        with in_chinese():
            _write(export, path, count)
    finally:
        db.session.rollback()
    return count


def record_export(export: Exported, count: int) -> None:
    """Audit an export; the caller commits."""
    personal = [column.key for column in export.columns if column.is_personal]
    audit.record(
        "organization:export",
        audit.Subject("organization", None, "", export.standpoint.division),
        by=export.account.id,
        rows=count,
        columns=[column.key for column in export.columns],
        personal=personal,
        on=export.standpoint.on.isoformat(),
        **({"metric": export.metric} if export.metric else {}),
    )


def file_name(export: Exported, ending: str) -> str:
    """Return such as 组织名录_晴川街道_20261121.xlsx; the label of a metric stands in between."""
    division = find_division(export.standpoint.division)
    metric = find_metric(export.metric) if export.metric else None
    with in_chinese():
        parts = [
            export.sheet_name,
            *([str(metric.label)] if metric else []),
            division.name if division else export.standpoint.division,
            f"{export.standpoint.on:%Y%m%d}",
        ]
    return f"{'_'.join(parts)}.{ending}".replace("/", "-")


def _write(export: Exported, path: Path, count: int) -> None:
    columns = sheet_columns(export.columns)
    blocks = blocks_of(export.blocks(), export.columns)
    if path.suffix == ".csv":
        write_csv(path, columns, blocks)
        return
    office = office_name(export.standpoint)
    plan = SheetPlan(
        name=export.sheet_name,
        columns=columns,
        official=_form(export, office) if export.is_official else None,
        has_serial_number=export.is_official,
    )
    properties = WorkbookProperties(title=export.subject, company=office)
    write_workbook(path, plan, count, blocks, export.notes(count), properties)


def _form(export: Exported, office: str) -> OfficialForm:
    day = export.standpoint.on
    title = _(
        "%(place)s%(subject)s（截至%(year)s年%(month)s月%(day)s日）",
        place=office,
        subject=export.subject,
        year=day.year,
        month=day.month,
        day=day.day,
    )
    return official_form(office, title)


def _begin_one_read() -> None:
    """Begin the read that count and rows share; PostgreSQL must be told to hold it still."""
    db.session.rollback()
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
