"""The workbook in which organizations are entered to be imported."""

from collections.abc import Iterator, Sequence

from app.definitions.columns import Column
from app.divisions.models import Division, DivisionLevel
from app.divisions.queries import list_divisions
from app.exchange.own_words import EXAMPLE, LISTS, NOTES_OF_TEMPLATE
from app.i18n import _, _l
from app.organizations.columns import COLUMNS
from app.organizations.dictionaries import category_labels, stage_words
from app.organizations.grades import Grade
from app.organizations.kinds import KIND_LABELS, Kind
from app.organizations.standings import STANDING_LABELS, Standing
from app.standpoint import Standpoint
from app.workbooks.input_template import InputColumn, InputTemplate
from app.workbooks.layout import NotesSheet
from app.workbooks.limits import DEFAULT_LIMITS

VERSION = "1"
FILLED_IN = frozenset(item.key for item in COLUMNS if item.field and item.parse)
REQUIRED = frozenset({"name"})
MOST_COMMUNITIES = 5_000

_DAY = _l("写成 2023-05-01；只知道年月写 2023-05，只知道年份写 2023。")
_NUMBER = _l("只写数字。")
HINTS = {
    "name": _l("必填。写登记证书或备案证书上的全称。"),
    "credit_code": _l("18位，字母大写。本列已是文本格式，请不要改成数字格式。"),
    "kind": _l("从下拉列表中选择。"),
    "standing": _l("从下拉列表中选择。不填时按号码判断：有信用代码为已登记，有备案编号为已备案。"),
    "category": _l("可从下拉列表中选，也可直接填写。"),
    "community": _l("从下拉列表中选择。不填时归入导入时选定的辖区。"),
    "established_on": _DAY,
    "registered_on": _DAY,
    "filed_on": _DAY,
    "stage_since": _l("进入所填阶段的日期。不填时从导入时填写的生效日期起算。"),
    "grade_since": _DAY,
    "grade_until": _DAY,
    "phone": _l("11位手机号，或“区号-号码”；多个用顿号分开。"),
    "fund": _l("以元为单位的数字。"),
    "staff_count": _NUMBER,
    "social_worker_count": _NUMBER,
    "volunteer_count": _NUMBER,
    "member_count": _NUMBER,
    "party_member_count": _NUMBER,
    "stage": _l("从下拉列表中选择。"),
    "grade": _l("从下拉列表中选择。只有已登记的组织才有等级。"),
    "is_branch": _l("分支（代表）机构填“是”，不计入总数。"),
}
EXAMPLES = {
    "name": EXAMPLE + "晴川街道邻里互助社",
    "filing_number": "晴备字〔2024〕第001号",
    "filed_on": "2024-03-15",
    "established_on": "2024-03",
    "leader_name": "甲子丑",
    "phone": "13800000000",
    "address": "晴川街道晴湾路1号",
    "member_count": "35",
    "business_scope": "邻里互助、志愿服务",
}


def register_template(standpoint: Standpoint) -> InputTemplate:
    """Return the template, with the communities of the standpoint's division to choose from."""
    choices = _choices(standpoint)
    columns = [column for column in COLUMNS if column.key in FILLED_IN]
    return InputTemplate(
        name=_("组织名录"),
        columns=tuple(_input_column(column, choices.get(column.key, ())) for column in columns),
        notes=NotesSheet(NOTES_OF_TEMPLATE, tuple(_notes(columns))),
        lists=LISTS,
        rows=DEFAULT_LIMITS.rows - 1,
        warning=_("请从下拉列表中选择。"),
    )


def _choices(standpoint: Standpoint) -> dict[str, tuple[str, ...]]:
    return {
        "is_branch": (_("是"), _("否")),
        "kind": tuple(str(label) for label in KIND_LABELS.values()),
        "standing": tuple(str(label) for label in STANDING_LABELS.values()),
        "category": tuple(category_labels()),
        "community": _communities(list_divisions(standpoint.division)),
        "stage": tuple(word.label for word in stage_words() if not word.is_retired),
        "grade": tuple(Grade),
    }


def _communities(divisions: Sequence[Division]) -> tuple[str, ...]:
    """Return the communities as the import knows them; of several streets with the street."""
    names = {item.code: item.name for item in divisions}
    found = [item for item in divisions if item.level is DivisionLevel.COMMUNITY]
    if len(found) > MOST_COMMUNITIES:
        return ()
    is_one_street = len({item.parent_code for item in found}) == 1
    return tuple(
        item.name if is_one_street else names.get(item.parent_code or "", "") + item.name
        for item in found
    )


def _input_column(column: Column, choices: tuple[str, ...]) -> InputColumn:
    return InputColumn(
        title=str(column.label),
        example=_example(column.key, choices),
        prompt=str(HINTS.get(column.key, "")),
        width=max(column.width, 2 * len(str(column.label)) + 4),
        is_required=column.key in REQUIRED,
        is_number=column.is_numeric,
        is_unique=column.key == "name",
        choices=choices,
        takes_others=column.key == "category",
    )


def _example(key: str, choices: tuple[str, ...]) -> str:
    if key == "kind":
        return str(KIND_LABELS[Kind.COMMUNITY_GROUP])
    if key == "standing":
        return str(STANDING_LABELS[Standing.FILED])
    return choices[0] if key in {"community", "stage"} and choices else EXAMPLES.get(key, "")


def _notes(columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    yield _("怎样填"), _("从第2行起，一行一个组织。第2行是示例，导入时自动略过，可以删去或改写。")
    yield (
        _("已有的组织"),
        _("按信用代码、备案编号、名称依次对应，只更新填了内容的格子；空着的格子不会清除原有内容。"),
    )
    yield _("自加的列"), _("可以在右侧加列，内容随组织保存，不作比对。请不要改动第1行的表头文字。")
    yield _("导入前"), _("上传后先预检，列出新增、变更和有问题的行，确认后才写入名录。")
    for column in columns:
        if column.key in HINTS:
            yield str(column.label), str(HINTS[column.key])
    yield _("模板版本"), VERSION
