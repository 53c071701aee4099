"""The support log's kind of ledger: a row is one support for one or several organizations."""

from collections.abc import Mapping

from app.definitions.fields import Field
from app.exchange.fields import NOT_A_TABLE, OTHER_LEDGER, Evidence, Ledger
from app.exchange.other_ledgers import heads_another
from app.i18n import _l
from app.organizations import looks

FIELDS: tuple[Field, ...] = (
    Field(
        "organizations",
        "组织名称",
        (
            "服务对象", "服务组织", "受助组织", "服务对象名称", "服务组织名称", "社会组织名称", "社会组织",
            "单位名称", "机构名称", "组织", "名称", "对象", "被服务组织", "被督导组织", "督导组织", "督导对象",
            "咨询组织", "咨询单位", "来访组织", "来访单位", "服务单位", "受督导组织", "孵化组织",
        ),
    ),
    Field(
        "credit_code",
        "统一社会信用代码",
        (
            "社会信用代码", "信用代码", "统一信用代码", "统一代码", "统一社会信用代码/备案编号",
            "信用代码/备案编号", "代码",
        ),
    ),
    Field(
        "filing_number",
        "备案编号",
        ("备案号", "备案证号", "备案文号"),
        doubtful=("编号",),
        looks_right=looks.like_filing_number,
    ),
    Field(
        "on",
        "日期",
        (
            "服务日期", "服务时间", "时间", "咨询日期", "咨询时间", "督导日期", "督导时间", "开展日期",
            "开展时间", "发生日期", "接待日期", "接待时间", "走访日期", "走访时间", "记录日期",
        ),
        unless=("跟进", "回访", "完成"),
        looks_right=looks.like_day,
    ),
    Field(
        "kind",
        "服务类型",
        ("服务类别", "类型", "类别", "服务种类", "服务方向", "支持类型", "服务分类", "服务项目"),
        unless=("组织", "形式"),
    ),
    Field(
        "by_name",
        "服务人",
        (
            "服务人员", "服务人姓名", "服务者", "督导人", "督导老师", "督导专家", "咨询人", "咨询师",
            "咨询老师", "专家", "导师", "接待人", "经办人", "负责人", "社工", "工作人员", "提供人", "服务提供者",
        ),
        unless=("组织", "跟进"),
    ),
    Field(
        "minutes",
        "时长",
        ("服务时长", "咨询时长", "督导时长", "用时", "时长(分钟)", "时长(小时)", "小时数", "分钟数", "小时", "分钟"),
    ),
    Field("form", "服务形式", ("形式", "方式", "服务方式", "咨询方式", "督导方式", "开展形式")),
    Field(
        "problem",
        "问题",
        (
            "需求", "问题/需求", "问题和需求", "问题与需求", "主要问题", "存在问题", "存在的问题", "咨询问题",
            "咨询内容", "服务需求", "服务内容", "督导内容", "主题", "内容", "事项", "反映问题", "服务事项",
        ),
        unless=("备注",),
    ),
    Field(
        "advice",
        "建议",
        (
            "措施", "建议/措施", "建议和措施", "建议与措施", "意见建议", "指导意见", "处理意见", "解决措施",
            "服务措施", "答复", "处理情况", "解答", "服务结果", "处理结果", "成效", "服务成效",
        ),
    ),
    Field(
        "follow_up_on",
        "约定跟进日期",
        (
            "跟进日期", "跟进时间", "下次跟进日期", "下次跟进时间", "下次服务日期", "回访日期", "回访时间",
            "跟进期限", "计划跟进日期", "计划回访日期", "下次跟进",
        ),
        short=("日期", "时间"),
        within=("跟进", "回访"),
        unless=("完成",),
        looks_right=looks.like_day,
    ),
    Field("remark", "备注", ("说明", "备注说明")),
)  # fmt: skip

LABELS: Mapping[str, str] = {
    "organizations": _l("组织名称"),
    "credit_code": _l("统一社会信用代码"),
    "filing_number": _l("备案编号"),
    "on": _l("服务日期"),
    "kind": _l("服务类型"),
    "by_name": _l("服务人"),
    "minutes": _l("时长（分钟）"),
    "form": _l("服务形式"),
    "problem": _l("问题"),
    "advice": _l("建议"),
    "follow_up_on": _l("约定跟进日期"),
    "remark": _l("备注"),
}
_TELLING = frozenset({"kind", "by_name", "minutes", "form", "problem", "advice", "follow_up_on"})


def refusal_code(evidence: Evidence) -> str | None:
    """Return why the sheet is no support log: it has no days, or says nothing of supports."""
    if not evidence.mapped:
        return OTHER_LEDGER if heads_another(evidence) else None
    if not ("on" in evidence.mapped and len(evidence.mapped & _TELLING) > 1):
        return OTHER_LEDGER
    return None


SUPPORTS = Ledger(
    fields=FIELDS,
    required="organizations",
    refuse=refusal_code,
    refusals={
        NOT_A_TABLE: _l(
            "没有找到服务记录表格：应有一行表头（如“日期”“服务类型”“组织名称”），下面一行一次服务。"
        ),
        OTHER_LEDGER: _l("这不是服务记录台账：至少应有组织名称、日期、服务类型和服务人。"),
    },
)
