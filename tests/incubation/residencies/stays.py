"""Residencies as tests speak of them."""

from datetime import date

from app.history.points import list_live
from app.incubation.residencies.models import ResidencyStep
from app.incubation.residencies.operations import Application, StepTaken, Wish, apply, take_step
from app.incubation.residencies.steps import Step
from tests.organizations.writes import run


def day(text):
    return date.fromisoformat(text)


def applied(here, organization, on="2024-01-01"):
    return run(apply, here, organization.id, Application(day(on), Wish("办公")))


def entered(here, organization, room, *, on="2024-02-01", desks=4, ends_on="2025-01-31"):
    """Apply and enter; return the residency's number."""
    residency_id = applied(here, organization)
    run(take_step, here, residency_id, entering(room, on=on, desks=desks, ends_on=ends_on))
    return residency_id


def entering(room, *, on="2024-02-01", desks=4, ends_on="2025-01-31", step=Step.ENTERED):
    return StepTaken(step, day(on), room_id=room.id, desks=desks, ends_on=day(ends_on))


def steps_of(residency_id):
    return [
        (point.step.value, point.since.isoformat())
        for point in list_live(ResidencyStep, residency_id)
    ]


def step_of(residency_id, step):
    live = list_live(ResidencyStep, residency_id)
    return next(point for point in live if point.step is step)
