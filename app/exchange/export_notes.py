"""The sheet 导出说明: what an exported file shows, so that it can be understood on its own."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from app.definitions.columns import Column
from app.divisions.queries import find_division, path_names
from app.exchange.own_words import NOTES_OF_EXPORT
from app.i18n import _
from app.metrics.catalog import find_metric
from app.organizations.contributions import all_columns, columns_by_key
from app.register.selection import Selection
from app.standpoint import OFFICE_ZONE
from app.workbooks.layout import NotesSheet

if TYPE_CHECKING:
    from app.exchange.exports import Export, Exported
    from app.exchange.metric_exports import MetricExport


def notes_of(export: "Export", count: int) -> NotesSheet:
    """Return the notes: standpoint, filters, who, when, how many rows, definitions."""
    return NotesSheet(NOTES_OF_EXPORT, tuple(_rows(export, count)))


def notes_of_metric(export: "MetricExport", count: int) -> NotesSheet:
    """Return the notes on the rows behind a number: standpoint, period, filters, definition."""
    return NotesSheet(NOTES_OF_EXPORT, tuple(_metric_rows(export, count)))


def describe_filters(export: "Export") -> str:
    """Return the filters in words, those that hold without being asked for included."""
    return "；".join(_filters(export.selection))


def _rows(export: "Export", count: int) -> Iterator[tuple[str, str]]:
    selection = export.rows
    yield from _looked_from(export)
    yield _("筛选条件"), describe_filters(export)
    order = columns_by_key()[selection.sort_key].label
    yield _("排序"), f"{order}{_('（降序）') if selection.is_descending else ''}"
    yield from _made(export, count)
    if selection.metric is not None and (metric := find_metric(selection.metric)) is not None:
        yield _("口径说明"), str(metric.definition)
    yield (
        _("说明"),
        _("登记状态、孵化阶段、评估等级为统计日期当天的情况；其他各项和所属社区为导出时的情况。"),
    )
    hidden = [str(column.label) for column in all_columns() if column.key in selection.columns]
    left_out = [label for label in hidden if label not in {str(c.label) for c in export.columns}]
    if left_out:
        yield _("未导出的列"), _("%(columns)s（个人信息，需相应权限）", columns="、".join(left_out))


def _metric_rows(export: "MetricExport", count: int) -> Iterator[tuple[str, str]]:
    yield from _looked_from(export)
    yield _("期间起"), export.standpoint.since.isoformat()
    yield _("筛选条件"), "；".join(_picked(export))
    yield from _made(export, count)
    yield _("口径说明"), str(export.definition.definition)


def _picked(export: "MetricExport") -> Iterator[str]:
    yield _("指标：%(label)s", label=export.definition.label)
    columns = {column.key: column for column in export.population.columns()}
    for key, values in export.picked.choices.items():
        yield f"{columns[key].label}：{'、'.join(_labels_of(columns[key], values))}"
    for key in export.picked.missing:
        yield _("缺：%(column)s", column=columns[key].label)


def _looked_from(export: "Exported") -> Iterator[tuple[str, str]]:
    standpoint = export.standpoint
    yield _("辖区"), "".join(path_names(standpoint.division)) or _("全部辖区")
    yield _("统计日期"), standpoint.on.isoformat()
    if standpoint.known_at is not None:
        yield (
            _("数据时点"),
            standpoint.known_at.astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M:%S"),
        )


def _made(export: "Exported", count: int) -> Iterator[tuple[str, str]]:
    now = datetime.now(OFFICE_ZONE)
    yield _("行数"), str(count)
    yield _("导出人"), f"{export.account.name}（{export.account.username}）"
    yield _("导出时间"), now.strftime("%Y-%m-%d %H:%M")


def _filters(selection: Selection) -> Iterator[str]:
    if selection.metric is not None and (metric := find_metric(selection.metric)) is not None:
        yield _("指标：%(label)s", label=metric.label)
    else:
        if "standing" not in selection.choices:
            yield _("在册的组织（未备案、已备案、已登记）")
        if "is_branch" not in selection.choices:
            yield _("不含分支（代表）机构")
    for key, values in selection.choices.items():
        yield f"{columns_by_key()[key].label}：{'、'.join(_words(key, values))}"
    for name, days in selection.ranges.items():
        first, last = days.first or _("不限"), days.last or _("不限")
        yield f"{columns_by_key()[f'{name}_on'].label}：{first} — {last}"
    for key in selection.missing:
        yield _("缺：%(column)s", column=columns_by_key()[key].label)
    if selection.text:
        yield _("查找：%(words)s", words=selection.text)


def _words(key: str, values: tuple[str, ...]) -> list[str]:
    if key == "community":
        found = [find_division(code) for code in values]
        return [item.name for item in found if item is not None]
    return _labels_of(columns_by_key()[key], values)


def _labels_of(column: Column, values: tuple[str, ...]) -> list[str]:
    labels = (
        {str(item.value): str(item.label) for item in column.choices()} if column.choices else {}
    )
    return [labels.get(value, value) for value in values]
