"""Exports of the register: exactly the rows and columns of a selection at a standpoint."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.access.permissions import Permission
from app.accounts.models import Account
from app.audit import operations as audit
from app.definitions.columns import Column
from app.divisions.queries import find_division, path_names
from app.exchange.export_notes import notes_of
from app.exchange.export_sheet import blocks_of, sheet_columns
from app.exchange.office_language import in_chinese
from app.extensions import db
from app.i18n import _
from app.metrics.catalog import find_metric
from app.organizations.columns import COLUMNS
from app.register.filters import COLUMN_BY_KEY
from app.register.queries import count_rows, stream_rows
from app.register.selection import USUAL_SORT, Selection
from app.standpoint import OFFICE_ZONE, Standpoint
from app.workbooks.csv_writing import write_csv
from app.workbooks.layout import OfficialForm, SheetPlan, WorkbookProperties
from app.workbooks.writing import write_workbook


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
        if self.may_read_personal or not COLUMN_BY_KEY[self.selection.sort_key].is_personal:
            return self.selection
        return replace(self.selection, sort=USUAL_SORT)

    @property
    def columns(self) -> tuple[Column, ...]:
        shown = self.selection.shown(COLUMNS)
        return tuple(item for item in shown if self.may_read_personal or not item.is_personal)


def write_export(export: Export, path: Path) -> int:
    """Write the file, .csv or .xlsx by its ending, and return how many rows it has.

    One read serves count and rows; it has ended when this returns, so that a slow download
    keeps no writer waiting.
    """
    _begin_one_read()
    try:
        count = count_rows(
            export.standpoint,
            export.rows,
            may_read_personal=export.may_read_personal,
            up_to=None,
        )
        with in_chinese():
            _write(export, path, count)
    finally:
        db.session.rollback()
    return count


def record_export(export: Export, count: int) -> None:
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
    )


def file_name(export: Export, ending: str) -> str:
    """Return such as 组织名录_晴川街道_20261121.xlsx; the label of a metric stands in between."""
    division = find_division(export.standpoint.division)
    metric = find_metric(export.selection.metric) if export.selection.metric else None
    with in_chinese():
        parts = [
            _("组织名录"),
            *([str(metric.label)] if metric else []),
            division.name if division else export.standpoint.division,
            f"{export.standpoint.on:%Y%m%d}",
        ]
    return f"{'_'.join(parts)}.{ending}".replace("/", "-")


def _write(export: Export, path: Path, count: int) -> None:
    rows = stream_rows(
        export.standpoint,
        export.rows,
        export.columns,
        may_read_personal=export.may_read_personal,
    )
    columns = sheet_columns(export.columns)
    blocks = blocks_of(rows, export.columns)
    if path.suffix == ".csv":
        write_csv(path, columns, blocks)
        return
    office = "".join(path_names(export.standpoint.division)) or _("全部辖区")
    plan = SheetPlan(
        name=_("组织名录"),
        columns=columns,
        official=_form(export, office) if export.is_official else None,
        has_serial_number=export.is_official,
    )
    properties = WorkbookProperties(title=_("社会组织名录"), company=office)
    write_workbook(path, plan, count, blocks, notes_of(export, count), properties)


def _form(export: Export, office: str) -> OfficialForm:
    day = export.standpoint.on
    today = datetime.now(OFFICE_ZONE).date()
    return OfficialForm(
        title=_(
            "%(place)s社会组织名录（截至%(year)s年%(month)s月%(day)s日）",
            place=office,
            year=day.year,
            month=day.month,
            day=day.day,
        ),
        unit_line=_("填报单位（盖章）：%(office)s", office=office),
        date_line=_(
            "填报日期：%(year)s年%(month)s月%(day)s日",
            year=today.year,
            month=today.month,
            day=today.day,
        ),
        signature=_("单位负责人：　　　　　　审核人：　　　　　　填表人：　　　　　　联系电话："),
    )


def _begin_one_read() -> None:
    """Begin the read that count and rows share; PostgreSQL must be told to hold it still."""
    db.session.rollback()
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
