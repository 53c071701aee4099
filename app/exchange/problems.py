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
    "duplicate_conflict": _l("与%(first)s所指相同，但内容不同。请核对后只留一行。"),
    "outside_division": _l(
        "该统一社会信用代码已登记在您的辖区之外。请核对代码，或联系上级管理员。"
    ),
    "ambiguous_match": _l("名录中有几个组织都与本行相符。请补上信用代码或备案编号。"),
    "history_conflict": _l("按已有的变更记录，不能再记这一变更。请核对日期，或在该组织页面更正。"),
    "missing_division": _l("不知道归哪个辖区。请在导入时选择辖区。"),
    "unknown_organization": _l(
        "名录中没有“%(name)s”，本行不导入。请核对名称，或先把这个组织导入名录。"
    ),
    "missing_day": _l("没有写明是哪一天，本行不导入。请写成 2023-05-01。"),
    "day_to_come": _l("日期在今天之后，本行不导入。请核对年份。"),
    "before_existence": _l("这一天“%(name)s”还没有成立，本行不导入。请核对日期。"),
    "missing_support_kind": _l(
        "没有写明服务类型，或不在可选范围内，本行不导入。请写咨询、督导、政策、场地、资源或其他。"
    ),
    "missing_helper": _l("没有写明服务人，或姓名不完整，本行不导入。请写一位或几位的姓名。"),
    "missing_name:title": _l("没有写明培训主题，本行不导入。请补上主题。"),
    "missing_name:project": _l("没有写明项目名称，本行不导入。请补上名称。"),
    "negative_money": _l("金额小于0，本行不导入。请核对金额；退回的资金请另行登记。"),
    "end_before_start": _l("结束日期早于开始日期，本行不导入。请核对两个日期。"),
    "missing_name:person": _l("没有写明姓名，本行不导入。请补上姓名。"),
    "masked_value:person": _l("姓名带星号，本行不导入。请写完整姓名。"),
    "name_too_long:person": _l("姓名超过%(most)s字，本行不导入。请核对是否几格内容连在了一起。"),
    "day_to_come:session_no": _l("这场培训还没有举办，本行不导入。请核对日期。"),
    "missing_session": _l("没有写明是哪一场培训，本行不导入。请补上期次编号，或培训主题和日期。"),
    "unknown_value:session_no": _l(
        "系统中没有这一期培训，本行不导入。请核对编号，或先导入培训台账。"
    ),
    "unknown_value:title": _l(
        "系统中没有这场培训，本行不导入。请核对主题和日期，或先导入培训台账。"
    ),
    "unknown_value:held_on": _l("系统中这一天没有培训，本行不导入。请核对日期，或先导入培训台账。"),
    "ambiguous_session": _l("有几场培训都与本行相符，本行不导入。请写明期次编号或培训日期。"),
    "canceled_session": _l("这一期培训已取消，本行不导入。请先在培训页面核对。"),
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
    "day_without_stage": _l("有进入阶段的日期，没有阶段，日期未导入。请补上孵化阶段。"),
    "retired_stage": _l("这个阶段已停用，阶段未导入。请改用现有的阶段名称。"),
    "standing_assumed": _l("没有写明登记状态，按号码判断：%(standing)s。请核对。"),
    "former_name": _l("按曾用名对应到“%(name)s”，名称不改。"),
    "plausible_swap": _l("本列大部分内容都会改变，可能是错列或单独排过序。请核对后再确认。"),
    "text_left_out": _l("超过%(most)s字，留空。请缩短后再导入。"),
    "money_decimals": _l("金额精确到了分以下，留空。请写到分，最多两位小数。"),
    "brand_without_level": _l("写明是品牌项目，没有写明级别，品牌未导入。请补上项目级别。"),
    "number_taken": _l("这个编号已用于另一个项目，编号未导入。请核对。"),
    "status_not_taken": _l(
        "项目已在“%(stands)s”，按已有的步骤不能再记这一状态，状态未导入。请在项目页面核对。"
    ),
    "paid_over_granted": _l("已拨付的多于项目资金，仍按表中导入。请核对两个金额和单位。"),
    "unknown_value:status": _l(
        "认不出的状态，项目先记在第一步，原文保留。请改成系统中的步骤名称。"
    ),
    "follow_up_too_early": _l("跟进日期早于服务日期，留空。请核对。"),
    "unknown_value:organization": _l(
        "名录中没有这个组织，先按原文记下，本行照常导入。请核对名称，以后可再对应到组织。"
    ),
    "ambiguous_organization": _l("名录中有几个组织叫这个名称，先按原文记下。以后可再对应到组织。"),
    "unreadable_session_no": _l("编号的单元格有错误，按没有编号处理。请核对。"),
    "unparsable_number:duration_minutes": _l(
        "不是能认出的时长，留空。请写分钟数，或注明小时、学时。"
    ),
    "unparsable_date:signed_at": _l("不是能认出的签到时间，留空。请写成 2023-05-01 13:30。"),
    "ends_before": _l("结束日期早于开始日期，按一天记。请核对。"),
    "text_too_long": _l("超过%(most)s字，留空；原文保留在该组织页面。请缩短后再导入。"),
}
SKIPPED = {
    "duplicate_identical": _l("与%(first)s完全相同，只导入一次。"),
}
REFUSED = {
    # What each kind of ledger says of these in its own words stands with the ledger.
    "not_a_table": _l("没有找到这种台账的表格：应有一行表头，下面一行一条记录。"),
    "rating_list": _l("这是评估等级名单。请核对台账种类后重新上传。"),
    "other_ledger": _l("这是另一种台账。请核对台账种类后重新上传。"),
    # Of these the reader of workbooks says more exactly what is wrong.
    **dict.fromkeys(
        ("unreadable_file", "file_too_large", "too_many_rows", "too_many_columns"), "%(reason)s"
    ),
    "hidden_sheet": _l("隐藏的工作表不导入。需要时请先取消隐藏。"),
    "notes_sheet": _l("这是导出文件或模板的说明页，没有要导入的内容。"),
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
    text: str | None = None  # in the words of one kind of ledger; of refusals only

    @property
    def kind(self) -> str:
        """Under what its text stands: the code, with the field where that gives it other words.

        Such a field may give the code another weight too.
        """
        of_field = f"{self.code}:{self.field}"
        return of_field if of_field in TEXTS else self.code

    @property
    def severity(self) -> Severity:
        return severity_of(self.kind)

    @property
    def message(self) -> str:
        text = self.text or TEXTS[self.kind]
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


def severity_of(kind: str) -> Severity:
    if kind in ERRORS:
        return Severity.ERROR
    if kind in SKIPPED:
        return Severity.SKIPPED
    return Severity.REFUSED if kind in REFUSED else Severity.WARNING
