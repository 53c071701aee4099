"""The training ledger's kind of ledger: a row is one session."""

import re
from collections.abc import Mapping

from app.definitions.fields import Field
from app.exchange.fields import NOT_A_TABLE, OTHER_LEDGER, Evidence, Ledger
from app.exchange.other_ledgers import heads_another
from app.i18n import _l

_SPEAKERS = ("讲师", "授课", "主讲", "老师", "专家", "导师", "督导")

FIELDS: tuple[Field, ...] = (
    Field(
        "session_no",
        "期次编号",
        (
            "期次", "场次编号", "场次号", "培训编号", "期数", "期号", "编号", "活动编号", "课程编号", "培训期次",
            "培训期数", "培训场次", "场次", "届次", "班次", "期别", "台账编号",
        ),
        unless=("证书", "备案", "档案"),
    ),
    Field(
        "title",
        "主题",
        (
            "培训主题", "课程名称", "培训名称", "培训课程", "活动主题", "活动名称", "培训内容", "课程主题", "课程",
            "培训题目", "培训项目", "题目", "课题", "讲座主题", "督导主题", "课程内容", "培训课程名称", "培训活动名称",
            "名称", "内容", "主要内容", "班次名称", "培训班名称", "场次名称", "会议名称", "活动内容",
        ),
        unless=("组织", "讲师", "单位"),
    ),
    Field(
        "category",
        "类别",
        (
            "培训类别", "类型", "培训类型", "课程类别", "课程类型", "分类", "培训分类", "模块", "培训模块", "活动类别",
            "活动类型", "培训种类", "板块", "系列",
        ),
        unless=("组织", "对象"),
    ),
    Field("form", "形式", ("培训形式", "方式", "培训方式", "授课方式", "授课形式", "活动形式", "开展形式", "开展方式", "举办形式")),
    Field(
        "held_on",
        "日期",
        (
            "培训日期", "培训时间", "时间", "举办日期", "举办时间", "活动日期", "活动时间", "开展日期", "开展时间",
            "上课时间", "上课日期", "授课时间", "授课日期", "开课日期", "开课时间", "开班日期", "开班时间", "起止日期",
            "起止时间", "督导日期", "督导时间", "课程时间", "日期时间", "时间日期", "会议时间", "开始日期", "培训起止时间",
        ),
    ),
    Field("ends_on", "结束日期", ("结束时间", "截止日期", "结业日期", "终止日期")),
    Field(
        "duration_minutes",
        "时长",
        (
            "培训时长", "学时", "课时", "学时数", "课时数", "培训学时", "培训课时", "用时", "课程时长", "授课时长",
            "时长(分钟)", "时长(小时)", "小时数", "分钟数", "小时", "分钟", "授课学时", "总学时", "总课时", "活动时长",
        ),
    ),
    Field(
        "place",
        "地点",
        (
            "培训地点", "活动地点", "举办地点", "开展地点", "上课地点", "授课地点", "培训地址", "地址", "场地", "培训场地",
            "会议地点", "培训场所", "场所",
        ),
    ),
    Field("host", "主办单位", ("主办", "主办方", "主办机构", "主办部门", "组织单位", "培训主办单位")),
    Field("organizer", "承办单位", ("承办", "承办方", "承办机构", "实施单位", "执行单位", "举办单位", "协办单位", "培训机构", "承接单位")),
    Field(
        "lecturer",
        "讲师",
        (
            "讲师姓名", "授课老师", "授课讲师", "授课教师", "授课人", "授课专家", "主讲", "主讲人", "主讲老师", "主讲讲师",
            "老师", "教师", "培训讲师", "培训老师", "培训师", "导师", "专家", "主讲嘉宾", "嘉宾", "督导老师", "督导",
            "督导专家", "授课导师", "专家姓名", "师资", "授课师资", "讲课人", "主持人",
        ),
        short=("姓名",),
        within=_SPEAKERS,
    ),
    Field(
        "lecturer_title",
        "讲师单位（职称）",
        (
            "讲师单位", "讲师职称", "讲师单位及职务", "讲师单位及职称", "讲师简介", "讲师职务", "讲师介绍", "讲师身份",
            "职称", "职务", "老师单位", "老师简介", "讲师所在单位", "授课老师单位", "专家单位", "讲师背景", "讲师资质",
        ),
        short=("单位", "职称", "职务", "简介", "单位职务", "单位及职务", "介绍", "所在单位"),
        within=_SPEAKERS,
    ),
    Field(
        "audience",
        "培训对象",
        (
            "参训对象", "参加对象", "对象", "面向对象", "参加人员", "参训人员", "培训人群", "参与对象", "参会人员",
            "受众", "培训人员", "参加范围", "参训范围", "参训单位", "授课对象", "参与人员", "服务对象",
        ),
    ),
    Field(
        "planned_count",
        "计划人数",
        (
            "计划参训人数", "应到人数", "预计人数", "名额", "计划参加人数", "应到", "预计参训人数", "计划培训人数", "报名人数",
            "应参训人数", "应参加人数", "招生人数", "计划数", "限额",
        ),
        short=("计划", "应到", "预计"),
        within=("人数", "人次"),
    ),
    Field(
        "attended_count",
        "实到人数",
        (
            "参加人数", "参训人数", "实际人数", "实际参训人数", "实际参加人数", "到场人数", "培训人数", "参与人数", "出席人数",
            "到课人数", "签到人数", "实到", "人数", "参训人次", "培训人次", "参加人次", "参与人次", "服务人次", "人次",
            "实到人次", "到会人数", "实际到场人数", "参会人数", "受训人数", "实际培训人数", "受益人次", "覆盖人次",
        ),
        short=("实到", "实际"),
        within=("人数", "人次"),
    ),
    Field(
        "satisfaction",
        "满意度",
        ("满意率", "平均满意度", "培训满意度", "测评满意度", "综合满意度", "总体满意度", "学员满意度", "满意度测评", "课程满意度"),
    ),
    Field(
        "cost",
        "经费",
        (
            "培训经费", "费用", "支出", "经费支出", "使用经费", "培训费用", "金额", "花费", "总费用", "总经费", "实际支出",
            "支出金额", "经费使用", "经费金额", "培训支出", "活动经费", "成本", "合计费用",
        ),
    ),
    Field("links", "新闻链接", ("链接", "报道链接", "新闻报道", "宣传链接", "推文链接", "宣传报道", "微信链接", "报道")),
    Field("remark", "备注", ("说明", "备注说明", "其他")),
)  # fmt: skip

LABELS: Mapping[str, str] = {
    "session_no": _l("期次编号"),
    "title": _l("培训主题"),
    "category": _l("培训类别"),
    "form": _l("培训形式"),
    "state": _l("状态"),
    "held_on": _l("日期"),
    "ends_on": _l("结束日期"),
    "starts_at": _l("开始时间"),
    "duration_minutes": _l("时长（分钟）"),
    "place": _l("地点"),
    "host": _l("主办单位"),
    "organizer": _l("承办单位"),
    "lecturer": _l("讲师"),
    "lecturer_title": _l("讲师单位（职称）"),
    "audience": _l("培训对象"),
    "planned_count": _l("计划人数"),
    "attended_count": _l("实到人数"),
    "satisfaction": _l("满意度"),
    "cost": _l("经费（元）"),
    "links": _l("新闻链接"),
    "remark": _l("备注"),
}
# What lists of sessions tell of one; a ledger of something else has a day and a title at most.
_TELLING = frozenset(
    {
        "session_no", "duration_minutes", "lecturer", "lecturer_title", "audience", "planned_count",
        "attended_count", "satisfaction", "organizer", "host", "place",
    }
)  # fmt: skip
_OF_OTHERS = re.compile(
    r"姓名.*|签到(?:时间|人(?![次数])).*|签[名字].*|手机.*|项目(?:名称|编号|资金).*|(?:立项|拨付)金额.*|申报单位|(?:社会)?组织名称"
    r"|服务(?:组织|类型|类别|人|人员)|(?:统一)?社会信用代码|备案编号"
)


def refusal_code(evidence: Evidence) -> str | None:
    """Return why the sheet is no list of trainings: it lists persons, projects or supports."""
    if not evidence.mapped:
        return OTHER_LEDGER if heads_another(evidence) else None
    is_other = any(_OF_OTHERS.fullmatch(header) for header in evidence.unmapped)
    is_told = "held_on" in evidence.mapped and bool(evidence.mapped & _TELLING)
    return OTHER_LEDGER if is_other or not is_told else None


TRAININGS = Ledger(
    fields=FIELDS,
    required="title",
    subjects=("培训", "活动", "课程"),
    refuse=refusal_code,
    refusals={
        NOT_A_TABLE: _l(
            "没有找到培训台账表格：应有一行表头（如“主题”“日期”“讲师”），下面一行一场培训。"
        ),
        OTHER_LEDGER: _l(
            "这不是培训台账：至少应有培训主题、日期，以及讲师、时长或人数。签到表请在“签到表”中导入。"
        ),
    },
)
