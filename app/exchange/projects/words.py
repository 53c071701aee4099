"""What hubs write for levels, brands and steps of projects. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.projects.pipelines import PipelineWord, StepWord
from app.projects.words import Decision, Level
from app.values.texts import parse_boolean, plain_text, says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

LEVEL_WORDS: Mapping[Level, tuple[str, ...]] = {
    Level.NATIONAL: ("国家级", "国家", "全国", "全国性", "部级", "中央"),
    Level.PROVINCE: ("省级", "省", "全省", "自治区级"),
    Level.CITY: ("市级", "市", "全市", "地市级", "市本级", "设区市级"),
    Level.DISTRICT: ("区级", "区", "县级", "县", "全区", "区县级", "区(县)级", "县(区)级", "县区级", "市辖区级"),
    Level.STREET: ("街道级", "街道", "镇级", "镇", "乡镇级", "乡级", "街镇级", "镇街级", "镇(街道)级", "街道(镇)级"),
    Level.COMMUNITY: ("社区级", "社区", "村级", "村", "村社级", "村(社区)级", "社区(村)级", "村居级"),
}  # fmt: skip
_BRAND = re.compile(
    r"(?:是|有|√)?[(:,]?(?P<level>.*?)(?:重点|优秀|示范|公益|服务|慈善|志愿)*(?:品牌|项目)*[)]?"
)
STEP_WORDS: Mapping[str, tuple[str, ...]] = {
    # By a step's label, further words for it.
    "申报": ("申请", "征集", "需求", "待审核", "待审", "已提交", "报名", "初报"),
    "审核": ("评审", "初筛", "优化", "采购", "待确认", "初审", "复审", "待批复", "审批", "待立项"),
    "确认": ("立项", "合同", "批复", "签约", "公示", "待实施", "未开始", "未开工", "未启动", "待启动", "筹备", "通过审核", "合同签订", "获批"),
    "实施": ("进行", "执行", "在建", "开展", "推进", "运行", "履约", "待验收", "未完成", "在研", "启动", "实施开展", "正常实施",
           "正常推进", "按计划推进", "中期", "末期", "绩效评价", "未验收"),
    "验收": ("完成", "结项", "结题", "完结", "结束", "完工", "通过验收", "验收通过", "验收合格", "办结", "结案", "验收付款",
           "已完成验收", "全部完成"),
}  # fmt: skip
ENDED_WORDS: Mapping[Decision, tuple[str, ...]] = {
    Decision.DECLINE: ("不予立项", "未立项", "未通过", "落选", "未获批", "未入选", "审核不通过", "审核未通过", "不通过", "未批准"),
    Decision.TERMINATE: ("终止", "中止", "撤销", "取消", "停止", "撤项"),
    Decision.POSTPONE: ("延期", "延期评估", "暂停", "暂缓"),
}  # fmt: skip
_SAID_BEFORE = re.compile(r"^(?:已经?|正在?|处于|项目|尚在|完成)")
_SAID_AFTER = re.compile(r"(?:之中|中|阶段|完成|完毕|了|状态|期)$")
_SHARE = re.compile(r"(\d{1,3})(?:\.\d+)?%")
_FULL = 100


@dataclass(frozen=True)
class Brand:
    """Whether a cell says that the project is a brand, and of what level where it says so."""

    is_brand: bool
    level: Level | None = None


def read_level(raw: Raw) -> Level | None:
    """Return the level a cell means, None for nothing. Raises unknown_value."""
    if says_nothing(raw):
        return None
    found = _level(squeeze(plain_text(raw)))
    if found is None:
        raise UnreadableValueError("unknown_value")
    return found


def read_brand(raw: Raw) -> Brand | None:
    """Return what a cell says of a brand: 是, 否, 市级, 区级品牌项目. Raises unknown_value."""
    try:
        said = parse_boolean(raw)
    except UnreadableValueError:
        return _brand_of_text(squeeze(plain_text(raw)))
    return None if said is None else Brand(said)


def _brand_of_text(text: str) -> Brand:
    if text.startswith(("不是", "非", "未")):
        return Brand(is_brand=False)
    found = _BRAND.fullmatch(text)
    level = _level(found["level"]) if found else None
    if level is None and not (found and not found["level"]):
        raise UnreadableValueError("unknown_value")
    return Brand(is_brand=True, level=level)


def _level(text: str) -> Level | None:
    bare = text.removesuffix("项目").removesuffix("品牌")
    return next((level for level, words in LEVEL_WORDS.items() if bare in words), None)


@dataclass(frozen=True)
class Status:
    """What a cell says of how far a project is.

    `label` is the step's as the pipelines have it, or one of STEP_WORDS; `decision` is what ended
    or held it up.
    """

    label: str
    decision: Decision | None = None


def read_status(raw: Raw, labels: Sequence[str]) -> Status | None:
    """Return the status a cell means, `labels` being those of all steps. Raises unknown_value."""
    if says_nothing(raw):
        return None
    text = squeeze(plain_text(raw))
    for decision, words in ENDED_WORDS.items():
        if any(word in words for word in _bare(text)):
            return Status("申报" if decision is Decision.DECLINE else "实施", decision)
    for candidate in _parts(text):
        if candidate in labels or candidate in STEP_WORDS:
            return Status(candidate)
        found = next((step for step, words in STEP_WORDS.items() if candidate in words), None)
        if found is not None:
            return Status(found)
    share = _SHARE.fullmatch(text)
    if share:
        return Status("验收" if int(share[1]) >= _FULL else "实施")
    raise UnreadableValueError("unknown_value")


def has_step(way: PipelineWord, status: Status) -> bool:
    """Tell whether a step of the pipeline bears the status's word."""
    return any(step.label == status.label for step in way.steps)


def nearest_step(way: PipelineWord, status: Status) -> StepWord:
    """Return the step of this word, else the one that means the same in this pipeline."""
    steps = list(way.steps)
    meaning = next(
        (step for step, words in STEP_WORDS.items() if status.label in words), status.label
    )
    same = {
        "验收": [step for step in steps if step.is_accepted],
        "实施": [step for step in steps if step.is_running],
        "确认": [step for step in steps if step.is_granted],
        "审核": steps[1:2],
    }
    named = [step for step in steps if step.label == status.label]
    return (named or same.get(meaning) or steps)[0]


def _bare(text: str) -> list[str]:
    """Return the word without what only says that it is so now, or was done: 已确认, 审核中."""
    before, after = _SAID_BEFORE.sub("", text), _SAID_AFTER.sub("", text)
    return [text, before, after, _SAID_AFTER.sub("", before)]


def _parts(text: str) -> list[str]:
    """Return the words of 实施中（已开展3场）, then of 已立项、实施中 the last first."""
    words = [word for word in re.split(r"[,、;/()]", text) if word]
    return [item for word in (text, *reversed(words)) for item in _bare(word)]
