"""What hubs write for whether somebody was there. Pure."""

from collections.abc import Iterable

from app.trainings.models import Presence
from app.values.texts import is_blank, plain_text, says_nothing, squeeze
from app.values.unreadable import UnreadableValueError
from app.workbooks.cells import Raw, UnknownCell

TICKS = frozenset({"√", "✓", "✔", "☑", "1", "是", "到", "已到", "已签", "已签到"})
PRESENCE_WORDS = {
    Presence.PRESENT: TICKS
    | {"出席", "签到", "参加", "实到", "到场", "到会", "正常", "出勤", "迟到", "已参加"},
    Presence.EXCUSED: {"请假", "事假", "病假", "假", "公假", "已请假"},
    Presence.ABSENT: {
        "缺席", "未到", "否", "×", "x", "X", "0", "旷课", "未签到", "缺勤", "没到", "未参加", "未签", "缺课",
    },
}  # fmt: skip


def read_presence(raw: Raw) -> Presence | None:
    """Return whether somebody was there, None for nothing. Raises unknown_value."""
    text = squeeze(plain_text(raw))
    found = next((item for item, words in PRESENCE_WORDS.items() if text in words), None)
    if found is None and not says_nothing(raw):
        raise UnreadableValueError("unknown_value")
    return found


def like_presence(raw: Raw) -> bool:
    return not isinstance(raw, UnknownCell) and any(
        squeeze(plain_text(raw)) in words for words in PRESENCE_WORDS.values()
    )


def are_ticks(column: Iterable[Raw]) -> bool:
    """Tell whether a column only ticks who was there: then a blank is somebody who was not."""
    said = [raw for raw in column if not is_blank(raw)]
    return bool(said) and all(
        not isinstance(raw, UnknownCell) and squeeze(plain_text(raw)) in TICKS for raw in said
    )
