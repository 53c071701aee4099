"""The workbook in which projects are entered to be imported."""

from collections.abc import Mapping

from app.exchange.own_words import EXAMPLE, LISTS, NOTES_OF_TEMPLATE
from app.exchange.projects.ledger import LABELS
from app.i18n import _, _l
from app.projects.labels import LEVEL_LABELS
from app.projects.pipelines import DEFAULT, pipeline_words
from app.standpoint import Standpoint
from app.workbooks.input_template import InputColumn, InputTemplate
from app.workbooks.layout import NotesSheet
from app.workbooks.limits import DEFAULT_LIMITS

COLUMNS = (
    "number", "name", "organization", "pipeline", "level", "brand", "field", "funding_source",
    "requested", "amount", "paid", "start_on", "end_on", "audience", "beneficiaries",
    "service_count", "volunteer_count", "status", "leader_name", "leader_phone", "remark",
)  # fmt: skip
WIDE = frozenset({"name", "organization", "remark"})
HINTS: Mapping[str, str] = {
    "number": _l("可不填。填写的不要重复。"),
    "name": _l("必填。"),
    "organization": _l("写名录中的名称；几家一起的用顿号“、”分开。"),
    "pipeline": _l("从下拉列表中选择，也可写新的类型。"),
    "level": _l("从下拉列表中选择。"),
    "brand": _l("写“是”或“否”；也可写品牌的级别，如“市级”。"),
    "amount": _l("以元为单位；也可写“3万元”。"),
    "paid": _l("到目前为止累计拨付的金额，以元为单位。"),
    "start_on": _l("写成 2025-04-01。"),
    "end_on": _l("写成 2025-12-28。"),
    "beneficiaries": _l("只写数字；也可写“近2000人次”。"),
    "status": _l("从下拉列表中选择，也可写项目自己的步骤。"),
}
EXAMPLES: Mapping[str, str] = {
    "name": EXAMPLE + "四点半课堂",
    "organization": "晴川街道邻里互助社",
    "brand": "否",
    "amount": "50000",
    "paid": "25000",
    "start_on": "2025-04-01",
    "end_on": "2025-12-28",
    "beneficiaries": "300",
    "leader_name": "甲子丑",
}


def project_template(_standpoint: Standpoint) -> InputTemplate:
    ways = pipeline_words()
    choices = {
        "pipeline": tuple(way.label for way in ways.values() if not way.is_retired),
        "level": tuple(str(label) for label in LEVEL_LABELS.values()),
        "status": tuple(step.label for step in ways[DEFAULT].steps),
    }
    return InputTemplate(
        name=_("项目台账"),
        columns=tuple(_column(key, choices.get(key, ())) for key in COLUMNS),
        notes=NotesSheet(
            NOTES_OF_TEMPLATE,
            (
                (
                    _("怎样填"),
                    _("从第2行起，一行一个项目。第2行是示例，导入时自动略过，可以删去或改写。"),
                ),
                (
                    _("已有的项目"),
                    _("名称和实施单位都相同的是同一个项目，其次看项目编号，不会重复记入。"),
                ),
                *((str(LABELS[key]), str(hint)) for key, hint in HINTS.items()),
            ),
        ),
        lists=LISTS,
        rows=DEFAULT_LIMITS.rows - 1,
        warning=_("请从下拉列表中选择。"),
    )


def _column(key: str, choices: tuple[str, ...]) -> InputColumn:
    title = str(LABELS[key])
    return InputColumn(
        title=title,
        example=EXAMPLES.get(key, ""),
        prompt=str(HINTS.get(key, "")),
        width=30 if key in WIDE else max(14, 2 * len(title) + 4),
        is_required=key == "name",
        choices=choices,
        takes_others=key in {"pipeline", "status"},
    )
