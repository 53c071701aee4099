"""What hubs write for the kinds and forms of support. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from app.incubation.supports.kinds import SupportForm, SupportKind
from app.values.texts import plain_text, says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw

Word = TypeVar("Word", bound=StrEnum)

KIND_WORDS: Mapping[SupportKind, tuple[str, ...]] = {
    SupportKind.CONSULTING: ("咨询", "咨询服务", "一对一咨询", "个别咨询", "答疑", "咨询答疑"),
    SupportKind.MENTORING: ("督导", "督导服务", "专业督导", "实务督导", "辅导", "指导", "陪伴督导"),
    SupportKind.POLICY: ("政策", "政策服务", "政策咨询", "政策解读", "政策宣讲", "政策学习"),
    SupportKind.VENUE: ("场地", "场地服务", "场地支持", "场地提供", "场地使用"),
    SupportKind.RESOURCES: ("资源", "资源链接", "资源对接", "资源支持", "资源服务"),
    SupportKind.OTHER: ("其他", "其它", "其他服务"),
}
FORM_WORDS: Mapping[SupportForm, tuple[str, ...]] = {
    SupportForm.INDIVIDUAL: ("个别", "一对一", "个别服务", "个案", "面谈", "单独"),
    SupportForm.GROUP: ("团体", "集体", "小组", "团体督导", "小组督导", "座谈", "座谈会", "沙龙"),
    SupportForm.ON_SITE: ("现场", "实地", "上门", "走访", "实地走访", "上门走访", "到访", "来访", "线下"),
    SupportForm.ONLINE: ("线上", "网络", "微信", "视频", "线上会议", "视频会议", "腾讯会议", "邮件"),
    SupportForm.PHONE: ("电话", "电话咨询", "来电", "通话", "电话沟通"),
}  # fmt: skip


def read_kind(raw: Raw) -> SupportKind | None:
    """Return the kind a cell means, None for nothing. Raises unknown_value."""
    return _read(raw, KIND_WORDS)


def read_form(raw: Raw) -> SupportForm | None:
    """Return the form a cell means, None for nothing. Raises unknown_value."""
    return _read(raw, FORM_WORDS)


def _read(raw: Raw, words: Mapping[Word, tuple[str, ...]]) -> Word | None:
    if says_nothing(raw):
        return None
    text = squeeze(plain_text(raw))
    found = next((word for word, known in words.items() if text in known), None)
    if found is None:
        raise UnreadableValueError("unknown_value")
    return found
