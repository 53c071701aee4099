"""How a sheet shows that it is no roster of organizations but another ledger."""

import re
from collections.abc import Iterable

from app.exchange.fields import NOT_A_TABLE, OTHER_LEDGER, Evidence
from app.exchange.vocabulary import bare, is_figure, normal

RATING_LIST = "rating_list"

_GRADE = r"(?:[1-5一二三四五]A|A{1,5})"
_GRADE_HEADING = re.compile(
    rf"(?:[一二三四五]、|[(][一二三四五][)])?(?:获?评?为?)?{_GRADE}级?(?:社会组织|社会团体|社会服务机构|组织|单位|机构)?"
    r"(?:名单)?[(:]?(?:共?\d+[家个])?[)]?:?",
    re.IGNORECASE,
)
_RATING_TITLE = re.compile(rf"评估(?:等级|结果|公告|公示)|等级评估|{_GRADE}级", re.IGNORECASE)
_RATING_HEADER = re.compile(r"公告|公示|文号|得分|分数|评估年度|评估机构|证书编?号|牌匾")
# What a list of ratings may tell of an organization; whatever else there is makes it a roster.
_IN_RATING_LISTS = frozenset(
    {
        "name", "credit_code", "kind", "registrar", "registration_number", "supervisor",
        "grade", "grade_since", "grade_until", "grade_level", "street", "community", "remark",
    }
)  # fmt: skip
_ONLY_RATING = frozenset({"name", "grade", "grade_since", "grade_until", "remark"})

# Fields that other ledgers have too, so they do not speak for a roster.
_COMMON = frozenset(
    {
        "name", "leader_name", "phone", "remark", "category", "street", "community", "address",
        "standing",
        "volunteer_count", "business_scope", "member_count",
    }
)  # fmt: skip
_IN_SUMMARIES = frozenset({"name", "street", "community", "kind", "category", "standing", "remark"})
_TRAINING = (
    r"期次(?:编号)?|场次|培训(?:主题|课程|内容|名称|对象|时间|日期|地点|方式|类型|类别|期次)|课程(?:名称|主题)?|主题"
    r"|讲师(?:姓名|单位)?|授课(?:老师|教师|人|专家)|主讲(?:人|老师)|主办单位|承办单位|(?:计划|应到|实到|签到|参训|参加)人数"
    r"|签到(?:时间|表|方式)?|签名|签字|学时|课时|满意度|参训(?:人员|单位|机构)|参会(?:人员|单位)|培训经费"
)
_PROJECT = (
    r"项目(?:名称|编号|类型|类别|级别|资金|金额|经费|周期|负责人|状态|内容|实施地|来源|简介|预算)|是否品牌项目|品牌项目名称"
    r"|(?:实施|申报|承接|执行|落地)(?:单位|机构|主体|组织|周期|时间|地点|社区)|申请(?:单位|机构|金额|资金)|申报(?:金额|资金|书|年度)"
    r"|(?:批复|立项|合同|中标|资助|补助|已?拨付|已?支出|结余|到账|首付|尾款)(?:金额|资金|经费|款|时间|日期)?|资金来源|起止(?:时间|日期)"
    r"|受益(?:人群|对象|人次|人数)|服务(?:人次|场次|对象)|结项(?:时间|情况)?|验收(?:情况|结果|时间)?|中期评估|采购(?:方式|人|金额)"
)
_SUPPORT = (
    r"服务(?:人|人员|日期|时间|时长|形式|方式|组织)|时长|(?:存在|反映|主要|咨询)?(?:的)?问题|需求|(?:意见)?建议|措施"
    r"|(?:约定|下次)?(?:跟进|回访)(?:日期|时间|情况|人)|(?:咨询|督导)(?:内容|日期|时间|时长|记录|老师|专家|对象)|督导"
)
_PEOPLE = r"姓名|人员姓名|学员(?:姓名)?|性别|年龄|身份证号?码?|学历|职务|工作单位|所在单位|所属组织|所属单位|导师|专家(?:姓名)?"
_OTHER = re.compile(rf"{_TRAINING}|{_PROJECT}|{_SUPPORT}")
_PERSON = re.compile(_PEOPLE)
_NAMED_PERSON = re.compile(r"姓名|人员姓名|学员(?:姓名)?|导师(?:姓名)?|专家(?:姓名)?")
_PLACE = re.compile(r".+(?:社区|村|街道|镇|乡|居委会|村委会|区|县)")
_FEW_FIGURES = 2
_NEARLY_ALL = 0.9


def refusal_code(evidence: Evidence) -> str | None:
    """Return why the sheet is no roster: rating_list, other_ledger or, for figures, not_a_table."""
    if evidence.mapped:
        return _of_table(evidence)
    if any(_GRADE_HEADING.fullmatch(line) for line in evidence.lines):
        return RATING_LIST
    told = max((_told(row) * 5 - len(row) * 2, _told(row)) for row in ((), *evidence.header_rows))
    return OTHER_LEDGER if told[0] >= 0 and told[1] > 1 else None


def _of_table(evidence: Evidence) -> str | None:
    if _is_rating_list(evidence):
        return RATING_LIST
    told = _told(evidence.unmapped)
    if told > 1 and told >= len(evidence.mapped - _COMMON):
        return OTHER_LEDGER
    return NOT_A_TABLE if _is_summary(evidence) else None


def _is_rating_list(evidence: Evidence) -> bool:
    if not evidence.mapped <= _IN_RATING_LISTS:
        return False
    # A roster has organizations without a grade, a rating list has none.
    are_rated = evidence.filled.get("grade", 0) >= _NEARLY_ALL
    if are_rated and evidence.mapped <= _ONLY_RATING:
        return True
    is_headed = any(_GRADE_HEADING.fullmatch(line) for line in evidence.lines)
    is_titled = any(_RATING_TITLE.search(title) for title in evidence.titles)
    is_told = any(_RATING_HEADER.search(header) for header in evidence.unmapped)
    return is_headed or is_titled or (are_rated and is_told)


def _told(headers: Iterable[str]) -> int:
    """Return how many header texts speak of sessions, projects, supports or people."""
    leaves = {bare(normal(header)) for header in headers if "/" not in header}
    count = sum(_OTHER.fullmatch(leaf) is not None for leaf in leaves)
    if any(_NAMED_PERSON.fullmatch(leaf) for leaf in leaves):
        count += sum(_PERSON.fullmatch(leaf) is not None for leaf in leaves)
    return count


def _is_summary(evidence: Evidence) -> bool:
    """Tell whether the rows are places with figures and no organizations."""
    figures = sum(is_figure(header) for header in evidence.unmapped)
    if figures >= _FEW_FIGURES and evidence.mapped <= _IN_SUMMARIES:
        return True
    are_places = bool(evidence.keys) and all(_PLACE.fullmatch(key) for key in evidence.keys)
    return are_places and not evidence.mapped - _COMMON
