"""Writes. Operations flush and audit; the view or command commits."""

from app.projects.assessments.operations.recording import (
    AssessmentEntry,
    edit_assessment,
    finish_rectification,
    record_assessment,
    withdraw_assessment,
)
from app.projects.assessments.operations.scoring import ScoreEntry, recuse, score

__all__ = [
    "AssessmentEntry",
    "ScoreEntry",
    "edit_assessment",
    "finish_rectification",
    "record_assessment",
    "recuse",
    "score",
    "withdraw_assessment",
]
