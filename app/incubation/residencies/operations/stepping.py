"""Taking a residency a step further, putting a step right, and taking the last one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.audit import operations as audit
from app.history import points
from app.incubation.residencies import queries
from app.incubation.residencies.errors import (
    ExitMissingError,
    OutOfOrderError,
    PlaceMissingError,
    RoomRetiredError,
    TermEndsTooEarlyError,
    WrongStepError,
)
from app.incubation.residencies.models import Residency, ResidencyStep
from app.incubation.residencies.operations.checks import check_day, check_desks, check_span
from app.incubation.residencies.operations.handing_over import list_usual_items
from app.incubation.residencies.steps import (
    ENDED,
    OCCUPYING,
    PLACED,
    Exit,
    Step,
    Verdict,
    may_follow,
)
from app.organizations.errors import ReasonMissingError
from app.organizations.followers import facts_changed
from app.organizations.models import Organization
from app.organizations.operations.subject import organization_to_change, subject
from app.standpoint import Standpoint

PLACE = ("room_id", "desks", "ends_on")


@dataclass(frozen=True)
class StepTaken:
    """A checked request: from `on` on the residency is at this step.

    Room, desks and term count for the steps that say them; the assessments in between keep those
    of the step before.
    """

    step: Step
    on: date
    opinion: str | None = None
    room_id: int | None = None
    desks: int | None = None
    ends_on: date | None = None
    verdict: Verdict | None = None
    score: int | None = None
    exit_kind: Exit | None = None


def take_step(standpoint: Standpoint, residency_id: int, taken: StepTaken) -> None:
    """Add a step after the last one; leaving also lists what is to be handed over.

    Raises FutureDayError, BeforeExistenceError, OutOfOrderError, WrongStepError, DayTakenError,
    ReasonMissingError, PlaceMissingError, TermEndsTooEarlyError, ExitMissingError,
    RoomRetiredError, NotEnoughDesksError.
    """
    residency, organization = _residency_to_change(standpoint, residency_id)
    before = points.list_live(ResidencyStep, residency.id)
    if not before or not may_follow(before[-1].step, taken.step):
        raise WrongStepError
    new = _make_point(residency.id, taken)
    _check(standpoint, organization.id, new, taken_room=None)
    _check_order(before[-1:], new, [])
    _carry_on(before[-1], new)
    check_desks(residency.id, before, [*before, new])
    points.add(new, by=standpoint.viewer)
    if new.step is Step.LEFT:
        list_usual_items(residency.id, by=standpoint.viewer)
    _record("residency:step:take", organization, standpoint, residency, new)


def correct_step(standpoint: Standpoint, step_id: int, taken: StepTaken) -> None:
    """Put a step right: the old row stays, superseded. Which step it is stays as it was.

    The assessments after it take over its room, desks and term. Raises as `take_step`, and
    StillOpenError when it would reach into another residency.
    """
    old, residency, organization = _step_to_change(standpoint, step_id)
    if taken.step is not old.step:
        raise WrongStepError
    before = points.list_live(ResidencyStep, residency.id)
    place = before.index(old)
    new = _make_point(residency.id, taken)
    _check(standpoint, organization.id, new, taken_room=old.room_id)
    _check_order(before[:place], new, before[place + 1 :])
    after, replaced = _corrected(before, place, new)
    check_span(organization.id, after)
    check_desks(residency.id, before, after)
    for one, other in replaced:
        points.replace(one, other, by=standpoint.viewer)
    _record("residency:step:correct", organization, standpoint, residency, new, was=str(old.since))


def withdraw_step(standpoint: Standpoint, step_id: int, reason: str | None = None) -> None:
    """Take the last step back: the one before stands again; without any, there was no residency.

    Raises WrongStepError for any but the last, StillOpenError when another residency has begun
    since, NotEnoughDesksError when the desks are given to others by now.
    """
    old, residency, organization = _step_to_change(standpoint, step_id)
    before = points.list_live(ResidencyStep, residency.id)
    if before[-1] is not old:
        raise WrongStepError
    check_span(organization.id, before[:-1])
    check_desks(residency.id, before, before[:-1])
    points.withdraw(old, by=standpoint.viewer)
    _record("residency:step:withdraw", organization, standpoint, residency, old, reason=reason)


def _residency_to_change(
    standpoint: Standpoint, residency_id: int
) -> tuple[Residency, Organization]:
    residency = queries.get_residency(standpoint, residency_id)
    return residency, organization_to_change(standpoint, residency.organization_id)


def _step_to_change(
    standpoint: Standpoint, step_id: int
) -> tuple[ResidencyStep, Residency, Organization]:
    step = queries.get_step(standpoint, step_id)
    residency, organization = _residency_to_change(standpoint, step.residency_id)
    return queries.get_step(standpoint, step_id), residency, organization  # by now held


def _make_point(residency_id: int, taken: StepTaken) -> ResidencyStep:
    is_placed = taken.step in PLACED
    return ResidencyStep(
        residency_id=residency_id,
        step=taken.step,
        since=taken.on,
        reason=taken.opinion,
        room_id=taken.room_id if is_placed else None,
        desks=taken.desks if is_placed else None,
        ends_on=taken.ends_on if is_placed else None,
        verdict=taken.verdict,
        score=taken.score,
        exit_kind=taken.exit_kind if taken.step is Step.LEFT else None,
    )


def _check(
    standpoint: Standpoint, organization_id: int, new: ResidencyStep, *, taken_room: int | None
) -> None:
    """Check what does not depend on the other steps; a room kept may be retired by now."""
    check_day(organization_id, new.since)
    if new.step in ENDED and not new.reason:
        raise ReasonMissingError
    if new.step is Step.LEFT and new.exit_kind is None:
        raise ExitMissingError
    if new.step not in PLACED:
        return
    if new.room_id is None or not new.desks or new.desks < 1 or new.ends_on is None:
        raise PlaceMissingError
    if new.ends_on <= new.since:
        raise TermEndsTooEarlyError
    if new.room_id != taken_room:
        room = queries.find_room(standpoint, new.room_id)
        if room is None or room.is_retired:
            raise RoomRetiredError


def _check_order(
    before: Sequence[ResidencyStep], new: ResidencyStep, after: Sequence[ResidencyStep]
) -> None:
    if any(step.since == new.since for step in (*before, *after)):
        raise points.DayTakenError
    if before and new.since < before[-1].since:
        raise OutOfOrderError
    if after and new.since > after[0].since:
        raise OutOfOrderError


def _carry_on(before: ResidencyStep, step: ResidencyStep) -> None:
    """Let an assessment keep the room, desks and term of the step before."""
    if step.step in OCCUPYING - PLACED:
        for name in PLACE:
            setattr(step, name, getattr(before, name))


def _corrected(
    steps: Sequence[ResidencyStep], place: int, new: ResidencyStep
) -> tuple[list[ResidencyStep], list[tuple[ResidencyStep, ResidencyStep]]]:
    """Return the steps as they come to stand, and which old row gives way to which new one."""
    after = list(steps[:place])
    replaced = []
    for index, step in enumerate(steps[place:]):
        other = new if index == 0 else _copied(step)
        if after:
            _carry_on(after[-1], other)
        if index == 0 or _place(other) != _place(step):
            replaced.append((step, other))
            after.append(other)
        else:
            after.append(step)
    return after, replaced


def _copied(step: ResidencyStep) -> ResidencyStep:
    names = ("residency_id", "step", "since", "since_precision", "reason", *PLACE)
    return ResidencyStep(
        **{name: getattr(step, name) for name in (*names, "verdict", "score", "exit_kind")}
    )


def _place(step: ResidencyStep) -> tuple[Any, ...]:
    return tuple(getattr(step, name) for name in PLACE)


def _record(
    action: str,
    organization: Organization,
    standpoint: Standpoint,
    residency: Residency,
    step: ResidencyStep,
    **changes: Any,
) -> None:
    facts_changed([organization.id])
    audit.record(
        action,
        subject(organization),
        by=standpoint.viewer,
        residency=residency.id,
        step=step.step,
        since=step.since.isoformat(),
        **changes,
    )
