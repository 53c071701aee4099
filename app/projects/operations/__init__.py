"""Writes. Operations flush and audit; the view or command commits."""

from app.projects.operations.editing import edit_project
from app.projects.operations.entering import enter_project
from app.projects.operations.stepping import correct_step, take_step, withdraw_step
from app.projects.operations.withdrawing import restore_project, withdraw_project

__all__ = [
    "correct_step",
    "edit_project",
    "enter_project",
    "restore_project",
    "take_step",
    "withdraw_project",
    "withdraw_step",
]
