"""The steps of a residency, what may follow what, and what each one tells. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import _l


class Step(StrEnum):
    """From a step on a residency is so, until the next one."""

    APPLIED = "applied"
    INTERVIEW = "interview"
    REVIEW = "review"
    PUBLICITY = "publicity"
    AGREEMENT = "agreement"
    ENTERED = "entered"
    MID_TERM = "mid_term"
    RENEWED = "renewed"
    FINAL = "final"
    LEFT = "left"
    DECLINED = "declined"
    CALLED_OFF = "called_off"  # by the applicant


class Exit(StrEnum):
    """How a residency ended."""

    TERM_OVER = "term_over"
    EARLY = "early"
    OWN_WISH = "own_wish"
    SENT_AWAY = "sent_away"
    DISSOLVED = "dissolved"


class Verdict(StrEnum):
    """What an assessment came to."""

    PASSED = "passed"
    FAILED = "failed"


class RoomKind(StrEnum):
    """Whether a room is given as a whole or by the desk."""

    ROOM = "room"
    OPEN_DESKS = "open_desks"


class HandOverState(StrEnum):
    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


STEP_LABELS = {
    Step.APPLIED: _l("申请"),
    Step.INTERVIEW: _l("初审面谈"),
    Step.REVIEW: _l("评审"),
    Step.PUBLICITY: _l("公示"),
    Step.AGREEMENT: _l("签约"),
    Step.ENTERED: _l("入壳"),
    Step.MID_TERM: _l("中期评估"),
    Step.RENEWED: _l("续驻"),
    Step.FINAL: _l("期末评估"),
    Step.LEFT: _l("出壳（退出）"),
    Step.DECLINED: _l("未通过"),
    Step.CALLED_OFF: _l("撤回申请"),
}
EXIT_LABELS = {
    Exit.TERM_OVER: _l("期满出壳"),
    Exit.EARLY: _l("提前出壳"),
    Exit.OWN_WISH: _l("主动退出"),
    Exit.SENT_AWAY: _l("劝退"),
    Exit.DISSOLVED: _l("注销或并入"),
}
VERDICT_LABELS = {Verdict.PASSED: _l("通过"), Verdict.FAILED: _l("不通过")}
ROOM_KIND_LABELS = {RoomKind.ROOM: _l("独立房间"), RoomKind.OPEN_DESKS: _l("开放工位")}
HAND_OVER_LABELS = {
    HandOverState.OPEN: _l("未交接"),
    HandOverState.DONE: _l("已交接"),
    HandOverState.NOT_NEEDED: _l("不涉及"),
}

ADMISSION = (
    Step.APPLIED,
    Step.INTERVIEW,
    Step.REVIEW,
    Step.PUBLICITY,
    Step.AGREEMENT,
    Step.ENTERED,
)
OCCUPYING = frozenset({Step.ENTERED, Step.MID_TERM, Step.RENEWED, Step.FINAL})
ENDED = frozenset({Step.LEFT, Step.DECLINED, Step.CALLED_OFF})
PLACED = frozenset({Step.AGREEMENT, Step.ENTERED, Step.RENEWED})  # says room, desks and term
JUDGED = frozenset({Step.INTERVIEW, Step.REVIEW, Step.MID_TERM, Step.FINAL})


def _admission(step: Step) -> tuple[Step, ...]:
    """Return what may follow on the way in: later steps too, for one day holds one step only."""
    later = ADMISSION[ADMISSION.index(step) + 1 :]
    return (*later, Step.DECLINED, Step.CALLED_OFF)


NEXT: Mapping[Step, tuple[Step, ...]] = {
    **{step: _admission(step) for step in ADMISSION[:-1]},
    Step.ENTERED: (Step.MID_TERM, Step.RENEWED, Step.FINAL, Step.LEFT),
    Step.MID_TERM: (Step.RENEWED, Step.FINAL, Step.LEFT),
    Step.RENEWED: (Step.MID_TERM, Step.RENEWED, Step.FINAL, Step.LEFT),
    Step.FINAL: (Step.RENEWED, Step.LEFT),
    **dict.fromkeys(ENDED, ()),
}


def may_follow(before: Step, after: Step) -> bool:
    return after in NEXT[before]
