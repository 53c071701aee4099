"""The support log as a workbook in the official format."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.divisions.office import office_name, official_form
from app.i18n import _, in_chinese
from app.incubation.supports import queries
from app.incubation.supports.kinds import FORM_LABELS, KIND_LABELS
from app.incubation.supports.models import Support
from app.incubation.supports.queries import SupportFilter
from app.organizations.models import Organization
from app.standpoint import Standpoint
from app.workbooks.layout import (
    CellKind,
    NotesSheet,
    SheetColumn,
    SheetPlan,
    WorkbookProperties,
)
from app.workbooks.writing import write_workbook

BLOCK = 1000


def write_supports(standpoint: Standpoint, wanted: SupportFilter, path: Path) -> int:
    """Write what the list shows, all pages of it; return how many rows there are."""
    supports = queries.list_supports(standpoint, wanted)
    with in_chinese():
        office = office_name(standpoint)
        plan = SheetPlan(
            name=_("服务记录"),
            columns=_columns(),
            official=official_form(office, _("%(office)s社会组织服务记录", office=office)),
            has_serial_number=True,
        )
        write_workbook(
            path,
            plan,
            len(supports),
            _blocks(standpoint, supports),
            _notes(standpoint, wanted, len(supports)),
            WorkbookProperties(title=_("服务记录"), company=office),
        )
    return len(supports)


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("服务对象"), width=34),
        SheetColumn(_("服务日期"), CellKind.DATE, width=13, align="center"),
        SheetColumn(_("服务类型"), width=10, align="center"),
        SheetColumn(_("服务形式"), width=10, align="center"),
        SheetColumn(_("时长（分钟）"), CellKind.INTEGER, width=12, align="right", has_total=True),
        SheetColumn(_("服务人"), width=12),
        SheetColumn(_("问题"), width=30),
        SheetColumn(_("建议"), width=30),
        SheetColumn(_("约定跟进日期"), CellKind.DATE, width=13, align="center"),
        SheetColumn(_("跟进完成日期"), CellKind.DATE, width=13, align="center"),
    )


def _blocks(standpoint: Standpoint, supports: Any) -> Iterator[list[tuple[Any, ...]]]:
    for start in range(0, len(supports), BLOCK):
        block = supports[start : start + BLOCK]
        recipients = queries.recipients_of(standpoint, [item.id for item in block])
        yield [_row(item, recipients[item.id]) for item in block]


def _row(support: Support, recipients: list[Organization]) -> tuple[Any, ...]:
    return (
        "、".join(item.name for item in recipients),
        support.on,
        str(KIND_LABELS[support.kind]),
        str(FORM_LABELS[support.form]) if support.form else None,
        support.minutes,
        support.by_name,
        support.problem,
        support.advice,
        support.follow_up_on,
        support.follow_up_done_on,
    )


def _notes(standpoint: Standpoint, wanted: SupportFilter, count: int) -> NotesSheet:
    rows = [
        (_("统计日期"), standpoint.on.isoformat()),
        (_("服务日期"), f"{wanted.first or standpoint.since} — {wanted.last or standpoint.on}"),
        (_("行数"), str(count)),
    ]
    if wanted.kind is not None:
        rows.append((_("服务类型"), str(KIND_LABELS[wanted.kind])))
    rows += [
        (label, text)
        for label, text in ((_("服务人"), wanted.by), (_("服务对象"), wanted.text))
        if text
    ]
    return NotesSheet(_("导出说明"), tuple(rows))
