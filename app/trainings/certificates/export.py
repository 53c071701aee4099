"""The register of certificates as a workbook in the official format."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.divisions.office import office_name, official_form
from app.i18n import _, in_chinese
from app.standpoint import Standpoint
from app.trainings.certificates.labels import STATE_LABELS
from app.trainings.certificates.queries import (
    CertificateFilter,
    certificate_state,
    list_certificates,
)
from app.trainings.models import Certificate
from app.values.personal import mask_name
from app.workbooks.layout import (
    CellKind,
    NotesSheet,
    SheetColumn,
    SheetPlan,
    WorkbookProperties,
)
from app.workbooks.writing import write_workbook

BLOCK = 1000


def write_certificates(
    standpoint: Standpoint, wanted: CertificateFilter, path: Path, *, is_open: bool
) -> int:
    """Write what the register shows, all pages of it; return how many rows there are.

    Names are masked unless `is_open`.
    """
    certificates = list_certificates(standpoint, wanted)
    with in_chinese():
        office = office_name(standpoint)
        plan = SheetPlan(
            name=_("证书登记"),
            columns=_columns(),
            official=official_form(office, _("%(office)s培训证书登记表", office=office)),
            has_serial_number=True,
        )
        write_workbook(
            path,
            plan,
            len(certificates),
            _blocks(standpoint, certificates, is_open=is_open),
            _notes(standpoint, len(certificates)),
            WorkbookProperties(title=_("证书登记"), company=office),
        )
    return len(certificates)


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("证书编号"), width=24),
        SheetColumn(_("姓名"), width=12),
        SheetColumn(_("所在组织"), width=34),
        SheetColumn(_("课程"), width=30),
        SheetColumn(_("参训场次"), CellKind.INTEGER, width=10, align="right"),
        SheetColumn(_("参训分钟数"), CellKind.INTEGER, width=12, align="right"),
        SheetColumn(_("发证日期"), CellKind.DATE, width=13, align="center"),
        SheetColumn(_("有效期止"), CellKind.DATE, width=13, align="center"),
        SheetColumn(_("状态"), width=10, align="center"),
    )


def _blocks(
    standpoint: Standpoint, certificates: Sequence[Certificate], *, is_open: bool
) -> Iterator[list[tuple[Any, ...]]]:
    for start in range(0, len(certificates), BLOCK):
        block = certificates[start : start + BLOCK]
        yield [_row(standpoint, item, is_open=is_open) for item in block]


def _row(standpoint: Standpoint, item: Certificate, *, is_open: bool) -> tuple[Any, ...]:
    return (
        item.number,
        item.name if is_open else mask_name(item.name),
        item.organization.name if item.organization else item.organization_text,
        item.course.title,
        item.sessions,
        item.minutes,
        item.issued_on,
        item.expires_on,
        str(STATE_LABELS[certificate_state(standpoint, item)]),
    )


def _notes(standpoint: Standpoint, count: int) -> NotesSheet:
    rows = ((_("统计日期"), standpoint.on.isoformat()), (_("行数"), str(count)))
    return NotesSheet(_("导出说明"), rows)
