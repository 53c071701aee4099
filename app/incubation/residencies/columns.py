"""What residencies add to the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.definitions.columns import Choice, Column, ColumnKind
from app.i18n import _, _l
from app.incubation.residencies.predicates import latest
from app.incubation.residencies.steps import ENDED, OCCUPYING, STEP_LABELS, Step

APPLYING, RESIDENT, ENDED_KEY = "applying", "resident", "ended"
STATES = {
    APPLYING: frozenset(Step) - OCCUPYING - ENDED,
    RESIDENT: OCCUPYING,
    ENDED_KEY: ENDED,
}
STATE_LABELS = {
    APPLYING: _l("申请中"),
    RESIDENT: _l("在驻"),
    ENDED_KEY: _l("已结束"),
}


@dataclass(frozen=True)
class Residence:
    """Where an organization is with its residency, and in which room."""

    step: Step
    room: str | None

    @property
    def state(self) -> str:
        return next(key for key, steps in STATES.items() if self.step in steps)

    def __str__(self) -> str:
        if self.step in OCCUPYING:
            return _("在驻：%(room)s", room=self.room)
        return str(STEP_LABELS[self.step])


def _residence(step: Step | None, room: str | None) -> Residence | None:
    return None if step is None else Residence(step, room)


def _matches(sources: Any, states: Sequence[str]) -> Any:
    steps = [step for state in states for step in STATES.get(state, ())]
    return latest(sources, "step").in_(sorted(steps))


RESIDENCE = Column(
    key="residence",
    label=_l("入驻场所"),
    kind=ColumnKind.CHOICE,
    width=16,
    select=lambda s: (latest(s, "step"), latest(s, "room")),
    value=_residence,
    plain=lambda item: None if item is None else item.state,
    sort=lambda s: latest(s, "room"),
    match=_matches,
    choices=lambda: [Choice(key, label) for key, label in STATE_LABELS.items()],
)
COLUMNS = (RESIDENCE,)
