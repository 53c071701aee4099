"""Writes. Operations flush and audit; the view or command commits."""

from app.incubation.residencies.operations.applying import Application, Wish, apply, edit_wish
from app.incubation.residencies.operations.handing_over import HandOver, hand_over
from app.incubation.residencies.operations.rooms import RoomFacts, add_room, edit_room
from app.incubation.residencies.operations.stepping import (
    StepTaken,
    correct_step,
    take_step,
    withdraw_step,
)

__all__ = [
    "Application",
    "HandOver",
    "RoomFacts",
    "StepTaken",
    "Wish",
    "add_room",
    "apply",
    "correct_step",
    "edit_room",
    "edit_wish",
    "hand_over",
    "take_step",
    "withdraw_step",
]
