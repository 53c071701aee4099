"""The workbook in which sessions are entered to be imported."""

from collections.abc import Mapping

from app.exchange.own_words import EXAMPLE, LISTS, NOTES_OF_TEMPLATE
from app.exchange.trainings.ledger import LABELS
from app.i18n import _, _l
from app.standpoint import Standpoint
from app.trainings.categories import list_categories
from app.trainings.labels import FORM_LABELS
from app.workbooks.input_template import InputColumn, InputTemplate
from app.workbooks.layout import NotesSheet
from app.workbooks.limits import DEFAULT_LIMITS

COLUMNS = (
    "session_no", "title", "category", "form", "held_on", "duration_minutes", "place", "host",
    "organizer", "lecturer", "lecturer_title", "audience", "planned_count", "attended_count",
    "satisfaction", "cost", "remark",
)  # fmt: skip
REQUIRED = frozenset({"title", "held_on"})
NUMBERS = frozenset({"duration_minutes", "planned_count"})
HINTS: Mapping[str, str] = {
    "session_no": _l("可不填，系统自动编号。再次导入时按编号认出同一期。"),
    "title": _l("必填。"),
    "category": _l("从下拉列表中选择，也可写新的类别。"),
    "form": _l("从下拉列表中选择。"),
    "held_on": _l("写成 2025-04-20；几天的写成 2025年4月20日至21日。"),
    "duration_minutes": _l("写分钟数；也可写“1.5小时”“4学时”。"),
    "attended_count": _l("没有签到表时填写。有签到表的，人次以签到为准。"),
    "satisfaction": _l("写成 96%。"),
    "cost": _l("以元为单位。"),
}
EXAMPLES: Mapping[str, str] = {
    "session_no": "PX-2025-01",
    "title": EXAMPLE + "社会组织规范化建设",
    "held_on": "2025-01-06",
    "duration_minutes": "90",
    "place": "街道文化站二楼",
    "lecturer": "甲子丑",
    "planned_count": "40",
    "attended_count": "38",
    "satisfaction": "96%",
    "cost": "2400",
}


def training_template(_standpoint: Standpoint) -> InputTemplate:
    choices = {
        "category": tuple(item.label for item in list_categories() if not item.is_retired),
        "form": tuple(str(label) for label in FORM_LABELS.values()),
    }
    return InputTemplate(
        name=_("培训台账"),
        columns=tuple(_column(key, choices.get(key, ())) for key in COLUMNS),
        notes=NotesSheet(
            NOTES_OF_TEMPLATE,
            (
                (
                    _("怎样填"),
                    _("从第2行起，一行一场培训。第2行是示例，导入时自动略过，可以删去或改写。"),
                ),
                (
                    _("已有的培训"),
                    _("编号相同的是同一场；没有编号时，主题和日期都相同的是同一场，不会重复记入。"),
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
        width=30 if key in {"title", "remark"} else max(14, 2 * len(title) + 4),
        is_required=key in REQUIRED,
        is_number=key in NUMBERS,
        choices=choices,
        takes_others=key == "category",
    )
