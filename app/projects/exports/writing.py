"""The workbooks themselves: one function each, which returns how many rows it wrote."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.i18n import _, in_chinese
from app.projects.exports.framing import Book, write_book
from app.projects.exports.queries import Told, stream_projects
from app.projects.labels import DECISION_LABELS, LEVEL_LABELS
from app.projects.listing import ProjectFilter
from app.projects.models import Indicator
from app.projects.words import ENDED
from app.standpoint import Standpoint
from app.values.counts import Count
from app.workbooks.layout import CellKind, SheetColumn

PERSONAL = ("leader_name", "leader_phone")
Rows = Callable[[Told], list[tuple[Any, ...]]]


def write_ledger(
    standpoint: Standpoint, wanted: ProjectFilter, path: Path, *, may_read_personal: bool
) -> int:
    """Write 项目台账: what the list shows, all pages of it; it imports again as it is."""
    with in_chinese():
        book = Book(
            _("项目台账"),
            _("社会组织项目台账"),
            _ledger_columns(may_read_personal=may_read_personal),
            ()
            if may_read_personal
            else ((_("未导出的列"), _("项目负责人、联系电话（个人信息，需相应权限）")),),
        )
        return _write(
            standpoint,
            wanted,
            path,
            book,
            lambda item: [_ledger_row(item, may_read_personal=may_read_personal)],
        )


def write_money(standpoint: Standpoint, wanted: ProjectFilter, path: Path) -> int:
    """Write 资金台账: what was asked, granted, paid out and spent, project by project."""
    with in_chinese():
        book = Book(
            _("资金台账"),
            _("社会组织项目资金台账"),
            (
                *_naming_columns(),
                SheetColumn(_("资金来源"), width=20),
                _money(_("申请金额")),
                _money(_("批复金额")),
                _money(_("分期计划")),
                _money(_("已拨付")),
                _money(_("待拨付")),
                _money(_("已支出")),
                _money(_("结余")),
            ),
            (
                (_("待拨付"), _("批复金额（没有批复的为申请金额）减去已拨付。")),
                (_("结余"), _("已拨付减去已支出。")),
            ),
        )
        return _write(standpoint, wanted, path, book, lambda item: [_money_row(item)])


def write_results(standpoint: Standpoint, wanted: ProjectFilter, path: Path) -> int:
    """Write 绩效表: an indicator a row; a project without any has a row of its own."""
    with in_chinese():
        book = Book(
            _("绩效表"),
            _("社会组织项目绩效表"),
            (
                *_naming_columns(),
                SheetColumn(_("绩效指标"), width=20),
                SheetColumn(_("单位"), width=8, align="center"),
                SheetColumn(_("基线值"), CellKind.INTEGER, 12, "right"),
                SheetColumn(_("目标值"), CellKind.INTEGER, 12, "right"),
                SheetColumn(_("完成值"), CellKind.INTEGER, 12, "right"),
                SheetColumn(_("完成率"), width=10, align="right"),
                SheetColumn(_("原文"), width=24),
            ),
            ((_("完成率"), _("完成值除以目标值；没有目标值或完成值的不计算。")),),
        )
        return _write(standpoint, wanted, path, book, _result_rows)


def _write(
    standpoint: Standpoint, wanted: ProjectFilter, path: Path, book: Book, rows: Rows
) -> int:
    made = [
        row for block in stream_projects(standpoint, wanted) for item in block for row in rows(item)
    ]
    write_book(standpoint, book, len(made), _blocks(made), path)
    return len(made)


def _blocks(rows: list[tuple[Any, ...]], size: int = 1000) -> Iterator[list[tuple[Any, ...]]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _naming_columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("项目编号"), CellKind.CODE, 14, "center"),
        SheetColumn(_("项目名称"), width=28),
        SheetColumn(_("实施单位"), width=34),
        SheetColumn(_("项目类型"), width=14, align="center"),
        SheetColumn(_("项目级别"), width=10, align="center"),
        SheetColumn(_("状态"), width=10, align="center"),
    )


def _naming(item: Told) -> tuple[Any, ...]:
    detail = item.row.detail
    return (
        item.row.project.number,
        detail.name,
        "、".join(item.organizations),
        detail.kind,
        str(LEVEL_LABELS[detail.level]) if detail.level else None,
        _status(item),
    )


def _status(item: Told) -> str:
    step = item.row.step
    if step.decision in ENDED and step.decision is not None:
        return str(DECISION_LABELS[step.decision])
    return item.row.word.label if item.row.word else step.step


def _ledger_columns(*, may_read_personal: bool) -> tuple[SheetColumn, ...]:
    return (
        *_naming_columns(),
        SheetColumn(_("品牌级别"), width=10, align="center"),
        SheetColumn(_("服务领域"), width=14),
        SheetColumn(_("资金来源"), width=20),
        _money(_("项目资金（元）")),
        _money(_("已拨付资金（元）")),
        SheetColumn(_("开始日期"), CellKind.DATE, 13, "center"),
        SheetColumn(_("结束日期"), CellKind.DATE, 13, "center"),
        SheetColumn(_("受益人群"), width=14),
        SheetColumn(_("受益人次"), CellKind.INTEGER, 12, "right", has_total=True),
        SheetColumn(_("服务场次"), CellKind.INTEGER, 10, "right", has_total=True),
        SheetColumn(_("志愿者人数"), CellKind.INTEGER, 12, "right", has_total=True),
        *_personal_columns(may_read_personal=may_read_personal),
        SheetColumn(_("备注"), width=20),
    )


def _personal_columns(*, may_read_personal: bool) -> tuple[SheetColumn, ...]:
    if not may_read_personal:
        return ()
    return (
        SheetColumn(_("项目负责人"), width=12),
        SheetColumn(_("联系电话"), CellKind.CODE, 16, "center"),
    )


def _ledger_row(item: Told, *, may_read_personal: bool) -> tuple[Any, ...]:
    detail = item.row.detail
    return (
        *_naming(item),
        str(LEVEL_LABELS[item.brand]) if item.brand else None,
        detail.field,
        detail.source,
        item.amount,
        item.paid,
        detail.starts_on,
        detail.ends_on,
        detail.audience,
        *(_value(item.indicator(key)) for key in ("beneficiaries", "services", "volunteers")),
        *((detail.leader_name, detail.leader_phone) if may_read_personal else ()),
        detail.remark,
    )


def _money_row(item: Told) -> tuple[Any, ...]:
    detail = item.row.detail
    return (
        *_naming(item),
        detail.source,
        detail.requested,
        detail.granted,
        item.promised,
        item.paid,
        None if item.amount is None else item.amount - (item.paid or 0),
        item.spent,
        None if item.paid is None and item.spent is None else (item.paid or 0) - (item.spent or 0),
    )


def _result_rows(item: Told) -> list[tuple[Any, ...]]:
    naming = _naming(item)
    if not item.indicators:
        return [(*naming, *([None] * 7))]
    return [
        (
            *naming,
            indicator.label,
            indicator.unit,
            indicator.baseline,
            indicator.target,
            _value(indicator),
            _rate(indicator),
            indicator.as_written,
        )
        for indicator in item.indicators
    ]


def _value(indicator: Indicator | None) -> Any:
    """Return the number, or the text of one that is vague."""
    if indicator is None or indicator.value is None:
        return None
    if indicator.qualifier is None:
        return indicator.value
    return str(Count(indicator.value, indicator.qualifier))


def _rate(indicator: Indicator) -> str | None:
    if not indicator.target or indicator.value is None:
        return None
    return f"{100 * indicator.value / indicator.target:.1f}%"


def _money(title: str) -> SheetColumn:
    return SheetColumn(title, CellKind.MONEY, 15, "right", has_total=True)
