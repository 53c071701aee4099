"""Who takes up how many desks of a room from when to when. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from app.incubation.residencies.steps import OCCUPYING, Step
from app.standpoint import LAST_DAY


class Placed(Protocol):
    """A step with its place."""

    @property
    def step(self) -> Step: ...
    @property
    def since(self) -> date: ...
    @property
    def room_id(self) -> int | None: ...
    @property
    def desks(self) -> int | None: ...


@dataclass(frozen=True)
class Stay:
    """So many desks of a room, from `since` on, until the day before `until`."""

    room_id: int
    desks: int
    since: date
    until: date


def stays_of(steps: Sequence[Placed]) -> list[Stay]:
    """Return the stays of one residency, given its steps in order."""
    found: list[Stay] = []
    for index, step in enumerate(steps):
        if step.step not in OCCUPYING or step.room_id is None:
            continue
        until = steps[index + 1].since if index + 1 < len(steps) else LAST_DAY
        stay = Stay(step.room_id, step.desks or 0, step.since, until)
        if found and _goes_on(found[-1], stay):
            found[-1] = replace(found[-1], until=until)
        else:
            found.append(stay)
    return found


def most_taken(stays: Iterable[Stay], since: date, until: date) -> int:
    """Return the most desks these stays take up together on any day of [since, until)."""
    during = [stay for stay in stays if stay.since < until and stay.until > since]
    days = {max(stay.since, since) for stay in during}
    return max((_taken_on(during, day) for day in days), default=0)


def _taken_on(stays: Iterable[Stay], day: date) -> int:
    return sum(stay.desks for stay in stays if stay.since <= day < stay.until)


def _goes_on(before: Stay, after: Stay) -> bool:
    return (before.room_id, before.desks, before.until) == (
        after.room_id,
        after.desks,
        after.since,
    )
