"""Rooms of the demo base, and a few organizations on their way through it."""

from collections.abc import Sequence
from datetime import timedelta

from app.incubation.residencies.operations import (
    Application,
    RoomFacts,
    StepTaken,
    Wish,
    add_room,
    apply,
    take_step,
)
from app.incubation.residencies.steps import Exit, RoomKind, Step, Verdict
from app.standpoint import Standpoint, today

ROOMS = (
    ("201室", RoomKind.ROOM, 8, 45),
    ("202室", RoomKind.ROOM, 6, 36),
    ("开放工位区", RoomKind.OPEN_DESKS, 12, 60),
)
# How many days ago each one applied, and how far it has come since.
STORIES = (
    (380, (Step.INTERVIEW, Step.AGREEMENT, Step.ENTERED, Step.MID_TERM)),  # its term is over
    (300, (Step.REVIEW, Step.ENTERED)),  # its mid-term is due
    (120, (Step.ENTERED,)),
    (30, (Step.INTERVIEW, Step.REVIEW)),
    (10, ()),
    (420, (Step.ENTERED, Step.FINAL, Step.LEFT)),  # hands over
)
PACE = 5  # days from step to step on the way in
HALF, TERM = 182, 364


def load_residencies(standpoint: Standpoint, organization_ids: Sequence[int]) -> None:
    """Enter the rooms, and a residency each for the first organizations given."""
    rooms = [
        add_room(standpoint, RoomFacts(standpoint.division, name, kind, capacity, area))
        for name, kind, capacity, area in ROOMS
    ]
    for number, (organization_id, (days, steps)) in enumerate(
        zip(organization_ids, STORIES, strict=False)
    ):
        on = today() - timedelta(days=days)
        wish = Wish("办公和开展活动", desks_wish=2)
        residency_id = apply(standpoint, organization_id, Application(on, wish))
        ends_on = on + timedelta(days=TERM)
        for step in steps:
            wait = HALF if step in {Step.MID_TERM, Step.FINAL, Step.LEFT} else PACE
            on = on + timedelta(days=wait)
            taken = StepTaken(
                step,
                on,
                opinion="合同期满" if step is Step.LEFT else None,
                room_id=rooms[number % len(rooms)],
                desks=2,
                ends_on=ends_on,
                verdict=Verdict.PASSED if step in {Step.MID_TERM, Step.FINAL} else None,
                exit_kind=Exit.TERM_OVER if step is Step.LEFT else None,
            )
            take_step(standpoint, residency_id, taken)
