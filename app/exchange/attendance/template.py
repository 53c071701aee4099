"""The workbook in which sign-ins are entered to be imported."""

from collections.abc import Mapping

from app.exchange.attendance.ledger import LABELS
from app.exchange.own_words import EXAMPLE, LISTS, NOTES_OF_TEMPLATE
from app.i18n import _, _l
from app.standpoint import Standpoint
from app.trainings.labels import PRESENCE_LABELS
from app.workbooks.input_template import InputColumn, InputTemplate
from app.workbooks.layout import NotesSheet
from app.workbooks.limits import DEFAULT_LIMITS

COLUMNS = (
    "session_no", "person", "organization", "phone", "signed_at", "presence", "title", "held_on",
)  # fmt: skip
REQUIRED = frozenset({"person"})
HINTS: Mapping[str, str] = {
    "session_no": _l("写培训台账中的编号。没有编号时，填写培训主题和日期。"),
    "person": _l("必填。"),
    "organization": _l("写名录中的名称。名录中没有的，先按原文记下。"),
    "phone": _l("同一手机号算同一人；没有手机号时，看姓名和所属组织。"),
    "signed_at": _l("写成 2025-01-06 13:30。可不填。"),
    "presence": _l("从下拉列表中选择；不填就是出席。"),
    "title": _l("有期次编号时可不填。"),
    "held_on": _l("写成 2025-01-06。有期次编号时可不填。"),
}
EXAMPLES: Mapping[str, str] = {
    "session_no": "PX-2025-01",
    "person": EXAMPLE + "甲子丑",
    "organization": "晴川街道邻里互助社",
    "phone": "13800000000",
    "signed_at": "2025-01-06 13:30",
}


def attendance_template(_standpoint: Standpoint) -> InputTemplate:
    return InputTemplate(
        name=_("签到表"),
        columns=tuple(_column(key) for key in COLUMNS),
        notes=NotesSheet(
            NOTES_OF_TEMPLATE,
            (
                (
                    _("怎样填"),
                    _("从第2行起，一行一人。第2行是示例，导入时自动略过，可以删去或改写。"),
                ),
                (
                    _("先导入培训"),
                    _("签到要对应到已有的培训。还没有时，请先导入培训台账，或在培训页面新建。"),
                ),
                (_("同一人"), _("同一场培训签到两次的人只算一次。")),
                *((str(LABELS[key]), str(hint)) for key, hint in HINTS.items()),
            ),
        ),
        lists=LISTS,
        rows=DEFAULT_LIMITS.rows - 1,
        warning=_("请从下拉列表中选择。"),
    )


def _column(key: str) -> InputColumn:
    title = str(LABELS[key])
    labels = PRESENCE_LABELS.values() if key == "presence" else ()
    return InputColumn(
        title=title,
        example=EXAMPLES.get(key, ""),
        prompt=str(HINTS.get(key, "")),
        width=30 if key in {"organization", "title"} else max(14, 2 * len(title) + 4),
        is_required=key in REQUIRED,
        choices=tuple(str(label) for label in labels),
    )
