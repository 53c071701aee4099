"""Writes. Operations flush and audit; the view commits.

Every one takes the standpoint first and raises NoResultFound for what is outside it.
"""

from app.incubation.reviews.operations.beginning import begin_review
from app.incubation.reviews.operations.concluding import conclude_review, withdraw_review
from app.incubation.reviews.operations.drafting import DraftEdit, ScoreEntry, save_scores

__all__ = [
    "DraftEdit",
    "ScoreEntry",
    "begin_review",
    "conclude_review",
    "save_scores",
    "withdraw_review",
]
