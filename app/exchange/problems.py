"""What can be wrong with a ledger, a row or a cell: the code, how much it weighs, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from app.i18n import _l


class Severity(StrEnum):
    ERROR = "error"  # the row is left out
    WARNING = "warning"  # the row imports; look at the cell
    SKIPPED = "skipped"  # the row stands there twice
    REFUSED = "refused"  # the sheet or file is left out


ERRORS = {
    "missing_name": _l("没有组织名称，本行不导入。请补上名称。"),
    "digits_lost": _l(
        "单元格是数字格式，后几位已变成0，无法还原。请改为文本格式，重新填写完整号码。"
    ),
    "unknown_community": _l(
        "辖区内没有这个社区（村）。请核对名称，或由系统管理员在“辖区管理”中添加。"
    ),
    "ambiguous_community": _l("辖区内有几个同名社区（村）。请选择街道后再导入，或写明街道名称。"),
    "unknown_street": _l("这个街道（乡镇）不是本次导入的辖区，本行不导入。请核对，或删去本行。"),
    "duplicate_conflict": _l("与%(first)s是同一组织，但内容不同。请核对后只留一行。"),
    "outside_division": _l(
        "该统一社会信用代码已登记在您的辖区之外。请核对代码，或联系上级管理员。"
    ),
    "ambiguous_match": _l("名录中有几个组织都与本行相符。请补上信用代码或备案编号。"),
    "history_conflict": _l("按已有的变更记录，不能再记这一变更。请核对日期，或在该组织页面更正。"),
    "missing_division": _l("不知道归哪个辖区。请在导入时选择辖区。"),
    "name_too_long": _l("组织名称超过%(most)s字，本行不导入。请核对是否几格内容连在了一起。"),
}
WARNINGS = {
    "bad_check_character": _l("信用代码末位校验不符，按原样导入。请核对是否抄错。"),
    "ambiguous_date": _l("看不出是1月还是10月，日期留空。请写成 2023-10 或 2023年10月。"),
    "unparsable_date": _l("不是能认出的日期，留空。请写成 2023-05-01、2023-05 或 2023。"),
    "unparsable_number": _l("不是能认出的数字或金额，留空。请写数字，并注明单位。"),
    "unparsable_phone": _l("不是能认出的电话，留空。请写11位手机号，或“区号-号码”。"),
    "unknown_value": _l("不在可选范围内，留空。请改成系统中的写法。"),
    "masked_value": _l("号码带星号，已隐去几位，视为空白，不会覆盖原有号码。"),
    "future_date": _l("日期在今天之后，留空。请核对年份。"),
    "dates_out_of_order": _l("与登记日期的先后不合，未记入变更记录。请核对。"),
    "grade_not_allowed": _l("只有已登记的组织才有评估等级，等级未导入。请核对登记状态和日期。"),
    "retired_stage": _l("这个阶段已停用，阶段未导入。请改用现有的阶段名称。"),
    "standing_assumed": _l("没有写明登记状态，按号码判断：%(standing)s。请核对。"),
    "former_name": _l("按曾用名对应到“%(name)s”，名称不改。"),
    "plausible_swap": _l("本列大部分内容都会改变，可能是错列或单独排过序。请核对后再确认。"),
    "text_too_long": _l("超过%(most)s字，留空；原文保留在该组织页面。请缩短后再导入。"),
}
SKIPPED = {
    "duplicate_identical": _l("与%(first)s完全相同，只导入一次。"),
}
REFUSED = {
    "not_a_table": _l("没有找到名录表格：应有一行表头（如“组织名称”），下面一行一个组织。"),
    "rating_list": _l("这是评估等级名单，不是名录。请把等级写进名录的“评估等级”列，再上传名录。"),
    "other_ledger": _l("这是培训、签到、项目等其他台账，不是名录。请上传一行一个组织的名册。"),
    # Of these the reader of workbooks says more exactly what is wrong.
    **dict.fromkeys(
        ("unreadable_file", "file_too_large", "too_many_rows", "too_many_columns"), "%(reason)s"
    ),
    "hidden_sheet": _l("隐藏的工作表不导入。需要时请先取消隐藏。"),
    "notes_sheet": _l("这是导出文件或模板的说明页，不是名录。"),
    "no_such_sheet": _l("没有名为“%(sheet)s”的工作表。"),
}
TEXTS = {**ERRORS, **WARNINGS, **SKIPPED, **REFUSED}


@dataclass(frozen=True)
class Problem:
    """One problem; `column` is a letter, None where the whole row or file is meant.

    `details` fill the placeholders of the message, which is worded anew in the reader's language.
    """

    code: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    field: str | None = None
    value: Any = None
    details: Mapping[str, Any] = dataclass_field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return severity_of(self.code)

    @property
    def message(self) -> str:
        text = TEXTS[self.code]
        return str(text % self.details if self.details else text)

    def document(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "field": self.field,
            "value": self.value,
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
        }


def severity_of(code: str) -> Severity:
    if code in ERRORS:
        return Severity.ERROR
    if code in SKIPPED:
        return Severity.SKIPPED
    return Severity.REFUSED if code in REFUSED else Severity.WARNING
