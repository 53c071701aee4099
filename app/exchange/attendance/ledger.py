"""The sign-in list's kind of ledger: a row is one person at one session."""

import re
from collections.abc import Mapping

from app.definitions.fields import Field
from app.exchange.attendance.words import like_presence
from app.exchange.fields import NOT_A_TABLE, OTHER_LEDGER, Evidence, Ledger
from app.exchange.other_ledgers import heads_another
from app.i18n import _l
from app.organizations import looks

FIELDS: tuple[Field, ...] = (
    Field(
        "session_no",
        "期次",
        (
            "期次编号", "场次编号", "场次", "培训编号", "期数", "期号", "编号", "场次号", "活动编号", "课程编号", "培训期次",
            "培训期数", "培训场次", "班次", "期别", "届次",
        ),
        unless=("证书", "备案"),
    ),
    Field(
        "title",
        "培训主题",
        (
            "主题", "课程名称", "培训名称", "培训课程", "活动主题", "活动名称", "培训内容", "课程", "培训班名称", "课程主题",
            "培训项目", "场次名称", "班次名称", "培训班",
        ),
        unless=("组织", "单位"),
    ),
    Field(
        "held_on",
        "培训日期",
        ("日期", "培训时间", "举办日期", "活动日期", "活动时间", "举办时间", "上课日期", "上课时间", "开展日期", "开展时间"),
    ),
    Field(
        "person",
        "姓名",
        (
            "签到人", "参训人员", "学员姓名", "参加人员", "人员姓名", "参会人员", "签到人姓名", "参训人员姓名", "参训人",
            "参训学员", "学员", "参加人", "参加人姓名", "参加人员姓名", "参会人员姓名", "参会人", "签到人员", "名字",
            "签到姓名", "参与人员", "人员", "参训者", "参与人", "联系人",
        ),
        unless=("组织", "单位", "负责人", "讲师"),
    ),
    Field(
        "organization",
        "所属组织",
        (
            "单位", "单位名称", "所属单位", "工作单位", "组织名称", "社会组织名称", "所在单位", "机构名称", "所属社会组织",
            "社会组织", "组织", "机构", "服务单位", "所在组织", "所在机构", "所属机构", "组织/单位", "单位/组织", "参训单位",
            "参训组织", "参会单位", "团队名称", "所属团队", "来自单位", "来自组织", "代表单位", "社会组织/单位", "参加单位",
        ),
        looks_right=lambda raw: isinstance(raw, str),
    ),
    Field(
        "phone",
        "手机号",
        (
            "手机", "电话", "联系方式", "手机号码", "联系电话", "电话号码", "联系手机", "移动电话", "联系电话/手机",
            "本人手机", "手机/电话",
        ),
    ),
    Field(
        "signed_at",
        "签到时间",
        (
            "签到日期", "报到时间", "到场时间", "打卡时间", "扫码时间", "签到日期时间", "时间", "提交时间", "填写时间", "签到时刻",
            "到达时间",
        ),
        doubtful=("签到",),
        looks_right=looks.like_day,
    ),
    Field(
        "presence",
        "出勤情况",
        (
            "出勤", "是否到场", "到课情况", "考勤", "签到情况", "签到状态", "到场情况", "出席情况", "是否签到", "是否出席",
            "考勤情况", "状态", "是否参加", "到会情况",
        ),
        doubtful=("签到",),
        looks_right=like_presence,
    ),
)  # fmt: skip

LABELS: Mapping[str, str] = {
    "session_no": _l("期次编号"),
    "title": _l("培训主题"),
    "held_on": _l("培训日期"),
    "person": _l("姓名"),
    "organization": _l("所属组织"),
    "phone": _l("手机号"),
    "signed_at": _l("签到时间"),
    "presence": _l("出勤情况"),
}
_TELLING = frozenset({"session_no", "title", "signed_at", "presence"})
_OF_LISTS = re.compile(
    r"签到|参训|参会|出席|出勤|考勤|培训|学员|期次|期数|场次|课程|主题|讲座|签名|签字"
)
_OF_OTHERS = re.compile(
    r".*(?:信用代码|登记证号|备案编号|业务主管单位|学历|身份证|讲师|实到人数|参加人数|计划人数|满意度|项目名称|服务类型).*"
)


def refusal_code(evidence: Evidence) -> str | None:
    """Return why the sheet is no sign-in list: nothing says that people were at a session."""
    if not evidence.mapped:
        return OTHER_LEDGER if heads_another(evidence) else None
    is_other = any(_OF_OTHERS.fullmatch(text) for text in evidence.unmapped)
    says_so = any(_OF_LISTS.search(text) for text in (*evidence.titles, *evidence.headers))
    is_list = says_so and bool(evidence.mapped & {"organization", "phone", *_TELLING})
    return None if is_list and not is_other else OTHER_LEDGER


ATTENDANCE = Ledger(
    fields=FIELDS,
    required="person",
    refuse=refusal_code,
    refusals={
        NOT_A_TABLE: _l(
            "没有找到签到表格：应有一行表头（如“期次”“姓名”“所属组织”“手机号”），下面一行一人。"
        ),
        OTHER_LEDGER: _l("这不是签到表：应是一行一人，有姓名，并写明是哪一场培训。"),
    },
)
