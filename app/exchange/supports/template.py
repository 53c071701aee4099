"""The workbook in which supports are entered to be imported."""

from collections.abc import Mapping

from app.exchange.own_words import EXAMPLE, LISTS, NOTES_OF_TEMPLATE
from app.exchange.supports.ledger import LABELS
from app.i18n import _, _l
from app.incubation.supports.kinds import FORM_LABELS, KIND_LABELS
from app.standpoint import Standpoint
from app.workbooks.input_template import InputColumn, InputTemplate
from app.workbooks.layout import NotesSheet
from app.workbooks.limits import DEFAULT_LIMITS

COLUMNS = (
    "organizations", "on", "kind", "form", "minutes", "by_name", "problem", "advice",
    "follow_up_on", "credit_code", "filing_number", "remark",
)  # fmt: skip
REQUIRED = frozenset({"organizations", "on", "kind", "by_name"})
_DAY = _l("写成 2023-05-01。")
HINTS: Mapping[str, str] = {
    "organizations": _l("必填。写名录中的名称；几家一起的用顿号“、”分开。"),
    "on": _DAY,
    "kind": _l("从下拉列表中选择。"),
    "form": _l("从下拉列表中选择。"),
    "minutes": _l("只写分钟数。"),
    "by_name": _l("必填。"),
    "follow_up_on": _DAY,
    "credit_code": _l("可不填。有同名的组织时请填写信用代码或备案编号。"),
}
CHOICES = {"kind": tuple(KIND_LABELS.values()), "form": tuple(FORM_LABELS.values())}
EXAMPLES: Mapping[str, str] = {
    "organizations": EXAMPLE + "晴川街道邻里互助社",
    "on": "2025-03-15",
    "kind": "咨询",
    "minutes": "60",
    "by_name": "甲子丑",
    "problem": "怎样准备备案材料",
    "advice": "按材料清单逐项准备",
}


def support_template(_standpoint: Standpoint) -> InputTemplate:
    return InputTemplate(
        name=_("服务记录"),
        columns=tuple(_column(key) for key in COLUMNS),
        notes=NotesSheet(
            NOTES_OF_TEMPLATE,
            (
                (
                    _("怎样填"),
                    _("从第2行起，一行一次服务。第2行是示例，导入时自动略过，可以删去或改写。"),
                ),
                (
                    _("已有的记录"),
                    _("日期、类型、组织、服务人和问题都相同的是同一次服务，不会重复记入。"),
                ),
                *((str(LABELS[key]), str(hint)) for key, hint in HINTS.items()),
            ),
        ),
        lists=LISTS,
        rows=DEFAULT_LIMITS.rows - 1,
        warning=_("请从下拉列表中选择。"),
    )


def _column(key: str) -> InputColumn:
    title = str(LABELS[key])
    return InputColumn(
        title=title,
        example=EXAMPLES.get(key, ""),
        prompt=str(HINTS.get(key, "")),
        width=30 if key in {"organizations", "problem", "advice"} else max(14, 2 * len(title) + 4),
        is_required=key in REQUIRED,
        is_number=key == "minutes",
        choices=tuple(str(label) for label in CHOICES.get(key, ())),
    )
